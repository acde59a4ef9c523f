/// Formats for settings and data.
extension Language {
  static let json = Language(
    name: "json", aliases: ["jsonc", "json5", "jsonl", "geojson", "webmanifest"],
    literals: "true false null", keys: .stringsBeforeColon,
    rules: [.lineComment("//"), .blockComment("/*", "*/"), .string("\"")])

  static let yaml = Language(
    name: "yaml", aliases: ["yml"], layout: .outline,
    literals: "true True TRUE false False FALSE null Null NULL yes Yes no No on On off Off ~",
    keys: .stringsBeforeColon,
    rules: [
      .lineComment("#", place: .afterBlank),
      .string("\"", StringRule(close: "\"", isMultiline: true)),
      .string("'", StringRule(close: "'", isMultiline: true, escapes: .doubling)),
    ])

  static let toml = Language(
    name: "toml",
    literals: "true false inf nan", wordBytes: "-", keys: .beforeEquals,
    rules: [
      .lineComment("#"),
      Rule(open: "[", place: .firstColumn, action: .line(.heading)),
      .string("\"\"\"", StringRule(close: "\"\"\"", isMultiline: true)),
      .string("'''", StringRule(close: "'''", isMultiline: true, escapes: .none)),
      .string("\""),
      .string("'", StringRule(close: "'", escapes: .none)),
    ])

  static let ini = Language(
    name: "ini", aliases: ["cfg", "conf", "properties", "editorconfig", "env", "dotenv"], layout: .properties,
    literals: "true True false False yes Yes no No on On off Off none None null")
}
