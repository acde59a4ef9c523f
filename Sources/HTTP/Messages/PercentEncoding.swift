/// Reads what is percent-encoded in addresses and forms (RFC 3986 §2.1).
enum PercentEncoding {
  /// The bytes that an encoded text stands for; nil when a percent sign is not followed by two digits.
  static func decoded(_ text: some Sequence<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = text.makeIterator()
    while let byte = rest.next() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  /// The text of a form's name or value: a plus is a space, and a percent sign that encodes nothing stays
  /// (URL Standard, application/x-www-form-urlencoded parsing).
  static func decodedFormText(_ text: some Collection<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var index = text.startIndex
    while index != text.endIndex {
      let byte = text[index]
      text.formIndex(after: &index)
      if byte == UInt8(ascii: "%"), let second = text.index(index, offsetBy: 1, limitedBy: text.endIndex),
        second != text.endIndex, let high = digit(text[index]), let low = digit(text[second])
      {
        bytes.append(high << 4 | low)
        index = text.index(after: second)
      } else {
        bytes.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
      }
    }
    return bytes
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
