/// One to eight ASCII bytes, compared with the code in one step.
struct BytePattern: Sendable, Equatable, ExpressibleByStringLiteral {
  let value: UInt64
  let mask: UInt64
  let count: Int

  init(_ text: String) {
    precondition((1...8).contains(text.utf8.count), "a pattern has one to eight bytes")
    value = text.utf8.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    count = text.utf8.count
    mask = UInt64.max >> UInt64(64 - 8 * count)
  }

  init(stringLiteral text: String) {
    self.init(text)
  }

  var first: UInt8 { UInt8(truncatingIfNeeded: value) }
  var last: UInt8 { UInt8(truncatingIfNeeded: value >> UInt64(8 * (count - 1))) }
}

/// A set of ASCII bytes.
struct ByteSet: Sendable, ExpressibleByStringLiteral {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(stringLiteral text: String) {
    for byte in text.utf8 where byte < 128 {
      if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
    }
  }

  @inline(__always)
  func contains(_ byte: UInt8) -> Bool {
    guard byte < 128 else { return false }
    return (byte < 64 ? low >> UInt64(byte) : high >> UInt64(byte - 64)) & 1 == 1
  }
}
