extension Language {
  static let css = Language(
    name: "css", layout: .styleSheet, keywords: "and or not only",
    rules: [.blockComment("/*", "*/"), .string("\""), .string("'")])

  static let scss = Language(
    name: "scss", aliases: ["sass", "less"], layout: .styleSheet,
    keywords: "and or not only from through to in if else as with",
    rules: [.blockComment("/*", "*/"), .lineComment("//"), .string("\""), .string("'")])
}
