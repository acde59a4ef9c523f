import Foundation
import TestSupport
import Testing

/// Services that exchange what members publish by a remote repository.
@Suite(.serialized, .timeLimit(.minutes(15))) struct RemoteTests {
  private let scratch = SiteFixture()
  private var remote: URL { URL(filePath: "\(scratch.path)/remote.git") }
  private static let settings = ["PREAU_REMOTE_SECONDS": "1"]

  init() throws {
    try WritableSite.git(["init", "-q", "--bare", "-b", "main", "remote.git"], in: URL(filePath: scratch.path))
  }

  /// The site whose branch the remote has.
  private func firstSite(_ settings: [String: String] = settings) async throws -> WritableSite {
    try await WritableSite(settings) { folder in
      try WritableSite.git(["remote", "add", "origin", remote.path], in: folder)
      try WritableSite.git(["push", "-q", "-u", "origin", "main"], in: folder)
    }
  }

  /// A clone in which somebody works by hand.
  private func clone() throws -> URL {
    try WritableSite.git(["clone", "-q", remote.path, "clone"], in: URL(filePath: scratch.path))
    let folder = URL(filePath: "\(scratch.path)/clone")
    try WritableSite.git(["config", "user.name", "Hand"], in: folder)
    try WritableSite.git(["config", "user.email", "hand@example.org"], in: folder)
    return folder
  }

  private func write(_ text: String, to path: String, in folder: URL) throws {
    try text.write(to: folder.appending(path: path), atomically: true, encoding: .utf8)
    try WritableSite.git(["add", "-A"], in: folder)
    try WritableSite.git(["commit", "-qm", "By hand"], in: folder)
  }

  /// What the remote has of a file.
  private func remoteText(_ path: String) -> String {
    (try? WritableSite.git(["show", "main:\(path)"], in: remote)) ?? ""
  }

  private func eventually(_ what: String, _ holds: () async throws -> Bool) async throws {
    for _ in 0..<2_400 {
      if try await holds() { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    Issue.record("never came: \(what)")
  }

  @Test func twoServicesExchangeWhatMembersPublish() async throws {
    let first = try await firstSite()
    let second = try await WritableSite(Self.settings) { folder in
      try WritableSite.git(["remote", "add", "origin", remote.path], in: folder)
      try WritableSite.git(["fetch", "-q"], in: folder)
      try WritableSite.git(["reset", "-q", "--hard", "origin/main"], in: folder)
      try WritableSite.git(["branch", "-q", "-u", "origin/main"], in: folder)
    }
    let zoe = try await first.member("zoe@example.org", profile: "zoe-blanc")
    let lea = try await second.member("lea@example.org", profile: "lea-durand")
    let one = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    let other = try #require(await lea.open("/-/edit/profile/lea-durand"))
    #expect(await zoe.submit(["headline": "D’ici"], on: one)?.path == "/profiles/zoe-blanc/")
    #expect(await lea.submit(["headline": "De là"], on: other)?.path == "/profiles/lea-durand/")
    for site in [first, second] {
      try await eventually("both on both sites") {
        (try? site.text("site/profiles/zoe-blanc/index.html"))?.contains("D’ici") == true
          && (try? site.text("site/profiles/lea-durand/index.html"))?.contains("De là") == true
      }
      #expect(try site.git("status", "--porcelain") == "")
    }
    try await eventually("both at one commit") {
      try first.git("rev-parse", "HEAD") == second.git("rev-parse", "HEAD")
    }
    #expect(remoteText("content/profiles/zoe-blanc.md").contains("D’ici"))
    // Members' numbers and no addresses are what leaves this machine, and nothing but the branch.
    #expect(try WritableSite.git(["for-each-ref", "--format=%(refname)"], in: remote) == "refs/heads/main\n")
    #expect(try !WritableSite.git(["log", "--format=%an %ae %B"], in: remote).contains("zoe@example.org"))
  }

  @Test func whoPushesAtTheSameTimeLosesNothing() async throws {
    let site = try await firstSite()
    let hand = try clone()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    for round in 0..<6 {
      let form = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
      async let live = zoe.submit(["headline": "Tour \(round)"], on: form)
      try write("---\nname: N\(round)\n---\n", to: "content/profiles/n\(round).md", in: hand)
      for _ in 0..<50 {
        try WritableSite.git(["pull", "-q", "--rebase"], in: hand)
        if try ProcessRun(URL(filePath: "/usr/bin/git"), ["push", "-q"], in: hand).code == 0 { break }
      }
      #expect(await live?.path == "/profiles/zoe-blanc/")
    }
    try await eventually("all of both") {
      remoteText("content/profiles/zoe-blanc.md").contains("Tour 5") && site.has("content/profiles/n5.md")
    }
    for round in 0..<6 { #expect(remoteText("content/profiles/n\(round).md").contains("N\(round)")) }
    #expect(try WritableSite.git(["rev-list", "--count", "main"], in: remote) == "13\n")
  }

  @Test func aConflictIsToldUntilAPersonHasChosen() async throws {
    let site = try await firstSite()
    let hand = try clone()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let reviewer = try await site.member("rev@example.org", role: "reviewer")
    try write("---\nname: Zoé Blanc\nheadline: De loin\n---\n", to: "content/profiles/zoe-blanc.md", in: hand)
    // Nobody reaches the remote while both sides change the same line.
    let hidden = URL(filePath: "\(scratch.path)/hidden.git")
    try FileManager.default.moveItem(at: remote, to: hidden)
    let form = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    #expect(await zoe.submit(["headline": "D’ici"], on: form)?.path == "/profiles/zoe-blanc/")
    try WritableSite.git(["push", "-q", hidden.path, "main"], in: hand)
    try FileManager.default.moveItem(at: hidden, to: remote)
    try await eventually("the message") {
      await reviewer.open("/-/review")?.answer.text.contains("content/profiles/zoe-blanc.md") == true
    }
    #expect(await reviewer.open("/-/my")?.answer.text.contains("git pull --rebase") == true)
    #expect(await zoe.open("/-/my")?.answer.text.contains("git pull --rebase") == false, "members need not know")
    #expect(await reviewer.open("/-/healthz")?.answer.text == "ok\nremote: conflict\n")
    #expect(await reviewer.open("/-/metrics")?.answer.text.contains("preau_remote_trouble 1\n") == true)
    let doctor = try ProcessRun(preau, ["doctor"], in: site.service.folder, environment: site.service.environment)
    #expect(
      doctor.output.contains("✗ this site and 'origin' have changed the same files: content/profiles/zoe-blanc.md"))
    // Nothing was lost meanwhile, and the site goes on.
    let again = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    #expect(await zoe.submit(["content": "Encore"], on: again)?.path == "/profiles/zoe-blanc/")
    #expect(try site.text("content/profiles/zoe-blanc.md").contains("D’ici"))
    try site.git("pull", "-q", "--rebase", "-X", "theirs")
    try await eventually("all is well") { await reviewer.open("/-/healthz")?.answer.text == "ok\n" }
    #expect(await reviewer.open("/-/review")?.answer.text.contains("git pull --rebase") == false)
    try await eventually("what was chosen is there") {
      let text = remoteText("content/profiles/zoe-blanc.md")
      return text.contains("D’ici") && text.contains("Encore")
    }
  }

  @Test func aRemoteThatRefusesIsTold() async throws {
    let site = try await firstSite()
    let hook = remote.appending(path: "hooks/pre-receive")
    try "#!/bin/sh\necho no pushing on Sundays\nexit 1\n".write(to: hook, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: hook.path)
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let head = try await site.member("head@example.org", role: "maintainer")
    let form = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    #expect(await zoe.submit(["headline": "Dimanche"], on: form)?.path == "/profiles/zoe-blanc/")
    try await eventually("the message") {
      await head.open("/-/my")?.answer.text.contains("no pushing on Sundays") == true
    }
    try FileManager.default.removeItem(at: hook)
    try await eventually("all is well") { await head.open("/-/my")?.answer.text.contains("no pushing") == false }
    #expect(remoteText("content/profiles/zoe-blanc.md").contains("Dimanche"))
  }

  @Test func noAnswerWaitsForARemoteThatIsNotThere() async throws {
    let site = try await firstSite()
    // A server that takes connections and never answers: fetching is given up after a minute.
    try site.git("config", "remote.origin.uploadpack", "sleep 600; true")
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let start = ContinuousClock.now
    for round in 0..<3 {
      let form = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
      #expect(await zoe.submit(["headline": "Tour \(round)"], on: form)?.path == "/profiles/zoe-blanc/")
    }
    #expect(ContinuousClock.now - start < .seconds(100))
    // Nor does the end.
    let stop = ContinuousClock.now
    site.program.terminate()
    #expect(try await site.program.code() == 0)
    #expect(ContinuousClock.now - stop < .seconds(30))
  }

  @Test func aRemoteThatIsGoneIsNobodysConcernAtFirst() async throws {
    let site = try await firstSite()
    try FileManager.default.removeItem(at: remote)
    let head = try await site.member("head@example.org", role: "maintainer")
    try await eventually("it is noticed") {
      await head.open("/-/healthz")?.answer.text == "ok\nremote: unreachable\n"
    }
    #expect(await head.open("/-/my")?.answer.text.contains("ne répond plus") == false)
    let doctor = try ProcessRun(preau, ["doctor"], in: site.service.folder, environment: site.service.environment)
    #expect(doctor.output.contains("· 'origin' cannot be reached: "))
  }

  @Test(arguments: [["PREAU_REMOTE": "off"], [:]]) func whereNobodyAsksNothingIsPushed(more: [String: String])
    async throws
  {
    let site = try await firstSite(Self.settings.merging(more) { $1 })
    // A remote that the branch is not configured for is not used either.
    if more.isEmpty { try site.git("branch", "--unset-upstream") }
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let form = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    #expect(await zoe.submit(["headline": "D’ici"], on: form)?.path == "/profiles/zoe-blanc/")
    try await Task.sleep(for: .seconds(3))
    #expect(!remoteText("content/profiles/zoe-blanc.md").contains("D’ici"))
    let doctor = try ProcessRun(preau, ["doctor"], in: site.service.folder, environment: site.service.environment)
    #expect(doctor.output.contains(more.isEmpty ? "its branch has no remote" : "PREAU_REMOTE is off"))
  }
}
