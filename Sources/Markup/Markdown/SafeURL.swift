/// Which addresses may stand in a page.
///
/// Everyone's Markdown is untrusted, so schemes are listed as allowed rather than as forbidden.
enum SafeURL {
  /// The scheme of a URL in lower case, as a browser sees it; nil when it is relative.
  ///
  /// Browsers drop line ends and tabs from URLs, and control characters and spaces before them, so
  /// `java⏎script:` has the scheme `javascript`. Whatever stands before a colon counts, even if it could be no
  /// scheme: a relative address may not begin like that (RFC 3986 §4.2).
  static func scheme(of url: String) -> String? {
    var scheme: [UInt8] = []
    for byte in url.utf8 where byte > 0x20 {
      switch byte {
      case UInt8(ascii: ":"): return String(decoding: scheme, as: UTF8.self)
      case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): return nil
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): scheme.append(byte | 0x20)
      default: scheme.append(byte)
      }
    }
    return nil
  }

  static func mayBeLinked(_ url: String) -> Bool {
    guard !holdsControl(url) else { return false }
    return switch scheme(of: url) {
    case nil, "http", "https", "mailto", "tel": true
    default: false
    }
  }

  static func mayBeShown(_ url: String) -> Bool {
    guard !holdsControl(url) else { return false }
    return switch scheme(of: url) {
    case nil, "http", "https": true
    default: false
    }
  }

  private static func holdsControl(_ url: String) -> Bool {
    url.utf8.contains { $0 < 0x20 || $0 == 0x7F }
  }

  /// Whether opening it could run code or read the visitor's own files, whatever a resolver says.
  static func isDangerous(_ url: String) -> Bool {
    switch scheme(of: url) {
    case "javascript", "vbscript", "data", "file", "blob": true
    default: false
    }
  }
}
