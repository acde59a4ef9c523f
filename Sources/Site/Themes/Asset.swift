/// A file that a theme publishes under `/assets/`.
struct Asset: Sendable {
  /// Its path below `assets/`, as templates name it.
  let name: String
  let bytes: [UInt8]
  /// Where it is published, relative to the site: style sheets and scripts carry a fingerprint in their name, so that
  /// browsers may keep them for ever.
  let outputPath: String
  /// What follows the path in addresses: other files keep their name and carry the fingerprint as a query.
  let query: String

  init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    let fingerprint = ContentHash(bytes).fingerprint
    if let dot = name.lastIndex(of: "."), ["css", "js"].contains(name[name.index(after: dot)...]) {
      outputPath = "assets/\(name[..<dot]).\(fingerprint)\(name[dot...])"
      query = ""
    } else {
      outputPath = "assets/\(name)"
      query = "?v=\(fingerprint)"
    }
  }
}
