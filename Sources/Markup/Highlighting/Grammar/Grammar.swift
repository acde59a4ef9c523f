/// A language made ready to lex with: tables by byte instead of lists.
final class Grammar: Sendable {
  let language: Language
  let words: WordTable
  /// What each byte may begin in code.
  let kinds: [ByteKind]
  /// Rules by their first byte, then the longest first.
  let openers: [Opener]
  /// Index in `openers` of the first that a byte opens; meaningful where its kind says `opener`.
  let firstOpener: [Int]
  let strings: [StringRule]
  /// Bit n of a byte says that string rule n must look at it.
  let stops: [UInt32]

  /// A rule whose string, if it has one, is an index in `strings`, because rules often share it.
  struct Opener: Sendable {
    let open: BytePattern
    let place: Rule.Place
    let action: Rule.Action
    let string: Int
    /// The string rule of a heredoc whose tag is in single quotes.
    let verbatim: Int
  }

  init(_ language: Language) {
    self.language = language
    words = WordTable(language)
    let rules = language.rules.enumerated().sorted {
      ($0.element.open.first, -$0.element.open.count, $0.offset)
        < ($1.element.open.first, -$1.element.open.count, $1.offset)
    }
    var openers: [Opener] = []
    var strings: [StringRule] = []
    for (_, rule) in rules {
      let indices = rule.strings.map { strings.insert($0) }
      openers.append(
        Opener(
          open: rule.open, place: rule.place, action: rule.action, string: indices.first ?? 0,
          verbatim: indices.last ?? 0))
    }
    precondition(strings.count <= 32, "a language has at most 32 different string rules")
    self.openers = openers
    self.strings = strings
    firstOpener = Self.bytes.map { byte in openers.firstIndex { $0.open.first == byte } ?? 0 }
    stops = Self.bytes.map { byte in
      strings.indices.reduce(0) { $0 | (strings[$1].stops(at: byte) ? 1 << UInt32($1) : 0) }
    }
    let opening = Set(openers.map(\.open.first))
    let wordBytes = Array(language.wordBytes.utf8)
    kinds = Self.bytes.map { byte in
      var kind = ByteKind(byte, in: wordBytes)
      if opening.contains(byte) { kind.insert(.opener) }
      return kind
    }
  }

  private static let bytes = UInt8.min...UInt8.max
}

/// What a byte may begin or continue in code.
struct ByteKind: OptionSet, Sendable {
  let rawValue: UInt8
  static let word = ByteKind(rawValue: 1)
  static let wordStart = ByteKind(rawValue: 2)
  static let digit = ByteKind(rawValue: 4)
  static let opener = ByteKind(rawValue: 8)
  static let bracket = ByteKind(rawValue: 16)
  static let newline = ByteKind(rawValue: 32)
  static let dot = ByteKind(rawValue: 64)
}

extension ByteKind {
  fileprivate init(_ byte: UInt8, in wordBytes: [UInt8]) {
    self = []
    if byte.isName || wordBytes.contains(byte) { insert(.word) }
    if byte.isNameStart || byte == UInt8(ascii: "$") && wordBytes.contains(byte) { insert(.wordStart) }
    if byte.isDigit { insert(.digit) }
    if byte == UInt8(ascii: ".") { insert(.dot) }
    if byte.isNewline { insert(.newline) }
    if byte.isOpeningBracket || byte.isClosingBracket { insert(.bracket) }
  }
}

extension Rule {
  /// The rule of a string, or those of a heredoc with and without escapes.
  fileprivate var strings: [StringRule] {
    switch action {
    case .string(let rule):
      [rule]
    case .heredoc(let heredoc):
      [heredoc.body, .verbatimLines]
    case .line, .region, .sigil, .directive, .regexp, .characterOrLifetime:
      []
    }
  }
}

extension [StringRule] {
  /// The index of a rule, which is added unless an equal one is there.
  fileprivate mutating func insert(_ rule: StringRule) -> Int {
    if let index = firstIndex(of: rule) { return index }
    append(rule)
    return count - 1
  }
}

extension StringRule {
  fileprivate func stops(at byte: UInt8) -> Bool {
    if byte == close.first || byte == UInt8(ascii: "\n") && !isMultiline { return true }
    if byte == UInt8(ascii: "\\") && escapes == .backslash || byte == variableSigil { return true }
    guard let interpolation else { return false }
    return byte == interpolation.open.first || interpolation.doublesBraces && byte == UInt8(ascii: "}")
  }
}
