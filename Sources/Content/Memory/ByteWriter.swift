/// Writes values one after the other, as few bytes as each needs.
public struct ByteWriter: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init(minimumCapacity: Int = 0) { bytes.reserveCapacity(minimumCapacity) }

  /// Seven bits a byte, the lowest first.
  public mutating func write(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Small negative numbers are short, too: the sign is the lowest bit.
  public mutating func write(_ number: Int) {
    write(UInt64(bitPattern: Int64(number << 1 ^ number >> 63)))
  }

  public mutating func write(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  /// Always eight bytes.
  public mutating func write(_ fingerprint: Fingerprint) {
    withUnsafeBytes(of: fingerprint.value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  public mutating func write(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      write(utf8.count)
      bytes.append(contentsOf: utf8)
    }
  }

  public mutating func write(_ block: [UInt8]) {
    write(block.count)
    bytes.append(contentsOf: block)
  }

  public mutating func write<Value>(_ value: Value?, _ body: (inout ByteWriter, Value) -> Void) {
    write(value != nil)
    if let value { body(&self, value) }
  }

  public mutating func write<Item>(_ items: some Collection<Item>, _ body: (inout ByteWriter, Item) -> Void) {
    write(items.count)
    for item in items { body(&self, item) }
  }
}
