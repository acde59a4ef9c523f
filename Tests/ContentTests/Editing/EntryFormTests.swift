import Content
import Diagnostics
import TestSupport
import Testing

/// What a form changes, and what it is told.
struct EntryFormTests {
  private static let lea = """
    ---
    # My page
    title: Léa   # me
    town: { name: Lyon, latitude: 45.7, longitude: 4.8 }
    photo: { src: lea.png, alt: "" }
    skills: [a, "b, c"]
    friend: zoe
    now: { job: x, since: 2020 }
    jobs:
      - title: One
        place: Lyon
        text: |
          long

          text
      - { title: Two, from: 2021 }
    open: true
    draft: false
    ---
    Text.

    """

  private func tree() async throws -> (kind: Kind, content: TestContent) {
    try await people(["people/lea.md": Self.lea, "people/zoe.md": matter("title: Zoé\n"), "people/lea.png": ""])
  }

  private func document(_ text: String = Self.lea) throws -> EntryDocument {
    try EntryDocument(path: "people/lea.md", bytes: Array(text.utf8))
  }

  /// The file after a form that says only this was sent.
  private func sent(_ inputs: [(String, String)], keys: [String] = []) async throws -> String {
    let kind = try await people().kind
    let filled = EntryForm(kind, keys: keys).filled(inputs.map { FormInput($0, $1) }, over: try document())
    return String(decoding: try filled.edit.applied(to: try document(), of: kind), as: UTF8.self)
  }

  @Test func aFormSentAsItWasChangesNothing() async throws {
    let form = EntryForm(try await people().kind, keys: ["draft"])
    let inputs = form.inputs(of: try document()).map {
      FormInput($0.name, $0.value.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n"))
    }
    #expect(inputs.contains(FormInput("town.latitude", "45.7")))
    #expect(inputs.contains(FormInput("jobs.0.text", "long\r\n\r\ntext")))
    #expect(inputs.contains(FormInput("skills", "a\r\nb, c")))
    #expect(inputs.contains(FormInput("content", "Text.")))
    #expect(form.filled(inputs, over: try document()).edit.isEmpty)
  }

  @Test func oneFieldIsOneLine() async throws {
    #expect(try await sent([("title", " Léa D. ")]) == Self.lea.changing("title: Léa ", to: "title: Léa D. "))
    #expect(
      try await sent([("jobs.1.title", "2")])
        == Self.lea.changing(jobsBlock, to: "jobs:\n  - { title: 2, from: 2021 }\n"))
    #expect(try await sent([("now.job", "y")]) == Self.lea.changing("job: x", to: "job: y"))
    #expect(try await sent([("town", "Lyon")]) == Self.lea)
    #expect(
      try await sent([("town.name", "Rive"), ("town.latitude", ""), ("town.longitude", "")])
        == Self.lea.changing("{ name: Lyon, latitude: 45.7, longitude: 4.8 }", to: "Rive"))
    #expect(try await sent([("photo.alt", "Léa")]) == Self.lea.changing("alt: \"\"", to: "alt: \"Léa\""))
    #expect(try await sent([("open", "false"), ("open", "true")]) == Self.lea)
    #expect(try await sent([("open", "false")]) == Self.lea.changing("open: true", to: "open: false"))
    #expect(try await sent([("content", "A\r\nB\r\n")]) == Self.lea.changing("Text.", to: "A\nB"))
  }

  private var jobsBlock: String {
    "jobs:\n  - title: One\n    place: Lyon\n    text: |\n      long\n\n      text\n  - { title: Two, from: 2021 }\n"
  }

  @Test func listsAreSentByTheLineOrByRepeatedNames() async throws {
    #expect(try await sent([("skills", "a\r\nd\r\n\r\n")]) == Self.lea.changing("[a, \"b, c\"]", to: "[a, \"d\"]"))
    #expect(
      try await sent([("skills", ""), ("skills", "a"), ("skills", "e")])
        == Self.lea.changing("[a, \"b, c\"]", to: "[a, \"e\"]"))
    #expect(try await sent([("skills", "")]) == Self.lea.changing("skills: [a, \"b, c\"]\n", to: ""))
  }

  @Test func whatIsLeftEmptyGoes() async throws {
    #expect(
      try await sent([("now.job", ""), ("now.since", "")])
        == Self.lea.changing("now: { job: x, since: 2020 }\n", to: ""))
    #expect(
      try await sent([("photo.src", ""), ("photo.alt", "")])
        == Self.lea.changing("photo: { src: lea.png, alt: \"\" }\n", to: ""))
  }

  @Test func whatIsNoFieldOfTheFormIsLeftOut() async throws {
    #expect(
      try await sent(
        [("admin", "true"), ("audience", "public"), ("draft", "true"), ("csrf", "x"), ("jobs.x", "")].filter {
          $0.0 != "jobs.x"
        }) == Self.lea)
    #expect(
      try await sent([("draft", "true")], keys: ["draft"]) == Self.lea.changing("draft: false", to: "draft: true"))
    let kind = try await people().kind
    let form = EntryForm(kind) { $0.name != "title" }
    #expect(form.filled([FormInput("title", "x")], over: try document()).edit.isEmpty)
    #expect(!form.inputs(of: try document()).contains { $0.name == "title" })
  }

  @Test func problemsStandBesideTheirInputs() async throws {
    let (kind, content) = try await tree()
    let inputs: [(String, String)] = [
      ("title", ""), ("headline", String(repeating: "x", count: 61)), ("friend", "zo"), ("skills", "a\nb\nc\nd\ne"),
      ("now.job", ""), ("now.since", "yesterday"), ("jobs.0.title", ""), ("jobs.3.title", "A\u{7}"),
      ("jobs.5.title", ""), ("jobs.5.from", "2026-02-30"), ("photo.src", "other.png"), ("photo.alt", "a"),
      ("town.name", "Lyon"), ("town.latitude", "99"), ("open", "maybe"),
    ]
    let document = try EntryDocument(path: "people/new.md", bytes: [])
    let filled = EntryForm(kind).filled(inputs.map { FormInput($0, $1) }, over: nil)
    let bytes = try filled.edit.applied(to: document, of: kind)
    let problems = filled.problems + content.tree.problems(in: .init(path: "people/new.md", bytes: bytes))
    #expect(
      problems.map { "\($0.path.map(filled.inputName) ?? "-"): \($0.diagnostic.id)" }.sorted() == [
        "friend: unknown-reference", "headline: too-long", "jobs.3.title: invalid-text", "jobs.5.from: no-such-date",
        "jobs.5.title: missing-field", "now.job: missing-field", "now.since: wrong-type", "open: wrong-type",
        "photo.src: missing-file", "skills: too-many", "title: missing-field", "town.latitude: wrong-type",
      ])
    let tooLong = try #require(problems.first { $0.diagnostic.id == "too-long" })
    #expect(tooLong.diagnostic.message.arguments == ["headline", "60", "61"])
    #expect(problems.first { $0.diagnostic.id == "unknown-reference" }?.diagnostic.suggestion == "zoe")
  }

  @Test func companionsAreKnownAndOthersCount() async throws {
    let (_, content) = try await tree()
    func ids(_ path: String, _ text: String, with companions: [String] = []) -> [String] {
      content.tree.problems(in: .init(path: path, bytes: Array(text.utf8), companions: companions))
        .map { "\($0.path?.description ?? "-") \($0.diagnostic.id)" }
    }
    let text = matter("title: a\nphoto: { src: a.png, alt: b }\nfriend: new\n")
    #expect(ids("people/a.md", text) == ["photo.src missing-file", "friend unknown-reference"])
    #expect(ids("people/a.md", text, with: ["people/a.png", "people/new.md"]) == [])
    #expect(ids("people/a/index.md", matter("title: a\nfriend: a\n")) == [])
    #expect(ids("people/lea.md", Self.lea) == [])
    #expect(ids("people/lea/index.md", matter("title: a\n")) == ["- duplicate-slug"])
    #expect(ids("people/Léa.md", matter("title: a\n")) == ["- invalid-slug"])
    #expect(ids("other/a.md", matter("title: a\n")) == ["- unused-file"])
    #expect(ids("people/lea.en.md", matter("headline: x\n")) == [])
    #expect(ids("people/new.md", matter("title: [\n")).first == "- yaml-syntax")
  }

  /// A form can't produce what `preau check` refuses: both say the same of any file.
  @Test(.timeLimit(.minutes(15)), arguments: 1...4 as ClosedRange<UInt64>)
  func theFormSaysWhatTheCheckSays(seed: UInt64) async throws {
    var dice = Dice(seed: seed)
    let (kind, content) = try await tree()
    let names = [
      "title", "headline", "about", "town", "town.name", "town.latitude", "photo", "photo.src", "photo.alt", "skills",
      "friend", "now.job", "now.since", "jobs.0.title", "jobs.0.place.name", "jobs.1.title", "jobs.2.text", "open",
      "draft", "aliases", "content",
    ]
    for round in 0..<60 {
      let inputs = names.filter { _ in dice.isOne(in: 2) }.map { name in
        FormInput(
          name, dice.isOne(in: 2) ? HostileText.any(&dice) : dice.pick(["zoe", "2020", "lea.png", "/a/", "true"]))
      }
      let filled = EntryForm(kind, keys: ["draft", "aliases"]).filled(inputs, over: try document())
      let bytes = try filled.edit.applied(to: try document(), of: kind)
      let problems = content.tree.problems(in: .init(path: "people/lea.md", bytes: bytes))
      let site = SiteFixture([
        "content/site.yaml": "title: Test\nlanguages: [fr, en]\n", "content/kinds/person.yaml": editedKind,
        "content/people/zoe.md": matter("title: Zoé\n"), "content/people/lea.png": "",
      ])
      site.write(bytes, to: "content/people/lea.md")
      let checked = try await TestContent(in: site).tree.diagnostics
      #expect(
        problems.map(\.diagnostic.listed).sorted() == checked.map(\.listed).sorted(), "seed \(seed), round \(round)")
    }
  }
}
