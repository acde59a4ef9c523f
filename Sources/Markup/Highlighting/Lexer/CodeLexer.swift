/// Finds the tokens of code, in one pass from left to right.
///
/// Invariants: `cursor` only moves forward; every look ahead is either bounded, or consumed, or remembered so that a
/// failed one isn't repeated; every look back covers the blanks before one token. So time is linear. Tokens begin and
/// end beside ASCII bytes, so no character is ever split.
struct CodeLexer {
  /// Languages within languages and interpolations within interpolations, which recurse.
  static let maximumDepth = 16

  let bytes: UnsafeBufferPointer<UInt8>
  var tokens: [CodeToken] = []
  var cursor = 0
  var depth = 0

  var grammar: Grammar
  /// The range of the current language.
  var start = 0
  var end: Int
  /// The last word of code: where it ended and what it says about the next.
  var lastWord = (end: -1, roles: WordTable.Roles())
  /// Heredocs that begin at the next line.
  var pendingHeredocs: [OpenHeredoc] = []
  /// Up to here there is no closing slash: an earlier look ahead came this far.
  var noRegexpBefore = 0

  init(bytes: UnsafeBufferPointer<UInt8>, grammar: Grammar) {
    self.bytes = bytes
    self.grammar = grammar
    end = bytes.count
  }

  mutating func lex() {
    grammar = variant(of: grammar)
    tokens.reserveCapacity(bytes.count / 6)
    lexRegion()
  }

  /// Lexes up to a limit in another language; an unknown one stays plain.
  mutating func embed(_ language: Grammar?, upTo limit: Int) {
    defer { cursor = limit }
    guard depth < Self.maximumDepth, let language, cursor < limit else { return }
    let outer = (grammar, start, end, lastWord, pendingHeredocs, noRegexpBefore)
    (grammar, start, end) = (language, cursor, limit)
    (lastWord, pendingHeredocs, noRegexpBefore) = ((-1, []), [], 0)
    depth += 1
    lexRegion()
    depth -= 1
    (grammar, start, end, lastWord, pendingHeredocs, noRegexpBefore) = outer
  }

  private mutating func lexRegion() {
    switch grammar.language.layout {
    case .code: code()
    case .markup(let markup): self.markup(markup)
    case .styleSheet: styleSheet()
    case .lines(let rules): lines(rules)
    case .outline: outline()
    case .properties: properties()
    case .prose: prose()
    }
  }

  /// The language that the code from the cursor on is really in.
  func variant(of grammar: Grammar) -> Grammar {
    guard let variant = grammar.language.variant else { return grammar }
    let applies =
      switch variant.sign {
      case .start(let pattern): matches(pattern, at: cursor)
      case .anywhere(let pattern): firstMatch(of: pattern, from: cursor) != nil
      }
    return applies ? LanguageTable.grammar(named: variant.language) ?? grammar : grammar
  }
}
