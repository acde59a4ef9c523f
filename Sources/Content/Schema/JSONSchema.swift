/// What editors need to complete and check the fields of entries while they are typed.
public enum JSONSchema {
  /// A JSON Schema (draft 2020-12) of a kind's front matter, with a line end; the same for the same kinds.
  ///
  /// Titles and descriptions are in the first language of the site.
  public static func document(for kind: Kind, in tree: ContentTree) -> String {
    let language = tree.settings.mainLanguage
    let scope = SchemaScope(language: language, kinds: tree.kinds)
    let schema: JSON = [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": .string(kind.labels.singular.text(in: language)),
    ]
    return schema.adding(contentsOf: kind.fields.jsonSchema(in: scope, besides: commonKeys)).prettyPrinted + "\n"
  }

  /// What every entry may say; a kind may declare `date` and `updated` as it likes.
  private static let commonKeys: [(key: String, value: JSON)] = [
    (
      "draft",
      ["title": "Draft", "description": "Left out of the build.", "type": "boolean"]
    ),
    ("date", ["title": "Date", "description": "When it was published: 2026-11-21, or 2026-11-21 18:30."]),
    ("updated", ["title": "Updated", "description": "When it last changed in a way readers care about."]),
    ("expires", ["title": "Expires", "description": "Left out from that day on."]),
    (
      "aliases",
      [
        "title": "Aliases", "description": "Older addresses that become redirects, such as /projets/meteo/.",
        "anyOf": [["type": "string"], ["type": "array", "items": ["type": "string", "pattern": "^/"]]],
      ]
    ),
    (
      "audience",
      [
        "title": "Audience", "description": "Who may read it: public, members, classes or people.",
        "anyOf": [["type": "string"], ["type": "array", "items": ["type": "string"]]],
      ]
    ),
    (
      "template", ["title": "Template", "description": "A template of the theme for this page only.", "type": "string"]
    ),
  ]
}
