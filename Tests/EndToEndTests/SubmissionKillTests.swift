import Foundation
import TestSupport
import Testing

/// A service that is killed at any moment keeps every submission that it said was kept.
@Suite struct SubmissionKillTests {
  /// Of each of two services; `SUBMISSION_KILLS=500 swift test --filter SubmissionKillTests` kills more often.
  private static let kills = ProcessInfo.processInfo.environment["SUBMISSION_KILLS"].flatMap { Int($0) } ?? 100

  @Test(arguments: 1...2) func everyAcknowledgedChangeIsInTheHistory(service: Int) async throws {
    let site = try await WritableSite()
    let visitors = [
      try await site.member("zoe@example.org", profile: "zoe-blanc"),
      try await site.member("lea@example.org", profile: "lea-durand"),
    ]
    var acknowledged: [String] = []
    for round in 0..<Self.kills {
      let done = await withTaskGroup(of: [String].self) { group in
        for (visitor, name) in zip(visitors, ["zoe-blanc", "lea-durand"]) {
          group.addTask { await Self.submitUntilKilled(visitor, name, round) }
        }
        try? await Task.sleep(for: .milliseconds(Int.random(in: 5...250)))
        site.kill()
        return await group.reduce(into: [String]()) { $0 += $1 }
      }
      acknowledged += done
      try await site.restart()
    }
    let history = try site.git("log", "--all", "-p", "--format=%H")
    for text in acknowledged { #expect(history.contains("+headline: \(text)\n"), "\(text)") }
    #expect(!acknowledged.isEmpty, "all services were killed before they did anything")
    print("service \(service), \(Self.kills) kills: \(acknowledged.count) submissions were acknowledged")
    try site.git("fsck", "--strict")
    // What was begun is finished by the next service, and nothing is left half written.
    #expect(try site.git("status", "--porcelain") == "")
    for (visitor, name) in zip(visitors, ["zoe-blanc", "lea-durand"]) {
      // What the service has just finished of an earlier form may come in between.
      var isKept = false
      for _ in 0..<3 where !isKept { isKept = await Self.submit("Pour finir", visitor, name) }
      #expect(isKept)
      #expect(try site.text("content/profiles/\(name).md").contains("headline: Pour finir\n"))
    }
  }

  /// Answers what was acknowledged.
  private static func submitUntilKilled(_ visitor: Visitor, _ name: String, _ round: Int) async -> [String] {
    var done: [String] = []
    for number in 0..<50 {
      let text = "Tour \(round) de \(name), fois \(number)"
      guard await submit(text, visitor, name) else { break }
      done.append(text)
    }
    return done
  }

  private static func submit(_ text: String, _ visitor: Visitor, _ name: String) async -> Bool {
    guard let form = await visitor.open("/-/edit/profile/\(name)"), form.answer.status == 200 else { return false }
    // What is in conflict with a change that the new service has just finished is kept for its author instead, who goes on.
    return await visitor.send(["headline": text], on: form)?["Location"] == "/profiles/\(name)/"
  }
}
