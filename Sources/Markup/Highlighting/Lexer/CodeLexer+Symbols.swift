extension CodeLexer {
  mutating func line(_ tokenClass: TokenClass) {
    let first = cursor
    skipLine()
    mark(tokenClass, from: first)
  }

  mutating func region(_ tokenClass: TokenClass, open: BytePattern, close: BytePattern, nested: BytePattern?) {
    let first = cursor
    var level = 1
    cursor += open.count
    while cursor < end, level > 0 {
      if matches(close, at: cursor) {
        level -= 1
        cursor += close.count
      } else if let nested, matches(nested, at: cursor) {
        level += 1
        cursor += nested.count
      } else {
        cursor += 1
      }
    }
    mark(tokenClass, from: first)
  }

  mutating func sigil(_ tokenClass: TokenClass, open: BytePattern, joint: UInt8?, specials: ByteSet) -> Bool {
    let first = cursor
    let name = cursor + open.count
    if byte(at: name).isNameStart {
      cursor = endOfNames(from: name, joint: joint)
    } else if specials.contains(byte(at: name)) {
      cursor = name + 1
    } else {
      return false
    }
    mark(tokenClass, from: first)
    return true
  }

  private func endOfNames(from index: Int, joint: UInt8?) -> Int {
    var index = index
    while byte(at: index).isName || byte(at: index) == joint && byte(at: index + 1).isNameStart { index += 1 }
    return index
  }

  mutating func directive() {
    let first = cursor
    cursor += 1
    skipBlanks()
    let includes = matches("include", at: cursor) || matches("import", at: cursor)
    while byte(at: cursor).isName { cursor += 1 }
    mark(.annotation, from: first)
    skipBlanks()
    guard includes, byte(at: cursor) == UInt8(ascii: "<") else { return }
    let path = cursor
    while cursor < end, !bytes[cursor].isNewline, bytes[cursor] != UInt8(ascii: ">") { cursor += 1 }
    if byte(at: cursor) == UInt8(ascii: ">") { cursor += 1 }
    mark(.string, from: path)
  }

  /// A slash opens a regular expression unless it divides, which what stands before it tells.
  mutating func regexp() -> Bool {
    guard cursor >= noRegexpBefore, !followsOperand else { return false }
    guard let close = regexpEnd() else {
      noRegexpBefore = lineEnd(from: cursor)
      return false
    }
    let first = cursor
    cursor = close
    while byte(at: cursor).isLetter { cursor += 1 }
    mark(.regexp, from: first)
    return true
  }

  private var followsOperand: Bool {
    let before = endBeforeSpaces(cursor)
    if before == start { return false }
    if before == lastWord.end { return !lastWord.roles.contains(.isKeyword) }
    let last = bytes[before - 1]
    return last.isName || last.isClosingBracket || last.isQuote
  }

  private func regexpEnd() -> Int? {
    var index = cursor + 1
    var isInClass = false
    while index < end, !bytes[index].isNewline {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "["): isInClass = true
      case UInt8(ascii: "]"): isInClass = false
      case UInt8(ascii: "/") where !isInClass: return index + 1
      default: break
      }
      index += 1
    }
    return nil
  }

  mutating func characterOrLifetime() -> Bool {
    let first = cursor
    let character = byte(at: first + 1)
    guard let close = characterEnd(from: first + 1) else {
      guard character.isNameStart else { return false }
      cursor = endOfNames(from: first + 1, joint: nil)
      mark(.annotation, from: first)
      return true
    }
    cursor = close
    mark(.string, from: first)
    return true
  }

  /// The end of a character literal whose character starts at an index: an escape or one UTF-8 sequence.
  private func characterEnd(from index: Int) -> Int? {
    var last = index
    if byte(at: index) == UInt8(ascii: "\\") {
      let limit = index + 12
      last += 2
      while last < limit, byte(at: last) != UInt8(ascii: "'"), !byte(at: last).isNewline { last += 1 }
    } else {
      if byte(at: index) == UInt8(ascii: "'") || byte(at: index).isNewline { return nil }
      last = endOfCharacter(at: index)
    }
    return byte(at: last) == UInt8(ascii: "'") ? last + 1 : nil
  }

  /// The end of the character at an index, so that no UTF-8 sequence is ever split.
  func endOfCharacter(at index: Int) -> Int {
    var last = min(index + 1, end)
    while byte(at: last).isContinuation { last += 1 }
    return last
  }
}
