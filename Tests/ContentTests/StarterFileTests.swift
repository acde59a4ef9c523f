import Content
import Testing

struct StarterFileTests {
  private func starter(_ fields: String) async throws -> String {
    let content = try await TestContent([
      "kinds/other.yaml": "name: other\nfields:\n  title: { type: text }\n",
      "kinds/thing.yaml": "name: thing\nfields:\n  title: { type: text }\n\(fields)\n",
    ])
    #expect(content.mistakes == [])
    let kind = try #require(content.tree.kinds.first { $0.name == "thing" })
    return StarterFile.text(for: kind, in: content.tree)
  }

  @Test(arguments: [
    ("{ type: text }", "text"),
    (
      "{ type: text, min: 2, max: 9, pattern: '[a-z]+' }", "text, 2 to 9 characters, such that all of it matches [a-z]+"
    ),
    ("{ type: text, multiline: true }", "text, one line, or several after |"),
    ("{ type: markdown, max: 9 }", "markdown, one line, or several after |, at most 9 characters"),
    ("{ type: integer, min: 1, max: 5, default: 2 }", "integer, 1 to 5, 2 if not given"),
    ("{ type: number, min: 0.5 }", "number, at least 0.5"),
    ("{ type: boolean, default: true }", "boolean, true or false, true if not given"),
    ("{ type: date, max: 2030 }", "date, such as 2026-11-21, or less exactly 2026-11 or 2026, at most 2030"),
    ("{ type: datetime }", "datetime, such as 2026-11-21 18:30"),
    ("{ type: email, visibility: members }", "email, such as lea@example.org, not public"),
    ("{ type: url }", "url, such as https://example.org/"),
    ("{ type: choice, choices: { a: { fr: Un }, b: }, default: b }", "choice, one of a (Un), b, b if not given"),
    ("{ type: reference, to: other }", "reference, the slug of a other"),
    ("{ type: reference, to: [other, thing] }", "reference, other:slug or thing:slug"),
    (
      "{ type: tag, list: true, max_items: 3, default: [a, b] }",
      "list of tag, such as python, at most 3 of them, [a, b] if not given"
    ),
    (
      "{ type: image }",
      "image, such as photo.jpg, or { src: photo.jpg, alt: what it shows }, from the folder of this file"
    ),
    ("{ type: file }", "file, such as plan.pdf, from the folder of this file"),
    ("{ type: place }", "place, such as Lyon, or { name: Lyon, latitude: 45.76, longitude: 4.84 }"),
    ("{ type: duration, max: 3 days }", "duration, such as 45 min, 1 h 30 or 3 days, at most 3 days"),
    ("{ type: text, help: { fr: \"Deux\\nlignes\" } }", "text. Deux lignes"),
  ])
  func theCommentSaysWhatMayBeWritten(_ field: String, _ comment: String) async throws {
    let lines = try await starter("  x: \(field)").split(separator: "\n")
    #expect(lines[3] == "# X: \(comment)")
  }

  @Test func requiredFieldsAreThereAndOthersAreComments() async throws {
    #expect(
      try await starter("  a: { type: text, required: true }\n  b: { type: tag, list: true }")
        == "---\n# Title: text\n# title:\n# A: text, required\na:\n# B: list of tag, such as python\n# b: []\n# draft: true\n---\n\n"
    )
  }

  @Test func groupsShowTheirFields() async throws {
    let fields = """
        g: { type: group, required: true, fields: { a: { type: text, required: true }, b: { type: boolean, help: Ou pas } } }
        l: { type: group, list: true, fields: { a: { type: text }, in: { type: group, fields: { c: { type: tag } } } } }
      """
    #expect(
      try await starter(fields) == """
        ---
        # Title: text
        # title:
        # G: group, required
        g:
          # A: text, required
          a:
          # B: boolean, true or false. Ou pas
          b:
        # L: list of group
        # l:
        #     # A: text
        #   - a:
        #     # In: group
        #     in:
        #       # C: tag, such as python
        #       c:
        # draft: true
        ---


        """)
  }

  @Test func aStarterWithoutItsHashesIsYAML() async throws {
    let fields = """
        n: { type: integer }
        l: { type: group, list: true, fields: { a: { type: text, required: true }, b: { type: date } } }
      """
    let text = try await starter(fields).replacing("\n# n:", with: "\nn: 4").replacing("\n# l:", with: "\nl:")
      .replacing("\n#     #", with: "\n    #").replacing("\n#   - a:", with: "\n  - a: x").replacing(
        "\n#     b:", with: "\n    b:")
    let content = try await TestContent([
      "kinds/thing.yaml": "name: thing\nfields:\n  title: { type: text }\n\(fields)\n", "things/a.md": text,
    ])
    #expect(content.mistakes == [])
  }
}
