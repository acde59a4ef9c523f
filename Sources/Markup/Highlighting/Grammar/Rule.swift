/// What opens a token that is neither a word nor a number.
struct Rule: Sendable {
  let open: BytePattern
  var place: Place = .anywhere
  let action: Action

  /// Where the opening bytes count.
  enum Place: Sendable {
    case anywhere
    /// With only blanks before it on its line.
    case lineStart
    /// At the first byte of a line.
    case firstColumn
    /// After white space, or punctuation that separates commands.
    case afterBlank
    /// Not after a name, a closing bracket, or the same byte, as the colon of `:symbol`.
    case notAfterValue
  }

  enum Action: Sendable {
    /// All up to the end of the line.
    case line(TokenClass)
    /// All up to the closing bytes; `nested` opens a level more.
    case region(TokenClass, close: BytePattern, nested: BytePattern?)
    case string(StringRule)
    /// A sigil and a name; `joint` may join several names, `specials` may stand instead of one.
    case sigil(TokenClass, joint: UInt8?, specials: ByteSet)
    /// The C preprocessor's `#include <stdio.h>`.
    case directive
    case regexp
    case heredoc(Heredoc)
    /// Rust's `'a'` and `'static`.
    case characterOrLifetime
  }
}

/// A string that starts on the next line and ends before a line with its tag.
struct Heredoc: Sendable {
  /// Bytes that may stand between the opening bytes and the tag; `-` and `~` allow the closing tag to be indented.
  let fillers: ByteSet
  /// True when only tags in capitals count, because the opening bytes are an operator too.
  var isCapitalised = false
  /// True when the closing tag may always be indented.
  var isIndented = false
  /// Escapes and interpolation of a body whose tag isn't in single quotes; its `close` is the end of a line.
  let body: StringRule
}

extension Rule {
  static func lineComment(_ open: BytePattern, place: Place = .anywhere) -> Rule {
    Rule(open: open, place: place, action: .line(.comment))
  }

  static func blockComment(_ open: BytePattern, _ close: BytePattern) -> Rule {
    Rule(open: open, action: .region(.comment, close: close, nested: nil))
  }

  static func nestedComment(_ open: BytePattern, _ close: BytePattern) -> Rule {
    Rule(open: open, action: .region(.comment, close: close, nested: open))
  }

  static func region(
    _ tokenClass: TokenClass, _ open: BytePattern, _ close: BytePattern, nested: BytePattern? = nil,
    place: Place = .anywhere
  ) -> Rule {
    Rule(open: open, place: place, action: .region(tokenClass, close: close, nested: nested))
  }

  static func string(_ open: BytePattern, _ rule: StringRule) -> Rule {
    Rule(open: open, action: .string(rule))
  }

  /// `"…"` on one line with backslash escapes.
  static func string(_ quote: BytePattern) -> Rule {
    Rule(open: quote, action: .string(StringRule(close: quote)))
  }

  static func sigil(
    _ tokenClass: TokenClass, _ open: BytePattern, joint: Character? = nil, specials: ByteSet = "",
    place: Place = .anywhere
  ) -> Rule {
    Rule(open: open, place: place, action: .sigil(tokenClass, joint: joint?.asciiValue, specials: specials))
  }

  static let preprocessor = Rule(open: "#", place: .lineStart, action: .directive)
  static let regexp = Rule(open: "/", action: .regexp)
}
