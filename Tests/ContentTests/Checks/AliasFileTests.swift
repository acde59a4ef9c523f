import Content
import TestSupport
import Testing

@Suite struct AliasFileTests {
  private func mistakes(_ text: String) async throws -> [String] {
    try await TestContent([
      "kinds/note.yaml": "name: note\nfields:\n  title: { type: text }\n", "notes/a.md": "---\ntitle: A\n---\n",
      "aliases.yaml": text,
    ]).mistakes
  }

  @Test func oldAddressesAreRead() async throws {
    #expect(try await mistakes("# nothing yet\n") == [])
    #expect(try await mistakes("/x/: /notes/\n/en/y: note:a\n/z.html: /\n") == [])
  }

  @Test func mistakesAreToldWhereTheyStand() async throws {
    let rule = "an old address must lead to a path on this site, such as /projets/, or to an entry as kind:slug"
    #expect(
      try await mistakes(
        "x: /notes/\n/a/: https://example.org/\n/b/:\n/c/: note:b\n/d/: nope:a\n/e/: [x]\n/../f/: /\n/a/: /\n") == [
          "content/aliases.yaml:1:1: error: an old address must be a path on this site, such as /projets/meteo/ [invalid-alias]",
          "content/aliases.yaml:2:6: error: \(rule) [invalid-alias]",
          "content/aliases.yaml:3:1: error: \(rule) [invalid-alias]",
          "content/aliases.yaml:4:6: error: 'b' is no entry of kind 'note' [unknown-reference] ? note:a",
          "content/aliases.yaml:5:6: error: 'nope' is no kind of this site [unknown-kind] ? note",
          "content/aliases.yaml:6:6: error: \(rule) [invalid-alias]",
          "content/aliases.yaml:7:1: error: an old address must be a path on this site, such as /projets/meteo/ [invalid-alias]",
          "content/aliases.yaml:8:1: error: key '/a/' must come only once [duplicate-key] > it is first here content/aliases.yaml:2:1",
        ])
    #expect(
      try await mistakes("- /a/\n") == [
        "content/aliases.yaml:1:1: error: aliases.yaml must be a mapping of old addresses to new ones [wrong-type]"
      ])
  }

  @Test func aFileWithAnotherNameIsToldOf() async throws {
    let content = try await TestContent(["Aliases.yml": "/a/: /\n"])
    #expect(content.mistakes.contains { $0.contains("[unused-file]") && $0.contains("? aliases.yaml") })
  }
}
