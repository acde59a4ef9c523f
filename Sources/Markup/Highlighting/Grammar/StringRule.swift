/// How a string ends and what it may hold.
struct StringRule: Sendable, Equatable {
  let close: BytePattern
  var tokenClass: TokenClass = .string
  /// False when an end of line ends it even without its closing bytes.
  var isMultiline = false
  var escapes: Escapes = .backslash
  var interpolation: Interpolation?
  /// The sigil of variables within, as in `"$name"`.
  var variableSigil: UInt8?
  var delimiter: Delimiter = .fixed

  enum Escapes: Sendable {
    case none
    case backslash
    /// The closing bytes twice stand for themselves, as in SQL.
    case doubling
  }

  enum Delimiter: Sendable, Equatable {
    case fixed
    /// Any number of `#` before the quotes, the first of them in the opening bytes, and as many after the closing ones.
    case hashes
    /// A tag up to the given byte, to be repeated between the first and last byte of `close`: `R"x(…)x"`.
    case tag(upTo: UInt8)
  }
}

/// Code within a string.
struct Interpolation: Sendable, Equatable {
  let open: BytePattern
  let close: UInt8
  /// True when `{{` and `}}` stand for single braces.
  var doublesBraces = false
  /// Trailing bytes of `open` that belong to the code, as the sigil in `{$name}`.
  var sharedBytes = 0

  /// The bracket that `close` closes, so that inner pairs are skipped.
  var nested: UInt8 { close == UInt8(ascii: ")") ? UInt8(ascii: "(") : UInt8(ascii: "{") }

  static let dollarBraces = Interpolation(open: "${", close: UInt8(ascii: "}"))
  static let dollarParentheses = Interpolation(open: "$(", close: UInt8(ascii: ")"))
  static let hashBraces = Interpolation(open: "#{", close: UInt8(ascii: "}"))
  static let backslashParentheses = Interpolation(open: "\\(", close: UInt8(ascii: ")"))
  static let braces = Interpolation(open: "{", close: UInt8(ascii: "}"), doublesBraces: true)
}

extension StringRule {
  /// The body of a heredoc whose lines hold neither escapes nor code.
  static let verbatimLines = StringRule(close: "\n", isMultiline: true, escapes: .none)
}
