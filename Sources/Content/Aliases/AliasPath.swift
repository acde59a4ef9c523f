/// Older addresses, as people write them.
public enum AliasPath {
  /// The path with a slash at its end, unless it names a file; nil for what can be no path of a page.
  public static func read(_ text: String) -> String? {
    let parts = text.split(separator: "/")
    guard text.hasPrefix("/"), !text.hasPrefix("//"), let last = parts.last,
      // Hidden names are the server's and our own; `.`, and what leads out of the site, begin with a dot too.
      !parts.contains(where: { $0.hasPrefix(".") }), !last.hasSuffix(".preau-new"), text.utf8.allSatisfy(isAllowed)
    else { return nil }
    let path = parts.map { "/" + $0 }.joined()
    return last.contains(".") && !text.hasSuffix("/") ? path : path + "/"
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte != 0x7F && !"\"<>\\^`{|}?#%".utf8.contains(byte)
  }
}
