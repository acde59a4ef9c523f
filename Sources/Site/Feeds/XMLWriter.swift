/// Writes well-formed XML into bytes: every text and attribute is escaped, and characters that XML 1.0 §2.2 forbids are left out.
struct XMLWriter {
  private(set) var bytes: [UInt8] = Array("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".utf8)
  private var depth = 0

  /// An element that holds text only, on a line of its own; `text` nil makes it empty.
  mutating func element(_ name: String, _ attributes: [(String, String)] = [], text: String? = nil) {
    startTag(name, attributes, isEmpty: text == nil)
    if let text {
      append(escaped: text)
      append("</\(name)>")
    }
    append("\n")
  }

  /// An element that holds others.
  mutating func element(_ name: String, _ attributes: [(String, String)] = [], _ content: (inout XMLWriter) -> Void) {
    startTag(name, attributes, isEmpty: false)
    append("\n")
    depth += 1
    content(&self)
    depth -= 1
    indent()
    append("</\(name)>\n")
  }

  private mutating func startTag(_ name: String, _ attributes: [(String, String)], isEmpty: Bool) {
    indent()
    append("<\(name)")
    for (key, value) in attributes {
      append(" \(key)=\"")
      append(escaped: value)
      append("\"")
    }
    append(isEmpty ? "/>" : ">")
  }

  private mutating func indent() {
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
  }

  private mutating func append(_ markup: String) {
    bytes.append(contentsOf: markup.utf8)
  }

  private mutating func append(escaped text: String) {
    var text = text
    text.withUTF8 { utf8 in
      var copied = 0
      for index in utf8.indices {
        guard let (replacement, length) = Self.replacement(at: index, in: utf8) else { continue }
        bytes.append(contentsOf: utf8[copied..<index])
        append(replacement)
        copied = index + length
      }
      bytes.append(contentsOf: utf8[copied...])
    }
  }

  /// What stands in the place of the bytes from `index` on; nil for what may stay.
  private static func replacement(
    at index: Int, in utf8: UnsafeBufferPointer<UInt8>
  ) -> (text: String, length: Int)? {
    switch utf8[index] {
    case UInt8(ascii: "&"): ("&amp;", 1)
    case UInt8(ascii: "<"): ("&lt;", 1)
    case UInt8(ascii: ">"): ("&gt;", 1)
    case UInt8(ascii: "\""): ("&quot;", 1)
    case 0x09, 0x0A, 0x0D: nil
    case 0x00..<0x20: ("", 1)
    // U+FFFE and U+FFFF.
    case 0xEF where utf8[index + 1] == 0xBF && utf8[index + 2] >= 0xBE: ("", 3)
    default: nil
    }
  }
}
