import Diagnostics

extension SourceFile {
  /// The first byte of `range` that is no UTF-8.
  func firstInvalidByte(in range: Range<Int>) -> Int? {
    let text = bytes[range]
    guard UTF8Text(text.span) == .invalid else { return nil }
    return invalidByte(in: text.span).map { range.lowerBound + $0 }
  }

  /// The bytes of the scalar that starts at `offset`; one byte when it is no UTF-8.
  func scalarRange(at offset: Int) -> Range<Int> {
    guard offset < bytes.count else { return bytes.count..<bytes.count }
    let length =
      switch bytes[offset] {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 1
      }
    return offset..<min(offset + length, bytes.count)
  }

  /// The scalar at `offset` as `U+0007`.
  func codePoint(at offset: Int) -> String {
    let value = text(in: scalarRange(at: offset)).unicodeScalars.first?.value ?? 0
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

extension Diagnostic {
  static func invalidUTF8(in file: SourceFile, atByte offset: Int) -> Diagnostic {
    let digits = String(file.bytes[offset], radix: 16, uppercase: true)
    return .error(
      "invalid-text", at: SourceLocation(file, offset..<offset + 1), "text must be UTF-8; byte 0x\(digits) is not",
      help: "save the file again with the encoding UTF-8")
  }
}

private func invalidByte(in text: Span<UInt8>) -> Int? {
  do throws(UTF8.ValidationError) {
    _ = try UTF8Span(validating: text)
    return nil
  } catch {
    return error.byteOffsets.lowerBound
  }
}
