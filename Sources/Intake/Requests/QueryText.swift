/// Text as a value of a query (RFC 3986 §2.3).
enum QueryText {
  static func encoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      if Base64URL.isDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/") {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }

  /// A path of this site that somebody may be sent on to; nil for what leads elsewhere.
  static func localPath(_ text: String?) -> String? {
    guard let text, text.hasPrefix("/"), !text.hasPrefix("//"),
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
    else { return nil }
    return text
  }
}
