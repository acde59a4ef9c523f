/// What strings hold besides text.
extension CodeLexer {
  /// The end of `{{` or `}}`, where they stand for single braces.
  func doubledBraceEnd(in string: OpenString) -> Int? {
    guard string.rule.interpolation?.doublesBraces == true else { return nil }
    let brace = bytes[cursor]
    guard brace == UInt8(ascii: "{") || brace == UInt8(ascii: "}") else { return nil }
    return byte(at: cursor + 1) == brace ? cursor + 2 : nil
  }

  /// The end of the bytes that open an interpolation; nil too when interpolations are nested too deeply.
  func interpolationEnd(in string: OpenString) -> Int? {
    guard let interpolation = string.rule.interpolation, depth < Self.maximumDepth else { return nil }
    let open = interpolation.open
    if string.hashes == 0 {
      return matches(open, at: cursor) ? cursor + open.count - interpolation.sharedBytes : nil
    }
    let last = cursor + 1 + string.hashes
    guard bytes[cursor] == open.first, byte(at: last) == open.last, areHashes(cursor + 1..<last) else { return nil }
    return last + 1
  }

  private func areHashes(_ range: Range<Int>) -> Bool {
    range.upperBound <= end && bytes[range].allSatisfy { $0 == UInt8(ascii: "#") }
  }

  /// The end of an escape, which is none where it opens an interpolation.
  func escapeEnd(in string: OpenString, unless interpolationEnd: Int?) -> Int? {
    guard bytes[cursor] == UInt8(ascii: "\\"), string.rule.escapes == .backslash, interpolationEnd == nil else {
      return nil
    }
    let letter = cursor + 1 + string.hashes
    guard letter < end, areHashes(cursor + 1..<letter) else { return nil }
    return min(end, endOfEscape(letter))
  }

  /// Knows `\x41`, `\u00e9`, `\u{1F600}`, `\U0001F600`, `\101` and any single character.
  private func endOfEscape(_ letter: Int) -> Int {
    switch byte(at: letter) {
    case UInt8(ascii: "u") where byte(at: letter + 1) == UInt8(ascii: "{"):
      let close = endOfDigits(from: letter + 2, atMost: 8)
      return byte(at: close) == UInt8(ascii: "}") ? close + 1 : close
    case UInt8(ascii: "x"): return endOfDigits(from: letter + 1, atMost: 2)
    case UInt8(ascii: "u"): return endOfDigits(from: letter + 1, atMost: 4)
    case UInt8(ascii: "U"): return endOfDigits(from: letter + 1, atMost: 8)
    case UInt8(ascii: "0")...UInt8(ascii: "7"): return endOfDigits(from: letter, atMost: 3)
    default: return endOfCharacter(at: letter)
    }
  }

  private func endOfDigits(from index: Int, atMost count: Int) -> Int {
    var last = index
    while last < index + count, byte(at: last).isDigit || (byte(at: last) | 0x20) &- UInt8(ascii: "a") < 6 {
      last += 1
    }
    return last
  }

  /// The end of `$name`, or of a shell's `${name:-default}` and `$1`.
  func variableEnd(in string: OpenString) -> Int? {
    guard bytes[cursor] == string.rule.variableSigil else { return nil }
    var last = cursor + 1
    if byte(at: last) == UInt8(ascii: "{") { return endOfBraces(from: last) }
    if byte(at: last).isNameStart {
      while byte(at: last).isName { last += 1 }
      return last
    }
    return byte(at: last).isDigit || byte(at: last) == UInt8(ascii: "@") ? last + 1 : nil
  }

  /// The end of `{…}` on its line.
  private func endOfBraces(from open: Int) -> Int {
    var last = open
    while last < end, bytes[last] != UInt8(ascii: "}"), bytes[last] != UInt8(ascii: "\n") { last += 1 }
    return byte(at: last) == UInt8(ascii: "}") ? last + 1 : last
  }
}
