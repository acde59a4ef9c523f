/// INI and its kin: sections, and keys with values that need no quotes.
extension CodeLexer {
  mutating func properties() {
    while cursor < end {
      skipBlanks()
      switch byte(at: cursor) {
      case UInt8(ascii: ";"), UInt8(ascii: "#"): line(.comment)
      case UInt8(ascii: "["): line(.heading)
      default: setting()
      }
      skipLine()
      if cursor < end { cursor += 1 }
    }
  }

  private mutating func setting() {
    let limit = lineEnd(from: cursor)
    let first = cursor
    while cursor < limit, bytes[cursor] != UInt8(ascii: "="), bytes[cursor] != UInt8(ascii: ":") { cursor += 1 }
    guard cursor < limit else { return }
    let separator = cursor
    cursor = max(first, endBeforeBlanks(separator))
    mark(.property, from: first)
    cursor = separator + 1
    skipBlanks()
    value(upTo: limit)
  }

  /// The value ends before a comment that stands after a blank.
  private mutating func value(upTo limit: Int) {
    let first = cursor
    while cursor < limit, !(isCommentSign(bytes[cursor]) && bytes[cursor - 1].isBlank) { cursor += 1 }
    let comment = cursor
    cursor = max(first, endBeforeSpaces(cursor))
    mark(scalarClass(of: first..<cursor), from: first)
    cursor = comment
    if cursor < limit { line(.comment) }
  }

  private func isCommentSign(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ";") || byte == UInt8(ascii: "#")
  }
}
