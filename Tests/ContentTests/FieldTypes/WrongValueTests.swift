import Content
import Diagnostics
import Testing

/// A declaration of a field, a value as written, and what is said of it.
struct WrongValueCase: CustomTestStringConvertible, Sendable {
  var field: String
  var written: String
  /// From the message on; the place is that of the value unless it says another column.
  var said: String
  var column: Int

  init(_ field: String, _ written: String, _ said: String, column: Int = 4) {
    self.field = field
    self.written = written
    self.said = said
    self.column = column
  }

  var testDescription: String { "\(field) \(written)" }
}

struct WrongValueTests {
  @Test(arguments: [
    WrongValueCase("{ type: text }", "{ a: b }", "'x' must be a text [wrong-type]"),
    WrongValueCase("{ type: text }", "[a]", "'x' must be one value, not a list [not-a-list]"),
    WrongValueCase("{ type: text }", #""a\nb""#, "'x' must be one line [several-lines]"),
    WrongValueCase("{ type: text, max: 3 }", "été !", "'x' may have at most 3 characters; this has 5 [too-long]"),
    WrongValueCase("{ type: text, min: 3 }", "ab", "'x' must have at least 3 characters; this has 2 [too-short]"),
    WrongValueCase("{ type: text, pattern: '[a-z]+' }", "a1", "'x' must match the pattern '[a-z]+' [pattern-mismatch]"),
    WrongValueCase(
      "{ type: text, list: true }", "[[a]]", "'x' must be a list of values, not of lists [wrong-type]", column: 5),
    WrongValueCase(
      "{ type: text, list: true, max_items: 1 }", "[a, b]", "the list 'x' may be at most 1 long [too-many]", column: 8),
    WrongValueCase("{ type: text, list: true, min_items: 2 }", "[a]", "the list 'x' must be at least 2 long [too-few]"),
    WrongValueCase("{ type: markdown, max: 3 }", "abcd", "'x' may have at most 3 characters; this has 4 [too-long]"),
    WrongValueCase("{ type: markdown }", "{ a: b }", "'x' must be a text in Markdown [wrong-type]"),
    WrongValueCase("{ type: integer }", "3.5", "'x' must be a whole number, such as 42 [wrong-type]"),
    WrongValueCase("{ type: integer }", "99999999999999999999", "'x' must be a whole number, such as 42 [wrong-type]"),
    WrongValueCase("{ type: integer, min: 1 }", "0", "'x' must be at least 1 [out-of-range]"),
    WrongValueCase("{ type: integer, max: 9 }", "10", "'x' must be at most 9 [out-of-range]"),
    WrongValueCase("{ type: number }", "3,5", "'x' must be a number, such as 3.5 [wrong-type] ? 3.5"),
    WrongValueCase("{ type: number }", "nan", "'x' must be a number, such as 3.5 [wrong-type]"),
    WrongValueCase("{ type: number }", "1e999", "'x' must be a number, such as 3.5 [wrong-type]"),
    WrongValueCase("{ type: number, max: 100 }", "100.5", "'x' must be at most 100 [out-of-range]"),
    WrongValueCase("{ type: boolean }", "yes", "'x' must be true or false [wrong-type] ? true"),
    WrongValueCase("{ type: boolean }", "Non", "'x' must be true or false [wrong-type] ? false"),
    WrongValueCase("{ type: boolean }", "perhaps", "'x' must be true or false [wrong-type]"),
    WrongValueCase("{ type: date }", "21/11/2026", "'x' must be a date, such as 2026-11-21 [wrong-type] ? 2026-11-21"),
    WrongValueCase("{ type: date }", "soon", "'x' must be a date, such as 2026-11-21 [wrong-type]"),
    WrongValueCase("{ type: date }", "2026-11-21 18:30", "'x' must be a date, such as 2026-11-21 [wrong-type]"),
    WrongValueCase(
      "{ type: date }", "2026-11-31", "'x' must be a date of the calendar; '2026-11-31' is none [no-such-date]"),
    WrongValueCase(
      "{ type: date }", "2026-02-29", "'x' must be a date of the calendar; '2026-02-29' is none [no-such-date]"),
    WrongValueCase("{ type: date, min: 2021-09 }", "2021-08-31", "'x' must be at least 2021-09 [out-of-range]"),
    WrongValueCase("{ type: date, max: 2021 }", "2022-01-01", "'x' must be at most 2021 [out-of-range]"),
    WrongValueCase(
      "{ type: datetime }", "2026-11-21", "'x' must be a date and a time, such as 2026-11-21 18:30 [wrong-type]"),
    WrongValueCase(
      "{ type: datetime }", "2026-11-21 24:30",
      "'x' must be a date of the calendar; '2026-11-21 24:30' is none [no-such-date]"),
    WrongValueCase(
      "{ type: datetime }", "2026-11-21 18:30 Paris",
      "'x' must be a date and a time, such as 2026-11-21 18:30 [wrong-type]"),
    WrongValueCase(
      "{ type: datetime, min: 2026-01-01 00:00 }", "2025-12-31 23:59",
      "'x' must be at least 2026-01-01T00:00:00+01:00 [out-of-range]"),
    WrongValueCase(
      "{ type: email }", "lea@example", "'x' must be an e-mail address, such as lea@example.org [wrong-type]"),
    WrongValueCase(
      "{ type: email }", "lea at example.org", "'x' must be an e-mail address, such as lea@example.org [wrong-type]"),
    WrongValueCase(
      "{ type: email }", "lé@example.org", "'x' must be an e-mail address, such as lea@example.org [wrong-type]"),
    WrongValueCase(
      "{ type: url }", "www.example.org",
      "'x' must be an address, such as https://example.org/ [wrong-type] ? https://www.example.org"),
    WrongValueCase("{ type: url }", "/local/", "'x' must be an address, such as https://example.org/ [wrong-type]"),
    WrongValueCase("{ type: url }", "https://", "'x' must be an address, such as https://example.org/ [wrong-type]"),
    WrongValueCase(
      "{ type: url }", "https://a b/", "'x' must be an address, such as https://example.org/ [wrong-type]"),
    WrongValueCase(
      "{ type: url }", "javascript:alert(1)",
      "'x' must start with https:// or http://; 'javascript:' is not accepted [unsafe-url]"),
    WrongValueCase(
      "{ type: url }", "JavaScript://example.org/%0aalert(1)",
      "'x' must start with https:// or http://; 'javascript:' is not accepted [unsafe-url]"),
    WrongValueCase(
      "{ type: url }", "data:text/html,x",
      "'x' must start with https:// or http://; 'data:' is not accepted [unsafe-url]"),
    WrongValueCase(
      "{ type: choice, choices: [idea, done] }", "don",
      "'x' must be one of idea, done; 'don' is none [unknown-choice] ? done"),
    WrongValueCase(
      "{ type: choice, choices: { done: { fr: Terminé, en: Finished } } }", "Terminé",
      "'x' must be one of done; 'Terminé' is none [unknown-choice] ? done"),
    WrongValueCase("{ type: tag }", "'!!'", "'x' must have a letter or a digit [wrong-type]"),
    WrongValueCase("{ type: tag }", "{ a: b }", "'x' must be a word or a few, such as 'open data' [wrong-type]"),
    WrongValueCase(
      "{ type: reference, to: thing }", "b",
      "'x' must name an entry of kind 'thing'; 'b' is none [unknown-reference] ? a"),
    WrongValueCase(
      "{ type: reference, to: thing }", "theng:a",
      "'x' must name an entry of kind 'thing'; 'theng:a' is none [wrong-kind] ? a"),
    WrongValueCase("{ type: reference, to: thing }", "{ a: b }", "'x' must be the slug of an entry [wrong-type]"),
    WrongValueCase("{ type: place }", "[Lyon]", "'x' must be one value, not a list [not-a-list]"),
    WrongValueCase(
      "{ type: place }", "{ latitude: 1, longitude: 2 }", "'x' must have the key 'name', such as Lyon [missing-key]"),
    WrongValueCase(
      "{ type: place }", "{ name: Lyon, latitude: 45 }",
      "'x' must have latitude and longitude both, or neither [missing-key]"),
    WrongValueCase(
      "{ type: place }", "{ name: Lyon, latitude: 95, longitude: 4 }",
      "'latitude' must be degrees between -90 and 90, such as 4.84 [wrong-type]", column: 28),
    WrongValueCase(
      "{ type: place }", "{ name: Lyon, lattitude: 45 }",
      "'lattitude' is no key of a place; they are name, latitude and longitude [unknown-key] ? latitude", column: 18),
    WrongValueCase(
      "{ type: duration }", "soon", "'x' must be a duration, such as 45 min, 1 h 30, 3 days or PT1H30M [wrong-type]"),
    WrongValueCase("{ type: duration, max: 1 h }", "90 min", "'x' must be at most 1 h [out-of-range]"),
    WrongValueCase(
      "{ type: image }", "photo.svg",
      "'x' must be a file of one of the types png, jpg, jpeg, gif, webp, avif, heic, heif [refused-file]"),
    WrongValueCase("{ type: image }", "../../x.png", "'x' must name a file below content/ [path-outside-content]"),
    WrongValueCase(
      "{ type: image }", "https://example.org/x.png",
      "'x' must be the path of a file of this site, not an address [wrong-type]"),
    WrongValueCase(
      "{ type: image }", "{ alt: Léa }", "'x' must have the key 'src', the path of an image [missing-key]"),
    WrongValueCase(
      "{ type: file }", "page.html",
      """
      'x' must be a file of one of the types pdf, zip, txt, csv, md, ods, odt, odp, docx, xlsx, pptx, mp3, ogg, mp4, \
      webm, vtt, ics, json, geojson [refused-file]
      """),
    WrongValueCase(
      "{ type: file }", "plan.pdf",
      """
      'x' must name a file; 'plan.pdf' does not exist [missing-file] | paths start at the entry's own file, or at \
      content/ with a slash before them
      """),
    WrongValueCase(
      "{ type: group, fields: { a: { type: text } } }", "b", "'x' must be a group of the fields a [wrong-type]"),
    WrongValueCase(
      "{ type: group, fields: { role: { type: text } } }", "{ rôle: b }",
      "'rôle' is no field of 'x' [unknown-field] ? role",
      column: 6),
    WrongValueCase(
      "{ type: group, fields: { a: { type: text, required: true }, b: { type: text } } }", "{ b: c }",
      "each 'x' must have the field 'a' [missing-field]"),
  ])
  func saysTheRule(_ test: WrongValueCase) async throws {
    let found = try await mistakes(in: thing(test.field, test.written))
    #expect(found == ["content/things/a.md:2:\(test.column): error: \(test.said)"])
  }

  @Test func suggestsTheNearestFile() async throws {
    var files = thing("{ type: image }", "{ src: foto.jpg, alt: A }")
    files["things/photo.jpg"] = ""
    #expect(
      try await mistakes(in: files) == [
        "content/things/a.md:2:11: error: 'x' must name a file; 'foto.jpg' does not exist [missing-file] ? photo.jpg"
      ])
  }

  @Test func asksForADescription() async throws {
    var files = thing("{ type: image }", "photo.jpg")
    files["things/photo.jpg"] = ""
    #expect(
      try await mistakes(in: files) == [
        """
        content/things/a.md:2:4: warning: 'x' should describe its image [missing-alt] | write { src: photo.jpg, \
        alt: what it shows }, or alt: "" for mere decoration
        """
      ])
  }

  @Test func pointsAtTheValueAfterAccents() async throws {
    let found = try await mistakes(in: [
      "kinds/thing.yaml": "name: thing\nfields:\n  title: { type: text }\n  été: { type: text }\n",
      "things/a.md": "",
    ])
    #expect(
      found == [
        """
        content/kinds/thing.yaml:4:3: error: the name of a field must have lower-case letters, digits and \
        underscores, and start with a letter [invalid-name]
        """
      ])
  }
}
