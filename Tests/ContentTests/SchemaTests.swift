import Content
import Foundation
import Testing

struct SchemaTests {
  private func schema(_ fields: String) async throws -> String {
    let content = try await TestContent([
      "kinds/thing.yaml":
        "name: thing\nlabels: { fr: Chose | Choses }\nfields:\n  title: { type: text, label: { fr: Titre, en: Title } }\n\(fields)\n"
    ])
    #expect(content.mistakes == [])
    return JSONSchema.document(for: content.tree.kinds[0], in: content.tree)
  }

  /// What the schema says of the field `x`, read back from the document.
  private func property(_ field: String) async throws -> [String: Any] {
    let document = try JSONSerialization.jsonObject(with: Data(try await schema("  x: \(field)").utf8))
    let properties = try #require((document as? [String: Any])?["properties"] as? [String: Any])
    return try #require(properties["x"] as? [String: Any])
  }

  @Test func documentsAreWholeAndReadable() async throws {
    let text = try await schema("  x: { type: integer, required: true, min: 1, help: Au moins « un » }")
    #expect(
      text.hasPrefix(
        """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Chose",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "x"
          ],
          "properties": {
            "title": {
              "title": "Titre",
              "type": [
                "string",
                "number",
                "boolean"
              ]
            },
            "x": {
              "title": "X",
              "description": "Au moins « un »",
              "type": "integer",
              "minimum": 1
            },
            "draft": {

        """))
    #expect(text.hasSuffix("}\n"))
    for key in ["draft", "date", "updated", "expires", "aliases", "audience", "template"] {
      #expect(text.contains("\"\(key)\": {"))
    }
  }

  @Test(arguments: [
    ("{ type: text, min: 2, max: 9, pattern: '[a-z]+' }", ["minLength", "maxLength", "pattern"]),
    ("{ type: markdown, max: 9 }", ["maxLength"]), ("{ type: number, min: 1, max: 2.5 }", ["minimum", "maximum"]),
    ("{ type: choice, choices: [a, b] }", ["enum"]), ("{ type: url }", ["format", "pattern"]),
    ("{ type: email }", ["format"]), ("{ type: date }", ["anyOf"]), ("{ type: datetime }", ["pattern"]),
    ("{ type: reference, to: thing }", ["pattern"]), ("{ type: image }", ["anyOf"]), ("{ type: file }", ["type"]),
    ("{ type: place }", ["anyOf"]), ("{ type: duration }", ["examples"]), ("{ type: boolean }", ["type"]),
    ("{ type: tag }", ["maxLength"]), ("{ type: text, list: true, min_items: 1 }", ["anyOf"]),
    ("{ type: group, fields: { a: { type: text, required: true } } }", ["required", "properties"]),
  ])
  func everyTypeIsDescribed(field: String, keys: [String]) async throws {
    let property = try await property(field)
    for key in keys { #expect(property[key] != nil) }
  }

  @Test func patternsMatchTheWholeText() async throws {
    #expect(try await property("{ type: text, pattern: 'a|b' }")["pattern"] as? String == "^(?:a|b)$")
  }

  @Test func aKindMayDeclareItsDate() async throws {
    let text = try await schema("  date: { type: date, required: true, label: Publié }")
    #expect(text.contains("\"title\": \"Publié\"") && !text.contains("\"title\": \"Date\""))
  }

  @Test func textsAreEscaped() async throws {
    let text = try await schema("  x: { type: text, label: \"a \\\"b\\\" \\\\ \\t\" }")
    #expect(text.contains(#""title": "a \"b\" \\ \t""#))
  }
}
