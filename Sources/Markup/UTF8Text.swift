/// What bytes are as UTF-8.
///
/// The standard library looks at each byte; most texts are mostly ASCII, which is passed here eight bytes at a time.
enum UTF8Text {
  case ascii
  case scalars
  case invalid

  init(_ bytes: Span<UInt8>) {
    self = bytes.withUnsafeBufferPointer { Self(UnsafeRawBufferPointer($0)) }
  }

  private init(_ bytes: UnsafeRawBufferPointer) {
    var index = Self.asciiEnd(in: bytes, from: 0)
    guard index < bytes.count else {
      self = .ascii
      return
    }
    while index < bytes.count {
      guard let length = Self.scalarLength(in: bytes, at: index) else {
        self = .invalid
        return
      }
      index = Self.asciiEnd(in: bytes, from: index + length)
    }
    self = .scalars
  }

  /// Where the first byte from an index on stands that is not ASCII.
  @inline(__always)
  private static func asciiEnd(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    while index + 8 <= bytes.count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let others = word & 0x8080_8080_8080_8080
      if others != 0 { return index + others.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < bytes.count, bytes[index] < 0x80 { index += 1 }
    return index
  }

  /// How many bytes the scalar beyond ASCII has that starts here; nil where none does (Unicode, table 3-7).
  @inline(__always)
  private static func scalarLength(in bytes: UnsafeRawBufferPointer, at index: Int) -> Int? {
    func follows(_ offset: Int, _ allowed: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      index + offset < bytes.count && allowed.contains(bytes[index + offset])
    }
    return switch bytes[index] {
    case 0xC2...0xDF: follows(1) ? 2 : nil
    case 0xE0: follows(1, 0xA0...0xBF) && follows(2) ? 3 : nil
    case 0xED: follows(1, 0x80...0x9F) && follows(2) ? 3 : nil
    case 0xE1...0xEF: follows(1) && follows(2) ? 3 : nil
    case 0xF0: follows(1, 0x90...0xBF) && follows(2) && follows(3) ? 4 : nil
    case 0xF1...0xF3: follows(1) && follows(2) && follows(3) ? 4 : nil
    case 0xF4: follows(1, 0x80...0x8F) && follows(2) && follows(3) ? 4 : nil
    default: nil
    }
  }
}

extension String {
  /// The text of bytes, where what is no UTF-8 becomes U+FFFD.
  init(text bytes: Span<UInt8>) {
    switch UTF8Text(bytes) {
    case .ascii: self.init(copying: UTF8Span(unchecked: bytes, isKnownASCII: true))
    case .scalars: self.init(copying: UTF8Span(unchecked: bytes))
    case .invalid: self = bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
  }
}
