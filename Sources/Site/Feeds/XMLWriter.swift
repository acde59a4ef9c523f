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
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": append("&amp;")
      case "<": append("&lt;")
      case ">": append("&gt;")
      case "\"": append("&quot;")
      case "\t", "\n", "\r": bytes.append(UInt8(scalar.value))
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": break
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }
}
