/// Which addresses may stand in a page.
///
/// Everyone's Markdown is untrusted, so schemes are listed as allowed rather than as forbidden.
enum SafeURL {
  /// The scheme of a URL in lower case, as a browser sees it; nil when it is relative.
  ///
  /// Browsers drop line ends and tabs from URLs, and control characters and spaces before them, so
  /// `java⏎script:` has the scheme `javascript`.
  static func scheme(of url: String) -> String? {
    var scheme: [UInt8] = []
    for byte in url.utf8 where byte > 0x20 {
      if byte == UInt8(ascii: ":") { return scheme.isEmpty ? nil : String(decoding: scheme, as: UTF8.self) }
      guard let sign = schemeSign(byte) else { return nil }
      scheme.append(sign)
    }
    return nil
  }

  static func mayBeLinked(_ url: String) -> Bool {
    switch scheme(of: url) {
    case nil, "http", "https", "mailto", "tel": true
    default: false
    }
  }

  static func mayBeShown(_ url: String) -> Bool {
    switch scheme(of: url) {
    case nil, "http", "https": true
    default: false
    }
  }

  /// Whether opening it could run code or read the visitor's own files, whatever a resolver says.
  static func isDangerous(_ url: String) -> Bool {
    switch scheme(of: url) {
    case "javascript", "vbscript", "data", "file", "blob": true
    default: false
    }
  }

  /// The byte in lower case when it may stand in a scheme (RFC 3986 §3.1).
  private static func schemeSign(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"),
      UInt8(ascii: "-"), UInt8(ascii: "."):
      byte
    default: nil
    }
  }
}
