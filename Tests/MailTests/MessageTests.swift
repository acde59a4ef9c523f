import Mail
import Testing

@Suite struct MessageTests {
  @Test(arguments: ["a\r\nBcc: x@example.org", "a\nb", "a\rb", "a\0", "\u{8}", "a\u{2028}b", "tab\there"])
  func aSubjectWithAControlCharacterIsRefused(_ subject: String) {
    #expect(throws: InvalidMail(.subject, .control)) { try Samples.message(subject: subject) }
  }

  @Test func aSubjectIsNeitherEmptyNorOver1000Bytes() throws {
    #expect(throws: InvalidMail(.subject, .empty)) { try Samples.message(subject: "") }
    #expect(throws: InvalidMail(.subject, .tooLong(maximumBytes: 1_000))) {
      try Samples.message(subject: String(repeating: "é", count: 501))
    }
    #expect(try Samples.message(subject: String(repeating: "é", count: 500)).subject.count == 500)
  }

  @Test func aBodyIsOneMebibyteAtMost() throws {
    let longest = String(repeating: "x", count: 1 << 20)
    #expect(try Samples.message(text: longest).text.utf8.count == 1 << 20)
    #expect(throws: InvalidMail(.body, .tooLong(maximumBytes: 1 << 20))) { try Samples.message(text: longest + "x") }
    #expect(throws: InvalidMail(.body, .tooLong(maximumBytes: 1 << 20))) { try Samples.message(html: longest + "x") }
  }

  @Test(arguments: [
    ("", "x", InvalidMail(.headerName, .empty)),
    ("X Y", "x", InvalidMail(.headerName, .malformed)),
    ("X:", "x", InvalidMail(.headerName, .malformed)),
    ("X\r\nBcc", "x", InvalidMail(.headerName, .control)),
    ("Né", "x", InvalidMail(.headerName, .notASCII)),
    ("Bcc", "x@example.org", InvalidMail(.headerName, .reserved)),
    ("subject", "x", InvalidMail(.headerName, .reserved)),
    ("CONTENT-TYPE", "x", InvalidMail(.headerName, .reserved)),
    ("Content-Anything", "x", InvalidMail(.headerName, .reserved)),
    ("Resent-To", "x", InvalidMail(.headerName, .reserved)),
    ("X-A", "", InvalidMail(.headerValue, .empty)),
    ("X-A", "a\r\nBcc: x@example.org", InvalidMail(.headerValue, .control)),
    ("X-A", "a\r\n b", InvalidMail(.headerValue, .control)),
    ("X-A", "a\0", InvalidMail(.headerValue, .control)),
    ("X-A", "é", InvalidMail(.headerValue, .notASCII)),
    ("X-A", "a  b", InvalidMail(.headerValue, .malformed)),
    ("X-A", " a", InvalidMail(.headerValue, .malformed)),
    ("X-A", String(repeating: "a", count: 901), InvalidMail(.headerValue, .malformed)),
  ])
  func aHeaderThatCouldSmuggleAnotherIsRefused(_ name: String, _ value: String, _ error: InvalidMail) {
    #expect(throws: error) { try MailHeader(name, value) }
  }

  @Test(arguments: [
    "", "a", "a@b", "a@b.org\n", "a b@c.org", "../a@b.org", ".a@b.org", "a/b@c.org", "é@b.org", "<a@b.org>",
  ])
  func whatIsNoMessageIDIsRefused(_ text: String) {
    #expect(throws: InvalidMail.self) { try MessageID(text) }
  }

  @Test func anIDOfRandomBytesIsTheirHex() throws {
    let bytes = (0..<16).map { UInt8($0 * 17) }
    #expect(
      try MessageID(randomness: bytes, domain: "example.org").text == "00112233445566778899aabbccddeeff@example.org")
    #expect(throws: InvalidMail(.messageID, .malformed)) {
      try MessageID(randomness: Array(bytes.dropLast()), domain: "example.org")
    }
  }

  @Test(arguments: ["", "fr\r\nX: y", "fr_FR", "fr;q=1", "français"])
  func aLanguageThatIsNoTagIsRefused(_ language: String) throws {
    #expect(throws: InvalidMail.self) {
      try Message(
        id: MessageID("a@example.org"), date: 0, from: MailAddress("a@example.org"), to: MailAddress("b@example.org"),
        subject: "x", text: "", language: language)
    }
  }
}
