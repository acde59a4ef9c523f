/// Reads what a `ByteWriter` wrote.
///
/// Bytes that nobody wrote never lead out of bounds: from the first one on that makes no sense, every value is empty
/// and `isBroken` says so.
public struct ByteReader: Sendable {
  private let bytes: [UInt8]
  private var position: Int
  private let end: Int
  public private(set) var isBroken = false

  public init(_ bytes: [UInt8], in range: Range<Int>? = nil) {
    self.bytes = bytes
    let range = (range ?? 0..<bytes.count).clamped(to: 0..<bytes.count)
    position = range.lowerBound
    end = range.upperBound
  }

  public var isAtEnd: Bool { position == end }

  public mutating func number() -> UInt64 {
    var result: UInt64 = 0
    var shift: UInt64 = 0
    while position < end, shift < 64 {
      let byte = bytes[position]
      position += 1
      result |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return result }
      shift += 7
    }
    fail()
    return 0
  }

  public mutating func integer() -> Int {
    let number = number()
    return Int(truncatingIfNeeded: number >> 1) ^ -Int(truncatingIfNeeded: number & 1)
  }

  public mutating func flag() -> Bool {
    guard position < end else {
      fail()
      return false
    }
    position += 1
    return bytes[position - 1] != 0
  }

  public mutating func fingerprint() -> Fingerprint {
    guard end - position >= 8 else {
      fail()
      return Fingerprint(value: 0)
    }
    position += 8
    let start = position - 8
    return Fingerprint(
      value: bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: start, as: UInt64.self)) })
  }

  public mutating func text() -> String {
    let range = range()
    return String(decoding: bytes[range], as: UTF8.self)
  }

  public mutating func block() -> [UInt8] { Array(bytes[range()]) }

  /// Where a block lies, which another reader may read.
  public mutating func range() -> Range<Int> {
    let count = integer()
    guard count >= 0, count <= end - position else {
      fail()
      return position..<position
    }
    position += count
    return position - count..<position
  }

  public mutating func optional<Value>(_ body: (inout ByteReader) -> Value) -> Value? {
    flag() ? body(&self) : nil
  }

  public mutating func list<Item>(_ body: (inout ByteReader) -> Item) -> [Item] {
    let count = integer()
    // Each item has a byte at least, so that no count can ask for more memory than the file has.
    guard count >= 0, count <= end - position else {
      fail()
      return []
    }
    var items: [Item] = []
    items.reserveCapacity(count)
    for _ in 0..<count where !isBroken { items.append(body(&self)) }
    return items
  }

  /// Takes what comes next as nonsense.
  public mutating func fail() {
    isBroken = true
    position = end
  }
}
