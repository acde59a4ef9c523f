import Content
import Diagnostics
import Testing

struct LanguageTests {
  private let kind = """
    name: thing
    fields:
      title: { type: text, required: true }
      summary: { type: text }
      promo: { type: text, default: none }
    """

  @Test func variantsTakeTheRestFromTheMainFile() async throws {
    let content = try await TestContent([
      "kinds/thing.yaml": kind,
      "things/a.md": "---\ntitle: Météo\nsummary: Mer\npromo: p1\naliases: /vieux/\ntemplate: x.html\n---\nFrançais\n",
      "things/a.en.md": "---\ntitle: Weather\naliases: /old/\n---\nEnglish\n",
    ])
    #expect(content.mistakes == [])
    let entry = content.library().entries[0]
    let english = entry[Language.english]
    #expect(entry.title == "Météo" && english.title == "Weather")
    #expect(
      english.values.map { "\($0.map { "\($0)" } ?? "nil")" } == [#"text("Weather")"#, #"text("Mer")"#, #"text("p1")"#])
    #expect(english.file.text(in: english.body) == "English\n")
    #expect(english.template?.value == "x.html")
    #expect(entry.main.aliases.map(\.value) == ["/vieux/"] && english.aliases.map(\.value) == ["/old/"])
    #expect(entry.isWritten(in: .english))
  }

  @Test func aFileMaySayTheMainLanguageOutright() async throws {
    let content = try await TestContent([
      "kinds/thing.yaml": kind, "things/a/index.fr.md": "---\ntitle: Météo\n---\n",
      "things/a/index.en.md": "---\ntitle: Weather\n---\n",
    ])
    #expect(content.mistakes == [])
    #expect(content.library().entries[0].title == "Météo")
    #expect(content.library().entries[0].main.folder == "things/a")
  }

  @Test func theOnlyLanguageIsTheMainOne() async throws {
    let content = try await TestContent(["kinds/thing.yaml": kind, "things/a.en.md": "---\ntitle: Weather\n---\n"])
    #expect(content.mistakes == [])
    let entry = content.library().entries[0]
    #expect(entry.main.language == .english && !entry.isWritten(in: .french))
    #expect(entry[Language.french].title == "Weather")
  }

  @Test func aLanguageMayBeADraftOfItsOwn() async throws {
    let library = try await TestContent([
      "kinds/thing.yaml": kind, "things/a.md": "---\ntitle: Météo\n---\n",
      "things/a.en.md": "---\ntitle: Weather\ndraft: true\n---\n",
    ]).library()
    #expect(library.entries[0].variants.map(\.language) == [Language.french])
    #expect(library.omitted.map(\.path) == ["things/a.en.md"])
    #expect(library.entry(kind: "thing", slug: "a") != nil)
  }

  @Test func aDraftIsADraftInEveryLanguage() async throws {
    let library = try await TestContent([
      "kinds/thing.yaml": kind, "things/a.md": "---\ntitle: Météo\ndraft: true\n---\n",
      "things/a.en.md": "---\ntitle: Weather\ndraft: false\n---\n",
    ]).library()
    #expect(library.entries.isEmpty && library.omitted.count == 2)
  }

  @Test func requiredFieldsMayStandInTheMainFileAlone() async throws {
    let content = try await TestContent([
      "kinds/thing.yaml": kind, "things/a.md": "---\ntitle: Météo\n---\n", "things/a.en.md": "English\n",
    ])
    #expect(content.mistakes == [])
    #expect(content.library().entries[0][Language.english].title == "Météo")
  }

  @Test func labelsSplitSingularAndPlural() async throws {
    let tree = try await TestContent([
      "kinds/thing.yaml":
        "name: thing\nlabels: { fr: Chose | Choses, en: Thing }\nfields: { title: { type: text }, open_to: { type: text } }\n"
    ]).tree
    let labels = tree.kinds[0].labels
    #expect(labels.singular.text(in: .french) == "Chose" && labels.plural.text(in: .french) == "Choses")
    #expect(labels.plural.text(in: .english) == "Thing")
    #expect(tree.kinds[0].fields[1].label.text(in: .french) == "Open to")
  }
}
