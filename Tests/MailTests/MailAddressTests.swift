import Mail
import Testing

@Suite struct MailAddressTests {
  @Test(arguments: [
    "lea@example.org", "l@e.fr", "Lea.Durand+news@sub.example.org", "o'neil@example.org", "a!#$%&'*+-/=?^_`{|}~z@b.co",
    "1@2.c", "lea@xn--cole-9oa.fr", "\(String(repeating: "a", count: 64))@example.org",
    "a@\(String(repeating: "b", count: 63)).org",
    // 254 bytes in all.
    "\(String(repeating: "a", count: 64))@\(String(repeating: "b.", count: 93))org",
  ])
  func anAddressIsKeptAsItIs(_ text: String) throws {
    let address = try MailAddress(text)
    #expect(address.text == text)
    #expect(text.hasSuffix("@\(address.domain)"))
    #expect(address.name == nil)
  }

  @Test(arguments: [
    ("", InvalidMail(.address, .empty)),
    ("lea", InvalidMail(.address, .malformed)),
    ("@example.org", InvalidMail(.address, .malformed)),
    ("lea@", InvalidMail(.domain, .empty)),
    ("a@b@example.org", InvalidMail(.address, .malformed)),
    (".a@example.org", InvalidMail(.address, .malformed)),
    ("a.@example.org", InvalidMail(.address, .malformed)),
    ("a..b@example.org", InvalidMail(.address, .malformed)),
    ("a b@example.org", InvalidMail(.address, .malformed)),
    (" a@example.org", InvalidMail(.address, .malformed)),
    ("a@example.org ", InvalidMail(.domain, .malformed)),
    ("\"a b\"@example.org", InvalidMail(.address, .malformed)),
    ("<a@example.org>", InvalidMail(.address, .malformed)),
    ("a(note)@example.org", InvalidMail(.address, .malformed)),
    ("a,b@example.org", InvalidMail(.address, .malformed)),
    ("a@localhost", InvalidMail(.domain, .malformed)),
    ("a@127.0.0.1", InvalidMail(.domain, .malformed)),
    ("a@[127.0.0.1]", InvalidMail(.domain, .malformed)),
    ("a@-b.org", InvalidMail(.domain, .malformed)),
    ("a@b-.org", InvalidMail(.domain, .malformed)),
    ("a@b..org", InvalidMail(.domain, .malformed)),
    ("a@b.org.", InvalidMail(.domain, .malformed)),
    ("a@b_c.org", InvalidMail(.domain, .malformed)),
    ("a@\(String(repeating: "b", count: 64)).org", InvalidMail(.domain, .malformed)),
    ("léa@example.org", InvalidMail(.address, .notASCII)),
    ("lea@école.fr", InvalidMail(.address, .notASCII)),
    ("a@b.org\r\nBcc: c@d.org", InvalidMail(.address, .control)),
    ("a@b.org\n", InvalidMail(.address, .control)),
    ("a\r@b.org", InvalidMail(.address, .control)),
    ("a\0@b.org", InvalidMail(.address, .control)),
    ("a\t@b.org", InvalidMail(.address, .control)),
    ("a\u{7F}@b.org", InvalidMail(.address, .control)),
    ("\(String(repeating: "a", count: 65))@example.org", InvalidMail(.address, .tooLong(maximumBytes: 64))),
    (
      "\(String(repeating: "a", count: 64))@\(String(repeating: "b.", count: 94))org",
      InvalidMail(.address, .tooLong(maximumBytes: 254))
    ),
  ])
  func allElseIsRefused(_ text: String, _ error: InvalidMail) {
    #expect(throws: error) { try MailAddress(text) }
  }

  @Test(arguments: [
    "a\r\nBcc: x@example.org", "a\n", "a\rb", "a\0b", "a\tb", "a\u{1B}[31m", "a\u{7F}", "a\u{85}b", "a\u{2028}b",
    "a\u{2029}b",
  ])
  func aNameWithAControlCharacterIsRefused(_ name: String) {
    #expect(throws: InvalidMail(.displayName, .control)) { try MailAddress("a@example.org", name: name) }
  }

  @Test func aNameIsKeptUpTo256BytesAndNoneWhenEmpty() throws {
    #expect(try MailAddress("a@example.org", name: "Léa \"L\" <b@c.de>").name == "Léa \"L\" <b@c.de>")
    #expect(try MailAddress("a@example.org", name: "").name == nil)
    #expect(try MailAddress("a@example.org", name: String(repeating: "é", count: 128)).name?.count == 128)
    #expect(throws: InvalidMail(.displayName, .tooLong(maximumBytes: 256))) {
      try MailAddress("a@example.org", name: String(repeating: "é", count: 129))
    }
  }
}
