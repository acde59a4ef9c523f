extension CodeLexer {
  /// True at the dot of `.5`, but not at that of `pair.0`.
  var isFraction: Bool {
    guard byte(at: cursor + 1).isDigit else { return false }
    let before = byte(at: cursor - 1)
    return !before.isName && !before.isClosingBracket && before != UInt8(ascii: ".")
  }

  /// Digits with separators, a fraction, an exponent, a base or a suffix: what every language allows, in one.
  mutating func number() {
    let first = cursor
    let isHexadecimal = byte(at: cursor + 1) | 0x20 == UInt8(ascii: "x")
    cursor += 1
    while cursor < end {
      let byte = bytes[cursor]
      if isExponent(byte, isHexadecimal: isHexadecimal) {
        cursor += 2
      } else if byte.isName && byte < 0x80 || joinsDigits(byte) {
        cursor += 1
      } else {
        break
      }
    }
    mark(.number, from: first)
  }

  private func isExponent(_ byte: UInt8, isHexadecimal: Bool) -> Bool {
    guard byte | 0x20 == (isHexadecimal ? UInt8(ascii: "p") : UInt8(ascii: "e")) else { return false }
    let sign = self.byte(at: cursor + 1)
    return (sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")) && self.byte(at: cursor + 2).isDigit
  }

  private func joinsDigits(_ byte: UInt8) -> Bool {
    guard byte == UInt8(ascii: ".") || byte == grammar.language.digitSeparator else { return false }
    return self.byte(at: cursor + 1).isDigit
  }
}
