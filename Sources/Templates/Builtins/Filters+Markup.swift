internal import Diagnostics

/// Filters that make or undo HTML.
extension Filters {
  static func escape(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check()
    return .safe(try value.htmlText())
  }

  static func forceescape(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check()
    return .safe(htmlEscaped(try value.softText().text))
  }

  static func safe(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check()
    return .safe(try value.softText().text)
  }

  /// Text without tags and comments, with its entities resolved and its white space collapsed.
  static func striptags(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check()
    var text = try value.softText().text
    text = text.removing(from: "<!--", to: "-->")
    text = text.removing(from: "<", to: ">")
    return .string(text.pieces(by: nil, limit: -1).joined(separator: " ").resolvingEntities())
  }

  /// A dictionary as HTML attributes; what is none or undefined is left out.
  static func xmlattr(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("autospace")
    try value.requireDefined()
    guard case .mapping(let dictionary) = value else {
      throw TemplateError("type-mismatch", "'xmlattr' needs a dictionary, not \(value.typeName)")
    }
    var attributes: [String] = []
    for (key, content) in zip(dictionary.contents.keys, dictionary.contents.values) {
      if content.isNone || !content.isDefined { continue }
      guard let name = key.text else {
        throw TemplateError("type-mismatch", "an attribute's name must be a string, not \(key.typeName)")
      }
      guard !name.utf8.contains(where: { Whitespace.isASCII($0) && $0 < 0x1C || $0 == 0x20 || "/>=".utf8.contains($0) })
      else { throw TemplateError("wrong-value", "'\(name)' cannot be an attribute's name") }
      attributes.append("\(try key.htmlText())=\"\(try content.htmlText())\"")
    }
    var text = attributes.joined(separator: " ")
    if try arguments.flag(0, "autospace", default: true), !text.isEmpty { text = " " + text }
    return state.isEscaping ? .safe(text) : .string(text)
  }

  /// A text for a URL, or a query of a dictionary or of pairs.
  static func urlencode(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check()
    try value.requireDefined()
    guard value.text == nil, value.isIterable else {
      return .string(percentEncoded(try value.softText().text, keepingSlash: true))
    }
    var parts: [String] = []
    for (key, content) in try value.pairs() {
      let name = queryEncoded(try key.softText().text)
      parts.append(name + "=" + queryEncoded(try content.softText().text))
    }
    return .string(parts.joined(separator: "&"))
  }
}

/// Percent encoding of all but letters, digits and `_.-~`.
func percentEncoded(_ text: String, keepingSlash: Bool) -> String {
  let digits = Array("0123456789ABCDEF".utf8)
  var result: [UInt8] = []
  for byte in text.utf8 {
    let isKept = byte.isASCIIAlphanumeric || "_.-~".utf8.contains(byte) || (keepingSlash && byte == UInt8(ascii: "/"))
    result += isKept ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }
  return String(decoding: result, as: UTF8.self)
}

private func queryEncoded(_ text: String) -> String {
  let encoded = percentEncoded(text, keepingSlash: false)
  var result = ""
  var start = 0
  while let found = encoded.firstOffset(of: "%20", from: start) {
    result += encoded.utf8Slice(start, found) + "+"
    start = found + 3
  }
  return result + encoded.utf8Slice(start, encoded.utf8.count)
}

extension UInt8 {
  var isASCIIAlphanumeric: Bool {
    (self >= 0x30 && self <= 0x39) || (self | 0x20 >= 0x61 && self | 0x20 <= 0x7A)
  }
}

extension String {
  fileprivate func removing(from open: String, to close: String) -> String {
    var result = ""
    var start = 0
    while let begin = firstOffset(of: open, from: start),
      let end = firstOffset(of: close, from: begin + open.utf8.count)
    {
      result += utf8Slice(start, begin)
      start = end + close.utf8.count
    }
    return result + utf8Slice(start, utf8.count)
  }

  /// Text with the entities of HTML's own syntax and numeric ones as characters.
  func resolvingEntities() -> String {
    guard utf8.contains(UInt8(ascii: "&")) else { return self }
    var result = ""
    var start = 0
    while let begin = firstOffset(of: "&", from: start) {
      result += utf8Slice(start, begin)
      guard let end = firstOffset(of: ";", from: begin), end - begin <= 12,
        let character = resolvedEntity(utf8Slice(begin + 1, end))
      else {
        result += "&"
        start = begin + 1
        continue
      }
      result += character
      start = end + 1
    }
    return result + utf8Slice(start, utf8.count)
  }
}

private func resolvedEntity(_ name: String) -> String? {
  let named = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "copy": "©", "reg": "®",
    "laquo": "«", "raquo": "»", "hellip": "…", "mdash": "—", "ndash": "–", "rsquo": "’", "lsquo": "‘", "euro": "€",
    "eacute": "é", "egrave": "è", "agrave": "à", "ccedil": "ç", "middot": "·", "bull": "•", "times": "×",
  ]
  if let character = named[name] { return character }
  guard name.hasPrefix("#") else { return nil }
  let digits = name.dropFirst()
  let code = digits.lowercased().hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
  return code.flatMap(Unicode.Scalar.init).map { String($0) }
}
