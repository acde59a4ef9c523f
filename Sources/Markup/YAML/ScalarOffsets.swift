/// Turns libyaml's positions, which count Unicode scalars, into byte offsets.
///
/// Events come in the order of the text, so one cursor that moves on costs one pass over the text in all.
struct ScalarOffsets {
  private let bytes: UnsafeBufferPointer<UInt8>
  /// In ASCII text scalars are bytes, and the cursor rests.
  private let isASCII: Bool
  private var scalar = 0
  private var byte = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    isASCII = bytes.allSatisfy { $0 < 0x80 }
  }

  /// The offset of the first byte of the scalar with this number, or the end of the text.
  mutating func byte(ofScalar index: Int) -> Int {
    if isASCII { return min(index, bytes.count) }
    while scalar > index {
      byte -= 1
      if !isContinuation(byte) { scalar -= 1 }
    }
    while scalar < index, byte < bytes.count {
      byte += 1
      while byte < bytes.count, isContinuation(byte) { byte += 1 }
      scalar += 1
    }
    return byte
  }

  private func isContinuation(_ offset: Int) -> Bool {
    bytes[offset] & 0xC0 == 0x80
  }
}
