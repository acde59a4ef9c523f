extension Language {
  static let kotlin = Language(
    name: "kotlin", aliases: ["kt", "kts"],
    keywords: """
      abstract actual annotation as break by catch class companion const constructor continue crossinline data do else \
      enum expect external final finally for fun get if import in infix init inline inner interface internal is lateinit \
      noinline object open operator out override package private protected public reified return sealed set suspend \
      tailrec throw try typealias val value var vararg when where while
      """,
    literals: "true false null this super it",
    builtins: """
      also apply arrayOf check error let listOf mapOf mutableListOf mutableMapOf mutableSetOf print println readLine \
      repeat require requireNotNull run setOf TODO with
      """,
    functionIntroducers: "fun", typeIntroducers: "class interface object typealias",
    capitals: .types,
    rules: [
      .lineComment("//"), .nestedComment("/*", "*/"), .sigil(.annotation, "@", joint: "."),
      .string("'"),
      .string("\"", StringRule(close: "\"", interpolation: .dollarBraces, variableSigil: UInt8(ascii: "$"))),
      .string(
        "\"\"\"",
        StringRule(
          close: "\"\"\"", isMultiline: true, escapes: .none, interpolation: .dollarBraces,
          variableSigil: UInt8(ascii: "$"))),
    ])
}
