internal import Diagnostics

/// The inside of `{{ … }}`, `{% … %}` and line statements.
extension Lexer {
  mutating func lexInside(_ markRange: Range<Int>, _ opening: Token.Kind, until closing: Token.Kind) {
    add(opening, markRange)
    var brackets: [UInt8] = []
    while true {
      position = Whitespace.end(in: bytes, from: position, limit: end)
      guard position < end else { return reportUnclosed(markRange, opening, closing) }
      if brackets.isEmpty, let after = closing == .blockEnd ? blockClosing(at: position) : variableClosing(at: position)
      {
        add(closing, position..<after)
        position = after
        return
      }
      if !lexToken(&brackets) {
        skipToClosing(closing)
        return
      }
    }
  }

  mutating func lexLineStatement(_ markRange: Range<Int>) {
    add(.blockStart, markRange)
    var brackets: [UInt8] = []
    while true {
      if brackets.isEmpty, let after = endOfLineStatement() {
        add(.blockEnd, position..<after)
        position = after
        return
      }
      position = Whitespace.end(in: bytes, from: position, limit: end)
      guard position < end else { return reportUnclosed(markRange, .blockStart, .blockEnd) }
      if !lexToken(&brackets) {
        while position < end, bytes[position] != Byte.newline { position += 1 }
        add(.blockEnd, position..<position)
        return
      }
    }
  }

  /// `\s*(\n|$)`: after the last line end of the white space here, or the end of the template.
  private func endOfLineStatement() -> Int? {
    var blanks = position
    var lastLineEnd: Int?
    while blanks < end, Whitespace.isASCII(bytes[blanks]) {
      if bytes[blanks] == Byte.newline || bytes[blanks] == Byte.carriageReturn { lastLineEnd = blanks + 1 }
      blanks += 1
    }
    return blanks == end ? end : lastLineEnd
  }

  private mutating func reportUnclosed(_ markRange: Range<Int>, _ opening: Token.Kind, _ closing: Token.Kind) {
    let mark = closing == .blockEnd ? settings.delimiters.blockEnd : settings.delimiters.variableEnd
    report("unclosed-tag", markRange, "the tag has no end", help: "close it with '\(mark)'")
    add(.invalid, end..<end)
    add(closing, end..<end)
    position = end
  }

  /// After a mistake goes on behind the next end mark, so that the next tag is read again.
  private mutating func skipToClosing(_ closing: Token.Kind) {
    let start = position
    add(.invalid, start..<start)
    while position < end {
      if let after = closing == .blockEnd ? blockClosing(at: position) : variableClosing(at: position) {
        add(closing, position..<after)
        position = after
        return
      }
      position += 1
    }
    add(closing, end..<end)
  }

  /// Reads one token; false when there is none, which was reported.
  private mutating func lexToken(_ brackets: inout [UInt8]) -> Bool {
    let start = position
    let byte = bytes[start]
    if isDigit(byte) {
      lexNumber()
      return true
    }
    if isNameByte(byte) { return lexName() }
    if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") { return lexString(quote: byte) }
    guard let (kind, length) = operatorToken(at: start) else {
      let character = source.text(in: start..<endOfScalar(at: start))
      report("unexpected-character", start..<endOfScalar(at: start), "'\(character)' has no meaning in a tag")
      return false
    }
    guard isBalanced(kind, byte, start, &brackets) else { return false }
    add(kind, start..<start + length)
    position += length
    return true
  }

  private mutating func isBalanced(_ kind: Token.Kind, _ byte: UInt8, _ start: Int, _ brackets: inout [UInt8]) -> Bool {
    switch kind {
    case .leftParenthesis: brackets.append(UInt8(ascii: ")"))
    case .leftBracket: brackets.append(UInt8(ascii: "]"))
    case .leftBrace: brackets.append(UInt8(ascii: "}"))
    case .rightParenthesis, .rightBracket, .rightBrace:
      let found = String(UnicodeScalar(byte))
      guard let expected = brackets.popLast() else {
        report("unexpected-token", start..<start + 1, "'\(found)' closes nothing")
        return false
      }
      if expected != byte {
        report("unexpected-token", start..<start + 1, "expected '\(String(UnicodeScalar(expected)))', got '\(found)'")
        return false
      }
    default: break
    }
    return true
  }

  private mutating func lexName() -> Bool {
    let start = position
    while position < end, isNameByte(bytes[position]) || isDigit(bytes[position]) {
      if bytes[position] >= 0x80 {
        guard let scalar = scalar(at: position), isNameScalar(scalar, isFirst: position == start) else { break }
        position = endOfScalar(at: position)
      } else {
        position += 1
      }
    }
    guard position > start else {
      let range = start..<endOfScalar(at: start)
      report("unexpected-character", range, "'\(source.text(in: range))' has no meaning in a tag")
      return false
    }
    add(.name, start..<position)
    return true
  }

  private mutating func lexString(quote: UInt8) -> Bool {
    let start = position
    var next = start + 1
    while next < end, bytes[next] != quote { next += bytes[next] == UInt8(ascii: "\\") ? 2 : 1 }
    guard next < end else {
      report("unclosed-string", start..<start + 1, "the string has no end")
      position = start + 1
      return false
    }
    position = next + 1
    add(.string, start..<position)
    return true
  }

  private mutating func lexNumber() {
    let start = position
    if let end = endOfFloat(from: start), start == 0 || bytes[start - 1] != UInt8(ascii: ".") {
      position = end
      return add(.float, start..<end)
    }
    position = endOfInteger(from: start)
    add(.integer, start..<position)
  }

  /// Digits with single underscores between them.
  private func endOfDigits(from start: Int, where isDigit: (UInt8) -> Bool) -> Int {
    var next = start
    while next < end {
      if isDigit(bytes[next]) {
        next += 1
      } else if next > start, bytes[next] == UInt8(ascii: "_"), next + 1 < end, isDigit(bytes[next + 1]) {
        next += 2
      } else {
        break
      }
    }
    return next
  }

  private func endOfFloat(from start: Int) -> Int? {
    let whole = endOfDigits(from: start, where: isDigit)
    var next = whole
    if next + 1 < end, bytes[next] == UInt8(ascii: "."), isDigit(bytes[next + 1]) {
      next = endOfDigits(from: next + 1, where: isDigit)
    }
    if next < end, bytes[next] | 0x20 == UInt8(ascii: "e") {
      var exponent = next + 1
      if exponent < end, bytes[exponent] == Byte.plus || bytes[exponent] == Byte.minus { exponent += 1 }
      if exponent < end, isDigit(bytes[exponent]) { next = endOfDigits(from: exponent, where: isDigit) }
    }
    return next > whole ? next : nil
  }

  private func endOfInteger(from start: Int) -> Int {
    guard bytes[start] == UInt8(ascii: "0"), start + 1 < end else { return endOfDigits(from: start, where: isDigit) }
    let radix: (UInt8) -> Bool
    switch bytes[start + 1] | 0x20 {
    case UInt8(ascii: "b"): radix = { $0 == 0x30 || $0 == 0x31 }
    case UInt8(ascii: "o"): radix = { $0 >= 0x30 && $0 <= 0x37 }
    case UInt8(ascii: "x"): radix = { isDigit($0) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x66) }
    default: return endOfDigits(from: start) { $0 == 0x30 }
    }
    var digits = start + 2
    if digits < end, bytes[digits] == UInt8(ascii: "_") { digits += 1 }
    let stop = endOfDigits(from: digits, where: radix)
    return stop > digits ? stop : start + 1
  }

  private func operatorToken(at start: Int) -> (Token.Kind, Int)? {
    let next = start + 1 < end ? bytes[start + 1] : 0
    let equals = UInt8(ascii: "=")
    switch bytes[start] {
    case UInt8(ascii: "+"): return (.plus, 1)
    case UInt8(ascii: "-"): return (.minus, 1)
    case UInt8(ascii: "/"): return next == UInt8(ascii: "/") ? (.doubleSlash, 2) : (.slash, 1)
    case UInt8(ascii: "*"): return next == UInt8(ascii: "*") ? (.doubleStar, 2) : (.star, 1)
    case UInt8(ascii: "%"): return (.percent, 1)
    case UInt8(ascii: "~"): return (.tilde, 1)
    case UInt8(ascii: "["): return (.leftBracket, 1)
    case UInt8(ascii: "]"): return (.rightBracket, 1)
    case UInt8(ascii: "("): return (.leftParenthesis, 1)
    case UInt8(ascii: ")"): return (.rightParenthesis, 1)
    case UInt8(ascii: "{"): return (.leftBrace, 1)
    case UInt8(ascii: "}"): return (.rightBrace, 1)
    case UInt8(ascii: "="): return next == equals ? (.equal, 2) : (.assign, 1)
    case UInt8(ascii: "!"): return next == equals ? (.notEqual, 2) : nil
    case UInt8(ascii: ">"): return next == equals ? (.greaterOrEqual, 2) : (.greater, 1)
    case UInt8(ascii: "<"): return next == equals ? (.lessOrEqual, 2) : (.less, 1)
    case UInt8(ascii: "."): return (.dot, 1)
    case UInt8(ascii: ":"): return (.colon, 1)
    case UInt8(ascii: "|"): return (.pipe, 1)
    case UInt8(ascii: ","): return (.comma, 1)
    case UInt8(ascii: ";"): return (.semicolon, 1)
    default: return nil
    }
  }

  private func scalar(at offset: Int) -> Unicode.Scalar? {
    source.text(in: offset..<endOfScalar(at: offset)).unicodeScalars.first
  }

  private func endOfScalar(at offset: Int) -> Int {
    var next = offset + 1
    while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 }
    return next
  }
}

private func isDigit(_ byte: UInt8) -> Bool {
  byte >= 0x30 && byte <= 0x39
}

private func isNameByte(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "_") || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte >= 0x80
}

private func isNameScalar(_ scalar: Unicode.Scalar, isFirst: Bool) -> Bool {
  isFirst ? scalar.properties.isXIDStart : scalar.properties.isXIDContinue
}
