import Store

/// Bytes that compare as the values compare.
///
/// SQLite's own functions for JSON cannot serve: they read booleans as integers and lists as texts, cut a text at U+0000
/// and lose the sign of zero. A key begins with a byte for its type; what may be followed by more is closed by bytes
/// that come before all that could continue it.
struct OrderKey {
  private enum Tag {
    static let null: UInt8 = 1
    static let boolean: UInt8 = 2
    static let number: UInt8 = 3
    static let text: UInt8 = 4
    static let list: UInt8 = 5
    static let object: UInt8 = 6
  }

  private(set) var bytes: [UInt8] = []

  /// The key of a value that was checked.
  init(_ value: DocumentValue) {
    append(value)
  }

  /// The bytes that keys of this value's type begin at, and those that they end before.
  var bounds: (lower: [UInt8], upper: [UInt8]) { ([bytes[0]], [bytes[0] + 1]) }

  /// The bytes that keys of texts with this beginning begin at, and those that they end before.
  static func bounds(ofPrefix prefix: String) -> (lower: [UInt8], upper: [UInt8]) {
    var key = OrderKey(.text(prefix))
    key.bytes.removeLast(2)
    var upper = key.bytes
    while upper.last == 0xFF { upper.removeLast() }
    upper[upper.count - 1] += 1
    return (key.bytes, upper)
  }

  private mutating func append(_ value: DocumentValue) {
    switch value {
    case .null: bytes.append(Tag.null)
    case .boolean(let value): bytes += [Tag.boolean, value ? 1 : 0]
    case .integer(let value): append(value)
    case .number(let value): append(value, remainder: 0)
    case .text(let text): append(text)
    case .list(let values):
      bytes.append(Tag.list)
      for value in values { append(value) }
      bytes.append(0)
    case .object(let values):
      bytes.append(Tag.object)
      for (name, value) in values.inByteOrder {
        append(name)
        append(value)
      }
      bytes.append(0)
    }
  }

  /// A double that is not above the integer, and what is left, which is below 1,024.
  private mutating func append(_ integer: Int64) {
    var below = Double(integer)
    if below >= 0x1p63 || Int64(below) > integer { below = below.nextDown }
    append(below, remainder: UInt16(integer - Int64(below)))
  }

  private mutating func append(_ number: Double, remainder: UInt16) {
    let bits = number == 0 ? 0 : number.bitPattern
    // Negative numbers have the greater patterns, in reverse.
    let ordered = number < 0 ? ~bits : bits | 1 << 63
    bytes.append(Tag.number)
    withUnsafeBytes(of: ordered.bigEndian) { bytes += $0 }
    withUnsafeBytes(of: remainder.bigEndian) { bytes += $0 }
  }

  private mutating func append(_ text: String) {
    bytes.append(Tag.text)
    for byte in text.utf8 {
      bytes.append(byte)
      if byte == 0 { bytes.append(0xFF) }
    }
    bytes += [0, 1]
  }
}
