/// What may stand where people write the address of a page.
enum WebAddress {
  /// Whether it is an `http` or `https` address with a host and without spaces, quotes or control characters.
  static func isSafe(_ text: String) -> Bool {
    guard let scheme = scheme(of: text), scheme == "https" || scheme == "http" else { return false }
    let rest = text.utf8.dropFirst(scheme.utf8.count)
    guard rest.starts(with: "://".utf8), text.utf8.allSatisfy(isAllowed) else { return false }
    let authority = rest.dropFirst(3).prefix { !"/?#".utf8.contains($0) }
    let host = authority.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false).last ?? authority
    return host.contains { $0.isLetterOrDigit || $0 >= 0x80 } && !host.starts(with: ":".utf8)
  }

  /// What stands before the first colon, in lower case, when it can be a scheme (RFC 3986 §3.1).
  static func scheme(of text: String) -> String? {
    let signs = "+-.".utf8
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let scheme = text.utf8[..<colon]
    guard let first = scheme.first, first.isLowercaseLetter || first.isUppercaseLetter,
      scheme.allSatisfy({ $0.isLetterOrDigit || signs.contains($0) })
    else { return nil }
    return String(text[..<colon]).lowercased()
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte != 0x7F && !"\"<>\\^`{|}".utf8.contains(byte)
  }
}
