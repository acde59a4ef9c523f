extension Language {
  static let java = Language(
    name: "java", aliases: ["jav"],
    keywords: """
      abstract assert break case catch class const continue default do else enum exports extends final finally for goto \
      if implements import instanceof interface module native new non-sealed package permits private protected public \
      record requires return sealed static strictfp switch synchronized throw throws transient try volatile when while \
      yield
      """,
    types: "boolean byte char double float int long short var void",
    literals: "true false null this super",
    typeIntroducers: "class enum interface record extends implements new",
    capitals: .types,
    rules: [
      .lineComment("//"), .blockComment("/*", "*/"), .sigil(.annotation, "@", joint: "."),
      .string("\""), .string("'"), .string("\"\"\"", StringRule(close: "\"\"\"", isMultiline: true)),
    ])
}
