import Foundation
import TestSupport
import Testing

/// A service that is killed at any moment keeps every account that it said was made.
@Suite struct ServiceKillTests {
  /// `SERVICE_KILLS=200 swift test --filter ServiceKillTests` kills more often.
  private static let kills = ProcessInfo.processInfo.environment["SERVICE_KILLS"].flatMap { Int($0) } ?? 10
  private static let guestsPerRound = 4

  @Test func everyAcknowledgedAccountCanSignIn() async throws {
    let site = try ServiceSite()
    let port = site.port
    var program = try await site.start()
    let maintainer = Visitor(port: port)
    _ = await site.accept(try await site.firstInvitation(of: program), as: "head@example.org", maintainer)
    var made: [String] = []
    for round in 0..<Self.kills {
      let guests = (0..<Self.guestsPerRound).map { "guest\(round)-\($0)@example.org" }
      let links = try await invite(guests, maintainer)
      try #require(links.count == guests.count)
      let acknowledged = await withTaskGroup(of: String?.self) { group in
        for (email, link) in zip(guests, links) {
          group.addTask { await Self.isAcknowledged(email, link, port) ? email : nil }
        }
        // From before the first hash is made to after the last account.
        let wait = Int.random(in: round % 3 == 0 ? 20...400 : 100...1_600)
        try? await Task.sleep(for: .milliseconds(wait))
        program.kill()
        return await group.reduce(into: [String]()) { all, email in all += email.map { [$0] } ?? [] }
      }
      program = try await site.start()
      for (email, link) in zip(guests, links) {
        let visitor = Visitor(port: port, address: "192.0.2.\(round % 250)")
        let isOpen = await visitor.open(link)?.answer.status == 200
        // What was not acknowledged is there whole or not at all.
        let canSignIn = await site.signIn(email, visitor)?.path == "/-/account"
        #expect(isOpen != canSignIn, "\(email)")
        #expect(canSignIn || !acknowledged.contains(email), "\(email)")
      }
      made += acknowledged
    }
    print("\(Self.kills) kills: \(made.count) of \(Self.kills * Self.guestsPerRound) accounts were acknowledged")
    for (number, email) in made.enumerated() {
      let visitor = Visitor(port: port, address: "198.51.100.\(number % 250)")
      #expect(await site.signIn(email, visitor)?.path == "/-/account", "\(email)")
    }
    #expect(!made.isEmpty, "all services were killed before they did anything")
    #expect(made.count < Self.kills * Self.guestsPerRound, "all services did all before they were killed")
  }

  /// Has a class invited from the web; answers the paths of the links.
  private func invite(_ emails: [String], _ maintainer: Visitor) async throws -> [String] {
    let page = try #require(await maintainer.open("/-/people/invite"))
    let fields = ["people": emails.map { "Guest; \($0)" }.joined(separator: "\n"), "role": "member"]
    let invited = try #require(await maintainer.submit(fields, on: page))
    return invited.answer.text.matches(of: #/href="http://[^/"]*(/[^"]*invitations/[^"]*)"/#).map { String($0.1) }
  }

  /// Accepts an invitation; false when the answer that the account was made did not come.
  private static func isAcknowledged(_ email: String, _ link: String, _ port: UInt16) async -> Bool {
    let visitor = Visitor(port: port)
    guard let page = await visitor.open(link) else { return false }
    return await visitor.send(["name": "Guest", "password": ServiceSite.password], on: page)?.status == 303
  }
}
