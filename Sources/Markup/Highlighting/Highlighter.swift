/// Turns code into HTML whose tokens carry the classes of ``TokenClass``.
///
/// It holds no state, so any number of threads may use it at once. Time is linear in the code, whatever the code.
public enum Highlighter {
  /// Canonical names of all languages, sorted.
  public static var languages: [String] { LanguageTable.names }

  /// Says whether a name or an alias (`py`, `c++`) is known, in any case.
  public static func supports(_ language: String) -> Bool {
    LanguageTable.contains(language)
  }

  /// Appends code as escaped HTML with `<span class="…">` around its tokens.
  ///
  /// Spans are flat: none holds another, but one may cross lines. Without the tags and with the entities resolved,
  /// the output is the input, byte for byte, be it valid UTF-8 or not. Code in an unknown language is only escaped.
  public static func append(_ code: UnsafeBufferPointer<UInt8>, language: String, to html: inout [UInt8]) {
    guard let grammar = LanguageTable.grammar(named: language) else {
      return EscapedCode(code: code).append([], to: &html)
    }
    var lexer = CodeLexer(bytes: code, grammar: grammar)
    lexer.lex()
    EscapedCode(code: code).append(lexer.tokens, to: &html)
  }
}
