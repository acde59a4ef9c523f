extension Language {
  static let javascript = Language(
    name: "javascript", aliases: ["js", "jsx", "mjs", "cjs", "node"],
    keywords: scriptKeywords, literals: scriptLiterals, builtins: scriptBuiltins,
    functionIntroducers: "function", typeIntroducers: "class extends new",
    capitals: .types, wordBytes: "$", keys: .wordsBeforeColon, rules: scriptRules)

  static let typescript = Language(
    name: "typescript", aliases: ["ts", "tsx", "mts", "cts"],
    keywords: scriptKeywords + """
       abstract as asserts declare enum implements infer interface is keyof module namespace out override private \
      protected public readonly satisfies type unique
      """,
    types: "any bigint boolean never number object string symbol unknown void",
    literals: scriptLiterals, builtins: scriptBuiltins,
    functionIntroducers: "function", typeIntroducers: "class extends new enum implements interface type",
    capitals: .types, wordBytes: "$", keys: .wordsBeforeColon, rules: scriptRules)

  private static let scriptKeywords = """
    async await break case catch class const continue debugger default delete do else export extends finally for from \
    function get if import in instanceof let new of return set static switch throw try typeof var void while with yield
    """
  private static let scriptLiterals = "true false null undefined NaN Infinity this super globalThis"
  private static let scriptBuiltins = """
    alert clearInterval clearTimeout confirm console customElements decodeURIComponent document encodeURIComponent \
    exports fetch isFinite isNaN localStorage location module navigator parseFloat parseInt process prompt \
    queueMicrotask require sessionStorage setInterval setTimeout structuredClone window
    """
  private static let scriptRules: [Rule] = [
    .lineComment("//"), .blockComment("/*", "*/"), .regexp,
    .sigil(.annotation, "@", joint: "."), .sigil(.property, "#"),
    .string("\""), .string("'"),
    .string("`", StringRule(close: "`", isMultiline: true, interpolation: .dollarBraces)),
  ]
}
