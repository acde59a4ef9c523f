/// Markdown: what its lines start with, and fenced code in its own language.
extension CodeLexer {
  mutating func prose() {
    frontMatter()
    while cursor < end {
      proseLine()
      skipLine()
      if cursor < end { cursor += 1 }
    }
  }

  private mutating func frontMatter() {
    guard matches("---\n", at: cursor), let close = firstMatch(of: "\n---", from: cursor + 3) else { return }
    mark(.mark, count: 3)
    embed(LanguageTable.grammar(named: "yaml"), upTo: close)
    cursor += 1
    mark(.mark, count: 3)
  }

  private mutating func proseLine() {
    skipBlanks()
    while byte(at: cursor) == UInt8(ascii: ">") {
      mark(.mark, count: 1)
      skipBlanks()
    }
    let byte = byte(at: cursor)
    if byte.isNewline { return }
    let run = runLength(at: cursor)
    if run >= 3, byte == UInt8(ascii: "`") || byte == UInt8(ascii: "~") {
      fence(run)
    } else if byte == UInt8(ascii: "#"), run <= 6, self.byte(at: cursor + run).isSpace {
      line(.heading)
    } else if let marker = listMarkerLength {
      mark(.mark, count: marker)
      proseText()
    } else if run >= 3, byte == UInt8(ascii: "-") || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "_") {
      mark(.mark, count: run)
    } else {
      proseText()
    }
  }

  /// How often the byte at an index stands there.
  func runLength(at index: Int) -> Int {
    var last = index
    while last < end, bytes[last] == bytes[index] { last += 1 }
    return last - index
  }

  /// The length of `-`, `*`, `+` or `1.` before a blank.
  private var listMarkerLength: Int? {
    var index = cursor
    while index < cursor + 9, byte(at: index).isDigit { index += 1 }
    let mark = byte(at: index)
    let isMarker =
      index > cursor
      ? mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")")
      : mark == UInt8(ascii: "-") || mark == UInt8(ascii: "*") || mark == UInt8(ascii: "+")
    return isMarker && byte(at: index + 1).isBlank ? index + 1 - cursor : nil
  }

  /// A code fence with its info string, the code in the language that this names, and the closing fence.
  private mutating func fence(_ length: Int) {
    let sign = bytes[cursor]
    mark(.mark, count: length)
    skipBlanks()
    let info = cursor
    while cursor < end, !bytes[cursor].isSpace { cursor += 1 }
    let name = info..<min(cursor, info + 32)
    mark(.annotation, from: info)
    skipLine()
    cursor = min(cursor + 1, end)
    let close = closingFence(sign, length)
    fencedCode(in: name, upTo: close.start)
    cursor = close.start + close.blanks
    mark(.mark, count: close.length)
  }

  private mutating func fencedCode(in name: Range<Int>, upTo limit: Int) {
    let outer = end
    end = limit
    let language = LanguageTable.grammar(named: String(decoding: bytes[name], as: UTF8.self)).map { variant(of: $0) }
    end = outer
    embed(language, upTo: limit)
  }

  /// The line of the closing fence, or an empty one at the end.
  private func closingFence(_ sign: UInt8, _ length: Int) -> (start: Int, blanks: Int, length: Int) {
    var start = cursor
    while start < end {
      var index = start
      while byte(at: index).isBlank { index += 1 }
      if byte(at: index) == sign, runLength(at: index) >= length {
        return (start, index - start, runLength(at: index))
      }
      start = min(lineEnd(from: index) + 1, end)
    }
    return (end, 0, 0)
  }
}
