import Mail
import Testing

@Suite struct SMTPSecretsTests {
  typealias Script = SMTPTestServer.Script

  private func credentials() throws -> SMTPCredentials {
    try #require(SMTPCredentials(user: "school", password: "pa$$ wörd"))
  }

  @Test(arguments: [("AUTH PLAIN", "AHNjaG9vbABwYSQkIHfDtnJk"), ("AUTH LOGIN PLAIN", "AHNjaG9vbABwYSQkIHfDtnJk")])
  func aServerIsToldUserAndPassword(_ offer: String, _ secret: String) async throws {
    let server = try SMTPTestServer(Script(extensions: [offer]))
    try await SMTPTransport(try SMTPServer(server.url, credentials: credentials())).send(try Samples.message())
    let commands = try #require(server.received.first).commands
    #expect(commands.contains { $0.hasSuffix(secret) })
    #expect(commands.contains("RCPT TO:<lea@example.net>"))
  }

  @Test func aServerThatWantsThemOneByOneIsToldThem() async throws {
    let server = try SMTPTestServer(Script(extensions: ["AUTH LOGIN"]))
    try await SMTPTransport(try SMTPServer(server.url, credentials: credentials())).send(try Samples.message())
    let commands = try #require(server.received.first).commands
    #expect(commands.contains("cGEkJCB3w7ZyZA=="))
  }

  @Test func aPasswordThatIsRefusedMakesNoMessageFail() async throws {
    var script = Script(extensions: ["AUTH PLAIN"])
    script.replies["AUTH"] = "535 5.7.8 not accepted"
    let server = try SMTPTestServer(script)
    let transport = SMTPTransport(try SMTPServer(server.url, credentials: credentials()))
    let error = await #expect(throws: MailError.self) { try await transport.send(try Samples.message()) }
    #expect(error == .deferred(reply: "535 5.7.8 not accepted"))
    #expect(server.received.allSatisfy { !$0.commands.contains { $0.hasPrefix("MAIL") } })
  }

  @Test func whatAServerRepeatsOfThemIsHidden() async throws {
    for repeated in ["pa$$ wörd", "cGEkJCB3w7ZyZA==", "AHNjaG9vbABwYSQkIHfDtnJk"] {
      var script = Script(extensions: ["AUTH PLAIN"])
      script.replies["AUTH"] = "535 unknown: \(repeated)!"
      let server = try SMTPTestServer(script)
      let transport = SMTPTransport(try SMTPServer(server.url, credentials: credentials()))
      let error = await #expect(throws: MailError.self) { try await transport.send(try Samples.message()) }
      #expect(error?.cause == "535 unknown: …!")
    }
  }

  @Test func linksOfTheMessageAreHidden() async throws {
    var script = Script()
    script.replies["."] =
      "554 blocked: https://school.example.org/in?token=abc and school.example.org/html/xyz, see https://help.example.com/1"
    let server = try SMTPTestServer(script)
    let transport = SMTPTransport(try SMTPServer(server.url))
    let error = await #expect(throws: MailError.self) {
      try await transport.send(
        try Samples.message(
          text: "Come in: https://school.example.org/in?token=abc\n",
          html: "<a href=\"https://school.example.org/html/xyz\">in</a>"))
    }
    #expect(error?.cause == "554 blocked: https://… and …, see https://help.example.com/1")
  }

  @Test func noDescriptionShowsThePassword() throws {
    let server = try SMTPServer("smtps://mail.example.org", credentials: credentials())
    var dumped = ""
    dump(server, to: &dumped)
    for text in ["\(server)", String(reflecting: server), "\(server.credentials as Any)", dumped] {
      #expect(text.contains("school"))
      #expect(!text.contains("wörd"))
    }
  }
}
