/// CSS and SCSS: statements that are selectors before a block or declarations before a semicolon.
extension CodeLexer {
  mutating func styleSheet() {
    while cursor < end {
      let byte = bytes[cursor]
      if byte.isSpace || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: ";") {
        cursor += 1
      } else if !opens(byte) {
        statement()
      }
    }
  }

  private mutating func statement() {
    let (limit, opensBlock) = statementEnd()
    let outer = end
    end = limit
    if byte(at: cursor) == UInt8(ascii: "@") {
      mark(.keyword, count: styleNameEnd(from: cursor + 1) - cursor)
      values()
    } else if opensBlock {
      selector()
    } else {
      property()
      values()
    }
    end = outer
  }

  /// Where the statement ends, and whether a block begins there.
  ///
  /// Braces and semicolons in strings, comments and `#{…}` don't count, nor do semicolons in parentheses.
  private func statementEnd() -> (end: Int, opensBlock: Bool) {
    var index = cursor
    var parentheses = 0
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "("): parentheses += 1
      case UInt8(ascii: ")"): parentheses -= 1
      case UInt8(ascii: "{"): return (index, true)
      case UInt8(ascii: "}"): return (index, false)
      case UInt8(ascii: ";") where parentheses <= 0: return (index, false)
      case UInt8(ascii: "#") where byte(at: index + 1) == UInt8(ascii: "{"):
        index = end(of: UInt8(ascii: "}"), from: index + 2)
      case UInt8(ascii: "\""), UInt8(ascii: "'"): index = end(of: bytes[index], from: index + 1)
      case UInt8(ascii: "/") where byte(at: index + 1) == UInt8(ascii: "*"):
        index = (firstMatch(of: "*/", from: index + 2) ?? end) + 1
      default: break
      }
      index += 1
    }
    return (end, false)
  }

  /// The index of a byte on this line, or of the end of the line.
  private func end(of byte: UInt8, from index: Int) -> Int {
    var index = index
    while index < end, bytes[index] != byte, bytes[index] != UInt8(ascii: "\n") { index += 1 }
    return index
  }

  private func styleNameEnd(from index: Int) -> Int {
    var index = index
    while byte(at: index).isName || byte(at: index) == UInt8(ascii: "-") { index += 1 }
    return index
  }

  /// Marks a name, with the bytes before it that belong to it.
  private mutating func styleName(_ tokenClass: TokenClass, after sigil: Int = 0) {
    mark(tokenClass, count: styleNameEnd(from: cursor + sigil) - cursor)
  }

  private mutating func selector() {
    while cursor < end {
      let byte = bytes[cursor]
      switch byte {
      case UInt8(ascii: "."), UInt8(ascii: "%"): styleName(.function, after: 1)
      case UInt8(ascii: "#") where self.byte(at: cursor + 1) != UInt8(ascii: "{"): styleName(.function, after: 1)
      case UInt8(ascii: ":"): styleName(.keyword, after: self.byte(at: cursor + 1) == byte ? 2 : 1)
      case UInt8(ascii: "["): attributeSelector()
      case UInt8(ascii: "$"): styleName(.variable, after: 1)
      case let byte where byte.isDigit: styleNumber()
      case let byte where byte.isName: styleName(.type)
      default: if !opens(byte) { cursor += 1 }
      }
    }
  }

  private mutating func attributeSelector() {
    cursor += 1
    skipBlanks()
    styleName(.annotation)
  }

  private mutating func property() {
    let isVariable = matches("--", at: cursor) || byte(at: cursor) == UInt8(ascii: "$")
    let sigil = byte(at: cursor) == UInt8(ascii: "$") ? 1 : 0
    let first = cursor
    styleName(isVariable ? .variable : .property, after: sigil)
    if cursor == first { cursor += 1 }
  }

  private mutating func values() {
    while cursor < end {
      let byte = bytes[cursor]
      switch byte {
      case UInt8(ascii: "#") where self.byte(at: cursor + 1).isName: styleName(.number, after: 1)
      case UInt8(ascii: "$"): styleName(.variable, after: 1)
      case UInt8(ascii: "!"): styleName(.keyword, after: 1)
      case UInt8(ascii: "-") where matches("--", at: cursor): styleName(.variable)
      case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."): signedNumber()
      case let byte where byte.isDigit: styleNumber()
      case let byte where byte.isName: styleWord()
      default: if !opens(byte) { cursor += 1 }
      }
    }
  }

  /// A sign or a dot belongs to the number after it; a hyphen also begins names as `-webkit-box`.
  private mutating func signedNumber() {
    let next = byte(at: cursor + 1)
    if next.isDigit || next == UInt8(ascii: ".") && byte(at: cursor + 2).isDigit {
      styleNumber()
    } else if bytes[cursor] == UInt8(ascii: "-"), next.isNameStart {
      styleWord()
    } else {
      cursor += 1
    }
  }

  /// A number and its unit.
  private mutating func styleNumber() {
    let first = cursor
    cursor += 1
    while byte(at: cursor).isName || byte(at: cursor) == UInt8(ascii: ".") || byte(at: cursor) == UInt8(ascii: "%") {
      cursor += 1
    }
    mark(.number, from: first)
  }

  private mutating func styleWord() {
    let first = cursor
    cursor = styleNameEnd(from: cursor)
    if byte(at: cursor) == UInt8(ascii: "(") {
      let isAddress = cursor - first == 3 && matches("url(", at: first)
      mark(.function, from: first)
      if isAddress { address() }
    } else if byte(at: cursor) == UInt8(ascii: ":") {
      mark(.property, from: first)
    } else {
      mark(entry(of: first..<cursor)?.tokenClass ?? .literal, from: first)
    }
  }

  /// The unquoted address in `url(…)`.
  private mutating func address() {
    cursor += 1
    guard !byte(at: cursor).isQuote else { return }
    let first = cursor
    while cursor < end, bytes[cursor] != UInt8(ascii: ")"), !bytes[cursor].isNewline { cursor += 1 }
    mark(.string, from: first)
  }
}
