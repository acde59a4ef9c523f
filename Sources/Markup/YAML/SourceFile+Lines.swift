import Diagnostics

extension SourceFile {
  /// The range without the spaces and line ends after its text.
  func withoutTrailingSpace(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound, isSpace(bytes[end - 1]) { end -= 1 }
    return range.lowerBound..<end
  }

  /// The bytes from `start` up to the next space.
  func word(at start: Int, within text: Range<Int>) -> Range<Int> {
    var end = start
    while end < text.upperBound, !isSpace(bytes[end]) { end += 1 }
    return start..<end
  }

  /// The rest of the line, without the spaces at its end.
  func restOfLine(at start: Int) -> Range<Int> {
    withoutTrailingSpace(start..<max(start, lineRange(containingByte: start).upperBound))
  }

  /// Whether only spaces stand before a byte in its line.
  func isFirstInLine(_ offset: Int) -> Bool {
    bytes[lineRange(containingByte: offset).lowerBound..<offset].allSatisfy(isSpace)
  }
}

func isSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
}
