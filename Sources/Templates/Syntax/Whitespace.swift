/// White space as Python's `\s` and `strip()` know it, which includes the no-break spaces of French typography.
enum Whitespace {
  @inline(__always)
  static func isASCII(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) || (byte >= 0x1C && byte <= 0x1F)
  }

  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// The offset after the white space that begins at `start`.
  static func end(in bytes: [UInt8], from start: Int, limit: Int) -> Int {
    var position = start
    while position < limit {
      if isASCII(bytes[position]) {
        position += 1
      } else if let length = spaceLength(in: bytes, at: position, limit: limit) {
        position += length
      } else {
        break
      }
    }
    return position
  }

  /// The offset where the white space that ends at `end` begins.
  static func start(in bytes: [UInt8], before end: Int, limit: Int) -> Int {
    var position = end
    while position > limit {
      if isASCII(bytes[position - 1]) {
        position -= 1
        continue
      }
      if bytes[position - 1] & 0xC0 != 0x80 { break }
      let two = position - 2
      let three = position - 3
      if two >= limit, spaceLength(in: bytes, at: two, limit: position) == 2 {
        position = two
      } else if three >= limit, spaceLength(in: bytes, at: three, limit: position) == 3 {
        position = three
      } else {
        break
      }
    }
    return position
  }

  private static func spaceLength(in bytes: [UInt8], at position: Int, limit: Int) -> Int? {
    switch bytes[position] {
    case 0xC2 where position + 1 < limit:
      return bytes[position + 1] == 0x85 || bytes[position + 1] == 0xA0 ? 2 : nil
    case 0xE1, 0xE2, 0xE3:
      guard position + 2 < limit else { return nil }
      let high = UInt32(bytes[position] & 0x0F) << 12
      let value = high | UInt32(bytes[position + 1] & 0x3F) << 6 | UInt32(bytes[position + 2] & 0x3F)
      return Unicode.Scalar(value).map(isSpace) == true ? 3 : nil
    default: return nil
    }
  }
}
