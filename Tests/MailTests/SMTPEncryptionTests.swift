import Mail
import Testing

@Suite struct SMTPEncryptionTests {
  @Test func aCertificateThatNobodyVouchesForIsRefusedAndNamed() async throws {
    let server = try EncryptedServer(.first)
    let transport = SMTPTransport(try SMTPServer("smtps://localhost:\(server.port)"))
    let error = try #require(
      await #expect(throws: MailError.self) { try await transport.send(try Samples.message()) })
    guard case .insecure(let cause) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(cause.contains("self-signed certificate"))
    #expect(!error.isPermanent)
  }

  @Test func aCertificateThatIsVouchedForIsAccepted() async throws {
    let server = try EncryptedServer(.first)
    let transport = SMTPTransport(
      try SMTPServer("smtps://localhost:\(server.port)", authorities: server.authorities))
    #expect(try await transport.send(try Samples.message()) == "250 encrypted")
  }

  @Test func aCertificateForAnotherNameIsRefused() async throws {
    let server = try EncryptedServer(.first)
    let transport = SMTPTransport(
      try SMTPServer("smtps://127.0.0.1:\(server.port)", authorities: server.authorities))
    let error = try #require(
      await #expect(throws: MailError.self) { try await transport.send(try Samples.message()) })
    guard case .insecure(let cause) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(cause.contains("127.0.0.1"))
  }

  @Test func aFarServerThatDoesNotEncryptIsToldNothing() async throws {
    let server = try SMTPTestServer(SMTPTestServer.Script(extensions: ["AUTH PLAIN"]))
    let credentials = try #require(SMTPCredentials(user: "school", password: "word"))
    // Linux connects 0.0.0.0 to this machine, but it does not count as this machine.
    let transport = SMTPTransport(try SMTPServer("smtp://0.0.0.0:\(server.port)", credentials: credentials))
    let error = try #require(
      await #expect(throws: MailError.self) { try await transport.send(try Samples.message()) })
    guard case .insecure = error else {
      Issue.record("\(error)")
      return
    }
    // One connection more, after which the first is noted for certain.
    try await SMTPTransport(try SMTPServer(server.url)).send(try Samples.message())
    #expect(server.received.first?.commands.filter { !$0.hasPrefix("EHLO") && $0 != "QUIT" } == [])
  }

  @Test func aFarServerIsVerifiedAfterSTARTTLS() async throws {
    let server = try EncryptedServer(.startTLS)
    let transport = SMTPTransport(try SMTPServer("smtp://0.0.0.0:\(server.port)"))
    let error = try #require(
      await #expect(throws: MailError.self) { try await transport.send(try Samples.message()) })
    guard case .insecure(let cause) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(cause.contains("self-signed certificate"))
  }

  @Test func aServerOnThisMachineEncryptsWithWhatItHas() async throws {
    let server = try EncryptedServer(.startTLS)
    let transport = SMTPTransport(try SMTPServer("smtp://localhost:\(server.port)"))
    #expect(try await transport.send(try Samples.message()) == "250 encrypted")
  }
}
