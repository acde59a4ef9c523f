extension Language {
  static let php = Language(
    name: "php", aliases: ["php8", "hack"],
    variant: Variant(sign: .anywhere("<?"), language: "phtml"),
    keywords: """
      abstract and as break callable case catch class clone const continue declare default do echo else elseif empty \
      enddeclare endfor endforeach endif endswitch endwhile enum extends final finally fn for foreach function global \
      goto if implements include include_once instanceof insteadof interface isset list match namespace new or print \
      private protected public readonly require require_once return static switch throw trait try unset use var while \
      xor yield
      """,
    types: "array bool float int iterable mixed never object string void",
    literals: """
      true false null TRUE FALSE NULL self parent __CLASS__ __DIR__ __FILE__ __FUNCTION__ __LINE__ __METHOD__ __NAMESPACE__
      """,
    functionIntroducers: "function fn",
    typeIntroducers: "class interface trait enum extends implements instanceof new",
    capitals: .types,
    rules: [
      .lineComment("//"), .lineComment("#"), .blockComment("/*", "*/"),
      .region(.annotation, "#[", "]", nested: "["),
      .sigil(.variable, "$"),
      .string("'", StringRule(close: "'", isMultiline: true)),
      .string(
        "\"", StringRule(close: "\"", isMultiline: true, interpolation: bracedVariable, variableSigil: dollar)),
      Rule(
        open: "<<<",
        action: .heredoc(
          Heredoc(
            fillers: " ", isIndented: true,
            body: StringRule(
              close: "\n", isMultiline: true, interpolation: bracedVariable, variableSigil: dollar)))),
    ])

  /// A page with PHP in it; plain `php` becomes this when it holds an opening tag.
  static let phpPage = Language(
    name: "phtml",
    layout: .markup(
      Markup(
        contents: htmlContents,
        islands: [
          Island(open: "<?php", close: "?>", language: "php"),
          Island(open: "<?=", close: "?>", language: "php"),
        ])))

  private static let dollar = UInt8(ascii: "$")
  private static let bracedVariable = Interpolation(open: "{$", close: UInt8(ascii: "}"), sharedBytes: 1)
}
