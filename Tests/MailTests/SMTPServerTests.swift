import Mail
import Testing

@Suite struct SMTPServerTests {
  @Test(arguments: [
    ("smtp://mail.example.org", "mail.example.org", 587, false),
    ("smtps://mail.example.org", "mail.example.org", 465, true),
    ("SMTP://Mail.Example.org:2525/", "mail.example.org", 2525, false),
    ("smtp://localhost", "localhost", 25, false),
    ("smtp://[::1]:1025", "::1", 1025, false),
    ("smtps://192.0.2.1:65535", "192.0.2.1", 65535, true),
  ])
  func anAddressNamesHostAndPort(_ text: String, _ host: String, _ port: Int, _ encryptsFirst: Bool) throws {
    let server = try SMTPServer(text)
    #expect(server.host == host)
    #expect(server.port == port)
    #expect(server.encryptsFirst == encryptsFirst)
  }

  @Test(arguments: [
    ("mail.example.org", SMTPServer.Problem.scheme), ("http://a.org", .scheme), ("", .scheme), ("smtp:/a.org", .scheme),
    ("smtp://", .host), ("smtp://:25", .host), ("smtp://a b.org", .host), ("smtp://a..b", .host),
    ("smtp://[::1", .host),
    ("smtp://[x]", .host), ("smtp://a\r\nb", .host), ("smtp://école.fr", .host), ("smtp://-a.org", .host),
    ("smtp://a.org:", .port), ("smtp://a.org:0", .port), ("smtp://a.org:65536", .port), ("smtp://a.org:x", .port),
    ("smtp://a.org:-1", .port), ("smtp://a.org:+1", .port), ("smtp://[::1]25", .port),
    ("smtp://user:word@a.org", .credentialsInAddress),
    ("smtp://a.org/x", .path), ("smtp://a.org?x", .path), ("smtp://a.org#x", .path), ("smtp://a.org//", .path),
  ])
  func whatIsNoAddressIsRefused(_ text: String, _ problem: SMTPServer.Problem) {
    #expect(throws: problem) { try SMTPServer(text) }
  }

  @Test(arguments: [
    ("localhost", true), ("127.0.0.1", true), ("127.9.9.9", true), ("[::1]", true), ("127.example.org", false),
    ("127.0.0.1.example.org", false), ("localhost.example.org", false), ("0.0.0.0", false), ("[::2]", false),
    ("example.org", false),
  ])
  func onlyThisMachineIsTrustedWithoutEncryption(_ host: String, _ isLoopback: Bool) throws {
    #expect(try SMTPServer("smtp://\(host)").isLoopback == isLoopback)
  }
}
