import Content
import Testing

/// What a new file looks like.
struct NewEntryTests {
  @Test func aNewEntryIsWrittenInTheOrderOfItsKind() async throws {
    let fields: [WrittenValue.Member] = [
      .init("draft", "true"), .init("skills", ["C++", "open data"]), .init("title", "Léa : d’où ?"),
      .init("about", "One\ntwo"),
      .init("photo", ["src": "a.png", "alt": "A"]),
      .init(
        "jobs",
        [
          ["from": "2020", "title": "A", "text": "x\n\n- y"],
          ["title": "B", "place": ["name": "Lyon", "latitude": "45.7", "longitude": "4.8"]],
        ]),
    ]
    let bytes = try NewEntry.bytes(fields, text: "Hello\r\n*you*\n", of: try await people().kind, path: "people/a.md")
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        ---
        title: "Léa : d’où ?"
        about: |
          One
          two
        photo: { src: a.png, alt: A }
        skills: [C++, open data]
        jobs:
          - title: A
            from: 2020
            text: |
              x

              - y
          - title: B
            place: { name: Lyon, latitude: 45.7, longitude: 4.8 }
        draft: true
        ---
        Hello
        *you*

        """)
  }

  @Test func anEntryOfFieldsHasNoText() async throws {
    let kind = try await people().kind
    let bytes = try NewEntry.bytes([.init("title", "a")], of: kind, path: "people/a.yaml")
    #expect(bytes.elementsEqual("title: a\n".utf8))
    #expect(throws: EditError.self) { try NewEntry.bytes([], text: "b", of: kind, path: "people/a.yaml") }
  }

  /// Texts in quotes exactly where our reader would read something else.
  @Test(
    arguments: [
      ("no", "no"), ("on", "on"), ("~", "\"~\""), ("null", "\"null\""), ("Null", "Null"), ("1_000", "1_000"),
      ("12:30", "12:30"), ("0o7", "0o7"), ("2026-11-21", "2026-11-21"), ("-5", "-5"), ("- a", "\"- a\""),
      ("-", "\"-\""), ("?", "\"?\""), ("? a", "\"? a\""), (": a", "\": a\""), ("#a", "\"#a\""), ("a #b", "\"a #b\""),
      ("a#b", "a#b"), ("@a", "\"@a\""), ("`a`", "\"`a`\""), ("%a", "\"%a\""), ("&a", "\"&a\""), ("*a*", "\"*a*\""),
      ("!a", "\"!a\""), ("|", "\"|\""), ("> a", "\"> a\""), ("[a]", "\"[a]\""), ("{a}", "\"{a}\""), ("a, b", "a, b"),
      ("a: b", "\"a: b\""), ("a:b", "a:b"), ("a:", "\"a:\""), ("Prix : 3 €", "\"Prix : 3 €\""),
      ("l’été d'Anaïs", "l’été d'Anaïs"), ("'a", "\"'a\""), ("dit \"oui\"", "dit \"oui\""), ("\"a\" b", "'\"a\" b'"),
      ("---", "---"), ("a\tb", "a\tb"), ("a\u{85}b", "\"a\\x85b\""), ("a\u{2028}b", "\"a\\u2028b\""),
      ("\u{FEFF}a", "\"\\uFEFFa\""), ("👩🏽‍💻 é", "👩🏽‍💻 é"), ("\\n", "\\n"), ("a\\: b", "\"a\\\\: b\""),
      ("https://a.b/?c=[d]", "https://a.b/?c=[d]"), ("<<", "<<"), ("", "\"\""), ("a\rb", "\"a\\rb\""),
    ])
  func textsAreQuotedExactlyWhenNeeded(text: String, written: String) async throws {
    let bytes = try NewEntry.bytes([.init("title", .text(text))], of: try await people().kind, path: "people/a.yaml")
    #expect(String(decoding: bytes, as: UTF8.self) == "title: \(written)\n")
    let list = try NewEntry.bytes(
      [.init("skills", [.text(text), "z"])], of: try await people().kind, path: "people/a.yaml")
    let read = try EntryDocument(path: "people/a.yaml", bytes: list)
    #expect(read["skills[0]"] == .text(text))
  }
}
