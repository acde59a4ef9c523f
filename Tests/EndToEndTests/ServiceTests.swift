import Foundation
import TestSupport
import Testing

/// The members' service as operators run it: the real program, real sockets, a store on disk.
@Suite(.serialized, .timeLimit(.minutes(15))) struct ServiceTests {
  @Test func theFirstInvitationLeadsToAMaintainer() async throws {
    let site = try ServiceSite()
    let program = try await site.start()
    let link = try await site.firstInvitation(of: program)
    let visitor = Visitor(port: site.port)
    let account = try #require(await site.accept(link, as: "lea@example.org", visitor))
    #expect(account.path == "/-/account?done=registered")
    #expect(account.answer.status == 200)
    #expect(await visitor.open("/-/people")?.answer.status == 200)
    let out = try #require(await visitor.submit([:], to: "sign-out", on: account))
    #expect(out.path == "/-/sign-in?done=signed-out")
    #expect(await visitor.open("/-/people")?.path.hasPrefix("/-/sign-in") == true)
    #expect(await site.signIn("lea@example.org", visitor)?.path == "/-/account")
    #expect(await Visitor(port: site.port).open(link)?.answer.status == 410)
  }

  @Test func accountsAndSessionsOutliveTheProgram() async throws {
    let site = try ServiceSite()
    let first = try await site.start()
    let visitor = Visitor(port: site.port)
    _ = await site.accept(try await site.firstInvitation(of: first), as: "lea@example.org", visitor)
    first.terminate()
    #expect(try await first.code() == 0, "\(first.output)")
    let second = try await site.start()
    #expect(await visitor.open("/-/account")?.answer.status == 200)
    second.terminate()
    #expect(try await second.code() == 0)
    #expect(!second.output.contains("begins here"))
  }

  @Test func whatIsUnderWayIsAnsweredBeforeTheEnd() async throws {
    let site = try ServiceSite()
    let program = try await site.start()
    let visitor = Visitor(port: site.port)
    let link = try await site.firstInvitation(of: program)
    _ = await site.accept(link, as: "lea@example.org", visitor)
    // Argon2 takes a while, so that the signal comes in the middle of it.
    let statuses = await withTaskGroup { group in
      for _ in 0..<4 {
        let other = Visitor(port: site.port)
        let page = await other.open("/-/sign-in")
        group.addTask { () async -> Int? in
          guard let page else { return nil }
          let fields = ["email": "lea@example.org", "password": ServiceSite.password]
          return await other.send(fields, to: "sign-in", on: page)?.status
        }
      }
      try? await Task.sleep(for: .milliseconds(50))
      program.terminate()
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(statuses == [303, 303, 303, 303])
    #expect(try await program.code() == 0, "\(program.output)")
    #expect(!program.output.contains("fault"), "\(program.output)")
  }

  @Test func anInvitationOfTheCommandLineIsGoodAtOnce() async throws {
    let site = try ServiceSite()
    let program = try await site.start()
    let run = try ProcessRun(
      preau, ["account", "invite", "ada@example.org", "--role", "reviewer"], in: site.folder,
      environment: site.environment)
    #expect(run.code == 0, "\(run.errors)")
    let link = run.output.replacing(site.origin, with: "").split(separator: "\n").last.map(String.init) ?? ""
    let page = try #require(await site.accept(link, as: "ada@example.org", Visitor(port: site.port)))
    #expect(page.path == "/-/account?done=registered")
    #expect(program.isRunning)
  }

  @Test func aSiteThatChangesIsBuiltAndShowsInItsPages() async throws {
    let site = try ServiceSite()
    let program = try await site.start()
    let settings = site.folder.appending(path: "content/site.yaml")
    let text = try String(contentsOf: settings, encoding: .utf8)
    let title = try #require(text.split(separator: "\n").first { $0.hasPrefix("title:") })
    try text.replacing(title, with: "title: Le préau d’en face").write(to: settings, atomically: true, encoding: .utf8)
    let visitor = Visitor(port: site.port)
    #expect(try await visitor.sees("Le préau d’en face"))
    let home = try String(contentsOf: site.folder.appending(path: "site/index.html"), encoding: .utf8)
    #expect(home.contains("Le préau d’en face"))
    // With a mistake in it the last good site stays.
    try "title: [".write(to: settings, atomically: true, encoding: .utf8)
    try #require(try await program.writes("was left as it is"), "\(program.output)")
    #expect(try await visitor.sees("Le préau d’en face"))
  }

  @Test func aBrokenSiteIsWaitedFor() async throws {
    let site = try ServiceSite()
    let settings = site.folder.appending(path: "content/site.yaml")
    let text = try String(contentsOf: settings, encoding: .utf8)
    try "title: [".write(to: settings, atomically: true, encoding: .utf8)
    let program = try await site.start("intake", says: "was left as it is")
    let visitor = Visitor(port: site.port)
    #expect(await visitor.open("/-/sign-in")?.answer.status == 503)
    try text.write(to: settings, atomically: true, encoding: .utf8)
    try #require(try await program.writes("listens at"), "\(program.output)")
    #expect(await visitor.open("/-/sign-in")?.answer.status == 200)
  }

  @Test func aSecondServiceSaysThatThePortIsTaken() async throws {
    let site = try ServiceSite()
    let first = try await site.start()
    let run = try ProcessRun(
      preau, ["intake", "--listen", "127.0.0.1:\(site.port)"], in: site.folder, environment: site.environment)
    #expect(run.code != 0)
    #expect(run.errors.contains("\(site.port)"), "\(run.errors)")
    #expect(first.isRunning)
  }
}

extension Visitor {
  /// Whether the page to sign in comes to say something within half a minute.
  fileprivate func sees(_ text: String) async throws -> Bool {
    for _ in 0..<600 {
      if await open("/-/sign-in")?.answer.text.contains(text) == true { return true }
      try await Task.sleep(for: .milliseconds(50))
    }
    return false
  }
}
