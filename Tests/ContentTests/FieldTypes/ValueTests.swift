import Content
import Diagnostics
import Testing

/// A declaration of a field, a value as written, and what is read.
struct ValueCase: CustomTestStringConvertible, Sendable {
  var field: String
  var written: String
  var value: String

  init(_ field: String, _ written: String, _ value: String) {
    self.field = field
    self.written = written
    self.value = value
  }

  var testDescription: String { "\(field) \(written)" }
}

struct ValueTests {
  @Test(arguments: [
    ValueCase("{ type: text }", "Météo", #"text("Météo")"#),
    ValueCase("{ type: text }", "no", #"text("no")"#),
    ValueCase("{ type: text }", "1.10", #"text("1.10")"#),
    ValueCase("{ type: text }", "'  spaces  '", #"text("spaces")"#),
    ValueCase("{ type: text }", "''", "nil"),
    ValueCase("{ type: text }", "~", "nil"),
    ValueCase("{ type: text }", "'null'", #"text("null")"#),
    ValueCase("{ type: text, multiline: true }", #""a\nb""#, #"text("a\nb")"#),
    ValueCase("{ type: text, min: 2, max: 4 }", "été", #"text("été")"#),
    ValueCase("{ type: text, max: 1 }", "👩🏽‍🚀", #"text("👩🏽‍🚀")"#),
    ValueCase("{ type: text, pattern: '[a-z]+' }", "abc", #"text("abc")"#),
    ValueCase(
      "{ type: text, list: true }", "[a, b]", #"list([Content.FieldValue.text("a"), Content.FieldValue.text("b")])"#),
    ValueCase("{ type: text, list: true }", "a", #"list([Content.FieldValue.text("a")])"#),
    ValueCase("{ type: text, list: true }", "[]", "nil"),
    ValueCase("{ type: integer }", "42", "integer(42)"),
    ValueCase("{ type: integer }", "-7", "integer(-7)"),
    ValueCase("{ type: integer, min: 1, max: 3 }", "3", "integer(3)"),
    ValueCase("{ type: number }", "3.5", "number(3.5)"),
    ValueCase("{ type: number }", "-1e3", "number(-1000.0)"),
    ValueCase("{ type: boolean }", "true", "boolean(true)"),
    ValueCase("{ type: boolean }", "False", "boolean(false)"),
    ValueCase("{ type: email }", "lea.durand+site@example.org", #"text("lea.durand+site@example.org")"#),
    ValueCase("{ type: url }", "https://example.org/a?b=1#c", #"text("https://example.org/a?b=1#c")"#),
    ValueCase("{ type: url }", "http://[::1]:8080/", #"text("http://[::1]:8080/")"#),
    ValueCase("{ type: choice, choices: [idea, done] }", "done", "choice(1)"),
    ValueCase("{ type: choice, choices: { idea: Idée, done: ~ } }", "idea", "choice(0)"),
    ValueCase("{ type: tag }", "Open Data", #"tag(Content.Tag(slug: "open-data", label: "Open Data"))"#),
    ValueCase("{ type: reference, to: thing }", "a", "reference(Content.EntryID(index: 0))"),
    ValueCase("{ type: reference, to: thing }", "thing:a", "reference(Content.EntryID(index: 0))"),
    ValueCase("{ type: text, default: none }", "", #"text("none")"#),
    ValueCase("{ type: choice, choices: [a, b], default: b }", "", "choice(1)"),
    ValueCase("{ type: reference, to: thing, default: a }", "", "reference(Content.EntryID(index: 0))"),
  ])
  func readsWhatIsWritten(_ test: ValueCase) async throws {
    let content = try await TestContent(thing(test.field, test.written))
    #expect(content.mistakes == [])
    let value = content.library().value("x", of: "thing:a")
    #expect(value.map { "\($0)" } ?? "nil" == test.value)
  }

  @Test(arguments: [
    ("2026-11-21", "2026-11-21"), ("2026-11", "2026-11"), ("2026", "2026"), ("2024-02-29", "2024-02-29"),
    ("'2026-01-01'", "2026-01-01"),
  ])
  func readsDates(written: String, iso: String) async throws {
    let content = try await TestContent(thing("{ type: date }", written))
    #expect(content.mistakes == [])
    guard case .date(let date) = content.library().value("x", of: "thing:a") else {
      Issue.record("no date")
      return
    }
    #expect(date.iso == iso)
  }

  @Test(arguments: [
    ("2026-11-21 18:30", "2026-11-21T18:30:00+01:00"), ("2026-07-21 18:30", "2026-07-21T18:30:00+02:00"),
    ("2026-11-21T18:30:15+05:30", "2026-11-21T18:30:15+05:30"), ("2026-11-21T18:30Z", "2026-11-21T18:30:00Z"),
    ("2026-11-21 18:30 -0330", "2026-11-21T18:30:00-03:30"), ("2026-11-21T18:30:00.250Z", "2026-11-21T18:30:00Z"),
  ])
  func readsMoments(written: String, iso: String) async throws {
    let content = try await TestContent(thing("{ type: datetime }", written))
    #expect(content.mistakes == [])
    guard case .moment(let moment) = content.library().value("x", of: "thing:a") else {
      Issue.record("no moment")
      return
    }
    #expect(moment.iso == iso)
  }

  @Test(
    arguments: [
      ("Lyon", "Lyon", nil, nil), ("{ name: Lyon, latitude: 45.76, longitude: 4.84 }", "Lyon", 45.76, 4.84),
      ("{ name: Quito, latitude: -0.22, longitude: -78.5 }", "Quito", -0.22, -78.5),
    ] as [(String, String, Double?, Double?)])
  func readsPlaces(written: String, name: String, latitude: Double?, longitude: Double?) async throws {
    let content = try await TestContent(thing("{ type: place }", written))
    #expect(content.mistakes == [])
    guard case .place(let place) = content.library().value("x", of: "thing:a") else {
      Issue.record("no place")
      return
    }
    #expect(place.name == name && place.latitude == latitude && place.longitude == longitude)
  }

  @Test func readsImagesAndFilesBesideTheEntryAndInMedia() async throws {
    let content = try await TestContent([
      "kinds/thing.yaml": """
      name: thing
      fields:
        title: { type: text }
        image: { type: image }
        images: { type: image, list: true }
        file: { type: file }
      """,
      "things/a/index.md": """
      ---
      image: { src: ./Photo.JPG, alt: Léa }
      images: [{ src: ../shared.png, alt: "" }, { src: /media/logo.avif, alt: Logo }]
      file: /media/plan.pdf
      ---
      """,
      "things/a/Photo.JPG": "", "things/shared.png": "", "media/logo.avif": "", "media/plan.pdf": "",
    ])
    #expect(content.mistakes == [])
    let library = content.library()
    guard case .image(let image) = library.value("image", of: "thing:a"),
      case .list(let images) = library.value("images", of: "thing:a"), case .image(let shared) = images[0],
      case .file(let file) = library.value("file", of: "thing:a")
    else {
      Issue.record("no files")
      return
    }
    #expect(image.path == "things/a/Photo.JPG" && image.alt == "Léa")
    #expect(shared.path == "things/shared.png" && shared.alt == "")
    #expect(file.path == "media/plan.pdf" && file.name == "plan.pdf")
  }

  @Test func markdownKnowsItsFolder() async throws {
    let content = try await TestContent(thing("{ type: markdown }", "'*one* [two](b.md)'"))
    guard case .markdown(let markdown) = content.library().value("x", of: "thing:a") else {
      Issue.record("no Markdown")
      return
    }
    #expect(markdown.text == "*one* [two](b.md)" && markdown.folder == "things")
  }

  @Test func groupsReadTheirFieldsAndDefaults() async throws {
    let content = try await TestContent([
      "kinds/thing.yaml": """
      name: thing
      fields:
        title: { type: text }
        openings:
          type: group
          list: true
          fields:
            role: { type: text, required: true }
            hours: { type: integer, default: 3 }
      """,
      "things/a.yaml": "openings:\n  - role: designer\n  - role: tester\n    hours: 5\n",
    ])
    #expect(content.mistakes == [])
    guard case .list(let openings) = content.library().value("openings", of: "thing:a") else {
      Issue.record("no list")
      return
    }
    #expect(openings.map { "\($0)" }.joined().contains("integer(3)"))
    #expect(openings.map { "\($0)" }.joined().contains("integer(5)"))
    #expect(openings.count == 2)
  }
}
