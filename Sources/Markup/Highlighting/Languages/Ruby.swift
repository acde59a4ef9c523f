extension Language {
  static let ruby = Language(
    name: "ruby", aliases: ["rb", "rake", "gemfile"],
    keywords: """
      alias and begin break case class def defined? do else elsif end ensure extend for if in include module next not or \
      prepend raise redo rescue retry return then undef unless until when while yield BEGIN END
      """,
    literals: "true false nil self super __FILE__ __LINE__",
    builtins: """
      attr_accessor attr_reader attr_writer format gets lambda loop p print printf private proc protected public puts \
      rand require require_relative sleep sprintf
      """,
    functionIntroducers: "def", typeIntroducers: "class module",
    capitals: .types, wordEnds: "?!", keys: .wordsBeforeColon,
    rules: [
      .lineComment("#"), .region(.comment, "=begin", "\n=end", place: .firstColumn), .regexp,
      .sigil(.literal, ":", place: .notAfterValue),
      .sigil(.variable, "@"), .sigil(.variable, "@@"), .sigil(.variable, "$", specials: "0123456789!~&_/"),
      .string("'"), .string("\"", text("\"")), .string("`", text("`")), .string(":\"", text("\"")),
      .string("%w[", list("]")), .string("%w(", list(")")), .string("%w{", list("}")),
      .string("%i[", list("]")), .string("%i(", list(")")), .string("%q(", list(")")), .string("%q{", list("}")),
      .string("%Q(", text(")")), .string("%Q{", text("}")), .string("%(", text(")")),
      .string("%r{", StringRule(close: "}", tokenClass: .regexp, isMultiline: true, interpolation: .hashBraces)),
      Rule(
        open: "<<",
        action: .heredoc(Heredoc(fillers: "-~", isCapitalised: true, body: text("\n")))),
    ])

  private static func text(_ close: BytePattern) -> StringRule {
    StringRule(close: close, isMultiline: true, interpolation: .hashBraces)
  }

  private static func list(_ close: BytePattern) -> StringRule {
    StringRule(close: close, isMultiline: true)
  }
}
