import Diagnostics
import Markup

/// A path in a field: where it leads, and whether what is there may be published.
extension FieldReader {
  /// The path relative to `content/`; nil when a mistake was reported.
  mutating func asset(_ text: String, at node: YAMLNode, extensions: [String]) -> String? {
    if WebAddress.scheme(of: text) != nil || text.hasPrefix("//") {
      report("wrong-type", at: node.range, "'\(field)' must be the path of a file of this site, not an address")
      return nil
    }
    guard let path = ContentFiles.resolve(text, in: folder), !path.isEmpty else {
      report("path-outside-content", at: node.range, "'\(field)' must name a file below content/")
      return nil
    }
    guard let written = Self.fileExtension(of: path), extensions.contains(written) else {
      let list = extensions.joined(separator: ", ")
      report("refused-file", at: node.range, "'\(field)' must be a file of one of the types \(list)")
      return nil
    }
    guard context.files.contains(path) else {
      missingFiles.append(
        MissingFile(field: field, path: path, text: text, location: SourceLocation(file, node.range)))
      return nil
    }
    return path
  }

  private static func fileExtension(of path: String) -> String? {
    guard let dot = path.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    return path[path.utf8.index(after: dot)...].lowercased()
  }
}
