import Mail
import Testing

@Suite struct SMTPTransportTests {
  typealias Script = SMTPTestServer.Script

  private func transport(
    _ server: SMTPTestServer, within whole: Duration = .seconds(10)
  ) throws -> SMTPTransport {
    SMTPTransport(try SMTPServer(server.url), whole: whole)
  }

  /// The error of sending to a server that goes as the script says.
  private func failure(_ script: Script, within whole: Duration = .seconds(10)) async throws -> MailError? {
    let server = try SMTPTestServer(script)
    let transport = try transport(server, within: whole)
    return await #expect(throws: MailError.self) { try await transport.send(try Samples.message()) }
  }

  @Test func aMessageArrivesByteForByte() async throws {
    let server = try SMTPTestServer(Script())
    let message = try Samples.message(
      subject: "Été", text: ".\n..\n.a\n\nend", html: String(repeating: "<p>é.</p>\n", count: 3_000))
    let reply = try await transport(server).send(message)
    #expect(reply == "250 2.0.0 queued as 42")
    let received = try #require(server.received.first)
    #expect(received.message == Samples.text(message))
    #expect(
      received.commands.prefix(3) == [
        "EHLO example.org", "MAIL FROM:<school@example.org>", "RCPT TO:<lea@example.net>",
      ])
  }

  @Test func aServerThatAsksForLaterIsAskedAgain() async throws {
    var greylisting = Script()
    greylisting.replies["RCPT"] = "451 4.7.1 greylisted, come back later"
    let server = try SMTPTestServer(greylisting, Script())
    let transport = try transport(server)
    let error = await #expect(throws: MailError.self) { try await transport.send(try Samples.message()) }
    #expect(error == .deferred(reply: "451 4.7.1 greylisted, come back later"))
    #expect(error?.isPermanent == false)
    try await transport.send(try Samples.message())
    #expect(server.received.map(\.message.isEmpty) == [true, false])
  }

  @Test(arguments: ["MAIL", "RCPT", "DATA", "."])
  func aRefusalOfTheMessageIsPermanent(_ verb: String) async throws {
    var script = Script()
    script.replies[verb] = "550-5.1.1 there is nobody\r\n550 5.1.1 of this name"
    let error = try await failure(script)
    #expect(error == .refused(reply: "550-5.1.1 there is nobody 5.1.1 of this name"))
    #expect(error?.isPermanent == true)
  }

  @Test(arguments: ["MAIL", "RCPT", "DATA", "."])
  func aServerThatCannotNowIsTemporary(_ verb: String) async throws {
    var script = Script()
    script.replies[verb] = "452 4.2.2 the mailbox is full"
    #expect(try await failure(script) == .deferred(reply: "452 4.2.2 the mailbox is full"))
  }

  @Test func aServerThatRefusesUsSaysNothingAboutTheMessage() async throws {
    var script = Script(greeting: "554 5.7.1 your address is on a list")
    #expect(try await failure(script) == .deferred(reply: "554 5.7.1 your address is on a list"))
    script = Script()
    script.replies["MAIL"] = "530 5.7.0 authentication required"
    #expect(try await failure(script) == .deferred(reply: "530 5.7.0 authentication required"))
  }

  @Test(arguments: ["EHLO", "MAIL", "RCPT", "DATA", "body", "."])
  func aConnectionThatBreaksIsTemporary(_ verb: String) async throws {
    let error = try #require(try await failure(Script(hangsUpAt: verb)))
    #expect(!error.isPermanent)
    guard case .unreachable = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test(arguments: ["greeting", "EHLO", "MAIL", "."])
  func aServerThatFallsSilentIsLeft(_ verb: String) async throws {
    let server = try SMTPTestServer(Script(silentAt: verb))
    let transport = try transport(server, within: .milliseconds(300))
    let start = ContinuousClock.now
    let error = try #require(
      await #expect(throws: MailError.self) { try await transport.send(try Samples.message()) })
    guard case .timedOut = error else {
      Issue.record("\(error)")
      return
    }
    #expect(!error.isPermanent)
    // The server would be silent for much longer.
    #expect(ContinuousClock.now - start < .seconds(120))
  }

  @Test func aFarewellWithoutAnswerIsNotWaitedFor() async throws {
    var refusing = Script(silentAt: "QUIT")
    refusing.replies["RCPT"] = "550 no"
    let server = try SMTPTestServer(Script(silentAt: "QUIT"), refusing)
    let transport = try transport(server, within: .seconds(300))
    let start = ContinuousClock.now
    try await transport.send(try Samples.message())
    await #expect(throws: MailError.refused(reply: "550 no")) { try await transport.send(try Samples.message()) }
    // The server would be silent for much longer.
    #expect(ContinuousClock.now - start < .seconds(120))
  }

  @Test func aCancelledTaskDoesNotWait() async throws {
    let server = try SMTPTestServer(Script(silentAt: "MAIL"))
    let transport = try transport(server, within: .seconds(60))
    let task = Task { try await transport.send(try Samples.message()) }
    task.cancel()
    let error = await #expect(throws: MailError.self) { try await task.value }
    #expect(error == .cancelled)
  }

  @Test func nobodyThereIsTemporary() async throws {
    // A port that was free a moment ago and that nobody listens to.
    let port = try SMTPTestServer(Script()).port
    let transport = SMTPTransport(try SMTPServer("smtp://127.0.0.1:\(port)"))
    let error = await #expect(throws: MailError.self) { try await transport.send(try Samples.message()) }
    #expect(error?.cause.contains("127.0.0.1") == true)
    #expect(error?.isPermanent == false)
  }

  @Test func aReplyOfNonsenseIsTemporary() async throws {
    for greeting in ["hello", "", "999 x", "\0\0\0", "220"] + [String(repeating: "220-x\r\n", count: 5_000)] {
      let error = try #require(
        try await failure(Script(greeting: greeting, hangsUpAt: "EHLO"), within: .milliseconds(300)))
      #expect(!error.isPermanent)
    }
  }

  @Test func aReplyIsOneShortLineOfText() async throws {
    var script = Script()
    script.replies["RCPT"] = "550-\u{1B}[31mred\r\n550 \(String(repeating: "é", count: 400))"
    let error = try #require(try await failure(script))
    #expect(error.cause.hasPrefix("550- [31mred éé"))
    #expect((390...400).contains(error.cause.utf8.count))
  }
}
