extension Language {
  static let go = Language(
    name: "go", aliases: ["golang"],
    keywords: """
      break case chan const continue default defer else fallthrough for func go goto if import interface map package \
      range return select struct switch type var
      """,
    types: """
      any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint \
      uint8 uint16 uint32 uint64 uintptr
      """,
    literals: "true false nil iota",
    builtins: "append cap clear close complex copy delete imag len make max min new panic print println real recover",
    functionIntroducers: "func", typeIntroducers: "type",
    rules: [
      .lineComment("//"), .blockComment("/*", "*/"),
      .string("\""), .string("'"), .string("`", StringRule(close: "`", isMultiline: true, escapes: .none)),
    ])
}
