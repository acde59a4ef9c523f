extension Language {
  static let python = Language(
    name: "python", aliases: ["py", "python3", "pyi"],
    variant: Variant(sign: .start(">>> "), language: "python-console"),
    keywords: """
      and as assert async await break case class continue def del elif else except finally for from global if import in \
      is lambda match nonlocal not or pass raise return try while with yield
      """,
    types: "bool bytearray bytes complex dict float frozenset int list memoryview object set str tuple type",
    literals: "True False None NotImplemented Ellipsis __name__ __file__ __debug__",
    builtins: """
      abs aiter all anext any ascii bin breakpoint callable chr classmethod cls compile delattr dir divmod enumerate \
      eval exec filter format getattr globals hasattr hash help hex id input isinstance issubclass iter len locals map \
      max min next oct open ord pow print property range repr reversed round self setattr slice sorted staticmethod sum \
      super vars zip __import__
      """,
    functionIntroducers: "def", typeIntroducers: "class",
    capitals: .types,
    rules: [.lineComment("#"), .sigil(.annotation, "@", joint: ".", place: .lineStart)] + pythonStrings)

  static let pythonConsole = Language(
    name: "python-console", aliases: ["pycon"],
    layout: .lines([
      LineRule(prefix: ">>> ", tokenClass: .mark, rest: "python"),
      LineRule(prefix: "... ", tokenClass: .mark, rest: "python"),
    ]))

  /// Each prefix with each of the four kinds of quotes; `f` adds interpolation, `r` takes escapes away.
  private static let pythonStrings: [Rule] = {
    let plain = ["", "b", "B", "u", "U"].map { ($0, false, false) }
    let raw = ["r", "R", "br", "bR", "Br", "BR", "rb", "rB", "Rb", "RB"].map { ($0, true, false) }
    let formatted = ["f", "F", "t"].map { ($0, false, true) }
    let rawFormatted = ["fr", "fR", "Fr", "FR", "rf", "rF", "Rf", "RF"].map { ($0, true, true) }
    return (plain + raw + formatted + rawFormatted).flatMap { prefix, isRaw, isFormatted in
      ["\"\"\"", "'''", "\"", "'"].map { quotes in
        Rule.string(
          BytePattern(prefix + quotes),
          StringRule(
            close: BytePattern(quotes), isMultiline: quotes.utf8.count == 3, escapes: isRaw ? .none : .backslash,
            interpolation: isFormatted ? .braces : nil))
      }
    }
  }()
}
