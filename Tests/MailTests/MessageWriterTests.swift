import Mail
import Testing

@Suite struct MessageWriterTests {
  private func crlf(_ text: String) -> String { text.replacing("\n", with: "\r\n") }

  @Test func aMessageOfTextIsTheseBytes() throws {
    let expected = """
      From: The school <school@example.org>
      To: lea@example.net
      Subject: Welcome
      Date: Wed, 01 Jul 2026 12:00:00 +0000
      Message-ID: <id-1@example.org>
      Content-Language: en
      MIME-Version: 1.0
      Content-Type: text/plain; charset=utf-8
      Content-Transfer-Encoding: quoted-printable

      Hello.

      """
    #expect(Samples.text(try Samples.message()) == crlf(expected))
  }

  @Test func aMessageOfTextAndHTMLIsTheseBytes() throws {
    let message = try Message(
      id: MessageID(randomness: Array(repeating: 0xA5, count: 16), domain: "ecole.example"), date: 951_825_599,
      from: MailAddress("ecole@ecole.example", name: "École, l’asso"),
      to: MailAddress("lea@example.net", name: "Durand, Léa \"L\""),
      replyTo: MailAddress("reply@ecole.example", name: "Durand, Lea"), subject: "Réunion d’été : à jeudi 🎉",
      text: "Bonjour Léa,\r\n\r\n.début = fin \nfin", html: "<p class=\"a\">Bonjour Léa,</p>\n", language: "fr-CH",
      headers: [
        MailHeader("Auto-Submitted", "auto-generated"),
        MailHeader(
          "List-Unsubscribe",
          "<https://ecole.example/unsubscribe?token=0123456789abcdef0123456789abcdef>, <mailto:stop@ecole.example>"),
      ])
    let expected = #"""
      From: =?utf-8?Q?=C3=89cole=2C_l=E2=80=99asso?= <ecole@ecole.example>
      To: =?utf-8?Q?Durand=2C_L=C3=A9a_=22L=22?= <lea@example.net>
      Reply-To: "Durand, Lea" <reply@ecole.example>
      Subject: =?utf-8?Q?R=C3=A9union_d=E2=80=99=C3=A9t=C3=A9_=3A_=C3=A0_jeudi_?=
       =?utf-8?Q?=F0=9F=8E=89?=
      Date: Tue, 29 Feb 2000 11:59:59 +0000
      Message-ID: <a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5@ecole.example>
      Content-Language: fr-CH
      Auto-Submitted: auto-generated
      List-Unsubscribe: <https://ecole.example/unsubscribe?token=0123456789abcdef0123456789abcdef>,
       <mailto:stop@ecole.example>
      MIME-Version: 1.0
      Content-Type: multipart/alternative;
       boundary="=_a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5"

      --=_a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5
      Content-Type: text/plain; charset=utf-8
      Content-Transfer-Encoding: quoted-printable

      Bonjour L=C3=A9a,

      =2Ed=C3=A9but =3D fin=20
      fin

      --=_a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5
      Content-Type: text/html; charset=utf-8
      Content-Transfer-Encoding: quoted-printable

      <p class=3D"a">Bonjour L=C3=A9a,</p>

      --=_a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5--

      """#
    #expect(Samples.text(message) == crlf(expected))
  }

  @Test(arguments: [
    (0, "Thu, 01 Jan 1970 00:00:00 +0000"), (68_169_599, "Mon, 28 Feb 1972 23:59:59 +0000"),
    (68_169_600, "Tue, 29 Feb 1972 00:00:00 +0000"), (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 +0000"),
    (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 +0000"), (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 +0000"),
  ])
  func datesAreThoseOfTheCalendar(_ second: Int, _ expected: String) throws {
    let message = try Message(
      id: MessageID("a@example.org"), date: second, from: MailAddress("a@example.org"),
      to: MailAddress("b@example.org"), subject: "x", text: "", language: "en")
    #expect(Samples.text(message).contains("\r\nDate: \(expected)\r\n"))
  }

  static let subjects = [
    "plain", "two words", "  blanks   inside  ", "=?utf-8?Q?not_encoded?=", "=?=?=?",
    "100 % = \"all\" (yes) <b> @ , ; : \\",
    "Été à l’école", "🎉", String(repeating: "🎉", count: 200), String(repeating: "é", count: 400),
    String(repeating: "x", count: 900), String(repeating: "word ", count: 100) + "end", "👩‍👩‍👧‍👦 famille", "日本語の件名",
    "a_b=C3=A9", "٣ عربي", "\u{FEFF}bom", "e\u{301}", String(repeating: "ab é ", count: 150), "?", "_", ".", "From ",
  ]

  @Test(arguments: subjects) func aSubjectIsReadAsItWasWritten(_ subject: String) throws {
    let message = try Samples.message(subject: subject)
    let read = try ReadMessage(message)
    #expect(read.subject.unicodeScalars.elementsEqual(subject.unicodeScalars))
    #expect(read.defects == [])
    for line in Samples.text(message).split(separator: "\r\n") { #expect(line.utf8.count <= 78) }
  }

  @Test(arguments: [
    "Lea", "Lea Durand", "Durand, Lea", "Léa", "Léa \"L\" (née D.) <x@example.org>", "a@b.org", "\\", "\"", "=?x?=",
    "  Lea  ", "🎉", String(repeating: "é", count: 128), String(repeating: "x", count: 256),
    "a very long name of many words that needs more than one line to be written in a header of a message",
  ])
  func aNameIsReadAsItWasWrittenAndNeverAsAnAddress(_ name: String) throws {
    let read = try ReadMessage(
      Samples.message(
        from: MailAddress("school@example.org", name: name), to: MailAddress("lea@example.net", name: name)))
    #expect(read.fromName == name)
    #expect(read.fromAddress == "school@example.org")
    #expect(read.toName == name)
    #expect(read.toAddress == "lea@example.net")
    #expect(read.defects == [])
  }

  @Test(arguments: [
    "Hello.", "", "\n\n\n", "a\n.\nb", "..", "From here", "trailing \ttab\t\nblank \n", "=3D =", "--=_id-1",
    "--=_id-1--",
    String(repeating: "x", count: 5_000), String(repeating: "é", count: 5_000), String(repeating: "🎉 ", count: 2_000),
    String(repeating: ".", count: 500), String(repeating: " ", count: 500), "\0\u{1}\u{7F}", "e\u{301}\u{FEFF}",
    String(repeating: "x", count: 75) + "é", String(repeating: "x", count: 74) + " ", String(repeating: "x", count: 76),
  ])
  func aBodyIsReadAsItWasWritten(_ text: String) throws {
    let message = try Samples.message(text: text, html: "<p>\(text)</p>")
    let read = try ReadMessage(message)
    #expect(read.text.withoutLastBreak == text.withoutLastBreak)
    #expect(read.html?.withoutLastBreak == "<p>\(text)</p>")
    #expect(read.types == ["multipart/alternative", "text/plain", "text/html"])
    #expect(read.defects == [])
    let bytes = MessageWriter.bytes(of: message)
    #expect(bytes.allSatisfy { (0x20..<0x7F).contains($0) || [0x09, 0x0A, 0x0D].contains($0) })
    for line in Samples.text(message).split(separator: "\r\n") { #expect(line.utf8.count <= 78) }
  }

  @Test(arguments: ["a\nb\nc", "a\r\nb\r\nc", "a\rb\rc", "a\r\nb\nc\r\n", "a\nb\rc\r"])
  func allLineBreaksBecomeOne(_ text: String) throws {
    #expect(Samples.text(try Samples.message(text: text)).hasSuffix("\r\n\r\na\r\nb\r\nc\r\n"))
  }

  @Test func noScalarIsCut() throws {
    for length in 1...80 {
      let text = String(repeating: "x", count: length) + "🎉é"
      let written = Samples.text(try Samples.message(subject: text, text: text))
      for line in written.split(separator: "\r\n") where line.contains("=F0") {
        #expect(line.contains("=F0=9F=8E=89"))
      }
      for line in written.split(separator: "\r\n") where line.contains("=C3") { #expect(line.contains("=C3=A9")) }
    }
  }
}

extension String {
  fileprivate var withoutLastBreak: String {
    let text = replacing("\r\n", with: "\n")
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }
}
