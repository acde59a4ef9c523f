/// A heredoc whose tag was read; its text begins at the next line.
struct OpenHeredoc {
  let tag: Range<Int>
  let isIndented: Bool
  /// Index of the rule of its text in the grammar's strings.
  let string: Int
}

extension CodeLexer {
  mutating func opensHeredoc(_ heredoc: Heredoc, _ opener: Grammar.Opener) -> Bool {
    var index = cursor + opener.open.count
    var isIndented = heredoc.isIndented
    while heredoc.fillers.contains(byte(at: index)) {
      if !byte(at: index).isBlank { isIndented = true }
      index += 1
    }
    let quote = byte(at: index)
    let isQuoted = quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
    let tag = isQuoted ? index + 1 : index
    guard byte(at: tag).isNameStart, !heredoc.isCapitalised || byte(at: tag).isUppercase else { return false }
    index = tag
    while byte(at: index).isName { index += 1 }
    let string = quote == UInt8(ascii: "'") ? opener.verbatim : opener.string
    pendingHeredocs.append(OpenHeredoc(tag: tag..<index, isIndented: isIndented, string: string))
    if isQuoted, byte(at: index) == quote { index += 1 }
    mark(.string, count: index - cursor)
    return true
  }

  mutating func heredocBodies() {
    let heredocs = pendingHeredocs
    pendingHeredocs = []
    for (index, heredoc) in heredocs.enumerated() {
      if index > 0, byte(at: cursor) == UInt8(ascii: "\n") { cursor += 1 }
      body(of: heredoc)
    }
  }

  private mutating func body(of heredoc: OpenHeredoc) {
    let string = OpenString(rule: grammar.strings[heredoc.string], stop: 1 << UInt32(heredoc.string))
    var first = cursor
    while cursor < end {
      if let close = closingEnd(of: heredoc) {
        cursor = close
        break
      }
      textLine(of: string, from: &first)
    }
    mark(.string, from: first)
  }

  private func closingEnd(of heredoc: OpenHeredoc) -> Int? {
    var index = cursor
    if heredoc.isIndented { while byte(at: index).isBlank { index += 1 } }
    let last = index + heredoc.tag.count
    guard last <= end, !byte(at: last).isName else { return nil }
    return bytes[index..<last].elementsEqual(bytes[heredoc.tag]) ? last : nil
  }

  /// Moves past the end of the line.
  private mutating func textLine(of string: OpenString, from first: inout Int) {
    while cursor < end {
      let byte = bytes[cursor]
      if byte == UInt8(ascii: "\n") {
        cursor += 1
        return
      }
      if grammar.stops[Int(byte)] & string.stop == 0 || !takeInsertion(in: string, from: &first) { cursor += 1 }
    }
  }
}
