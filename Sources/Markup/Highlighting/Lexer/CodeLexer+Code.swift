/// Where code within a string ends.
struct Enclosure {
  let close: UInt8
  let nested: UInt8
  let isMultiline: Bool
}

extension CodeLexer {
  /// Lexes to the end of the language, or to the byte that closes the enclosure, which stays.
  mutating func code(within enclosure: Enclosure? = nil) {
    var level = 0
    while cursor < end {
      let byte = bytes[cursor]
      let kind = grammar.kinds[Int(byte)]
      if kind.isEmpty {
        cursor += 1
      } else if kind.contains(.opener), opens(byte) {
        continue
      } else if kind.contains(.wordStart) {
        word()
      } else if kind.contains(.digit) || kind.contains(.dot) && isFraction {
        number()
      } else if kind.contains(.newline) {
        if let enclosure, !enclosure.isMultiline { return }
        newline()
      } else {
        if let enclosure, isEnd(byte, of: enclosure, level: &level) { return }
        cursor += 1
      }
    }
  }

  private func isEnd(_ byte: UInt8, of enclosure: Enclosure, level: inout Int) -> Bool {
    if byte == enclosure.nested { level += 1 }
    guard byte == enclosure.close else { return false }
    level -= 1
    return level < 0
  }

  private mutating func newline() {
    let isLineEnd = bytes[cursor] == UInt8(ascii: "\n")
    cursor += 1
    if isLineEnd, !pendingHeredocs.isEmpty { heredocBodies() }
  }

  /// Lexes the token of the first rule that fits at the cursor.
  @inline(__always)
  mutating func opens(_ byte: UInt8) -> Bool {
    var index = grammar.firstOpener[Int(byte)]
    while index < grammar.openers.count, grammar.openers[index].open.first == byte {
      if matches(grammar.openers[index].open, at: cursor), opens(with: index) { return true }
      index += 1
    }
    return false
  }

  private mutating func opens(with index: Int) -> Bool {
    let opener = grammar.openers[index]
    guard isAllowed(opener.place) else { return false }
    switch opener.action {
    case .line(let tokenClass):
      line(tokenClass)
    case .region(let tokenClass, let close, let nested):
      region(tokenClass, open: opener.open, close: close, nested: nested)
    case .string:
      return string(opener)
    case .sigil(let tokenClass, let joint, let specials):
      return sigil(tokenClass, open: opener.open, joint: joint, specials: specials)
    case .directive:
      directive()
    case .regexp:
      return regexp()
    case .heredoc(let heredoc):
      return opensHeredoc(heredoc, opener)
    case .characterOrLifetime:
      return characterOrLifetime()
    }
    return true
  }

  private func isAllowed(_ place: Rule.Place) -> Bool {
    switch place {
    case .anywhere:
      return true
    case .lineStart:
      let before = endBeforeBlanks(cursor)
      return before == start || bytes[before - 1].isNewline
    case .firstColumn:
      return cursor == start || bytes[cursor - 1].isNewline
    case .afterBlank:
      return cursor == start || bytes[cursor - 1].isSpace || bytes[cursor - 1].separatesCommands
    case .notAfterValue:
      let before = byte(at: cursor - 1)
      return !before.isName && !before.isClosingBracket && before != bytes[cursor]
    }
  }
}
