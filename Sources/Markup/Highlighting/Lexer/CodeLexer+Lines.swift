/// Texts whose lines mean something by how they start: diffs and console sessions.
extension CodeLexer {
  mutating func lines(_ rules: [Language.LineRule]) {
    while cursor < end {
      if let rule = rules.first(where: { matches($0.prefix, at: cursor) }) { line(rule) }
      skipLine()
      if cursor < end { cursor += 1 }
    }
  }

  private mutating func line(_ rule: Language.LineRule) {
    guard let rest = rule.rest else { return line(rule.tokenClass) }
    mark(rule.tokenClass, count: rule.prefix.count)
    embed(LanguageTable.grammar(named: rest), upTo: continuedLineEnd)
  }

  /// The end of the line, or of those that a backslash joins to it.
  private var continuedLineEnd: Int {
    var index = lineEnd(from: cursor)
    while index < end, index > cursor, bytes[index - 1] == UInt8(ascii: "\\") { index = lineEnd(from: index + 1) }
    return index
  }
}
