import Content

/// A file of the content that pages show or lead to.
struct PublishedFile: Hashable, Comparable, Sendable {
  /// Relative to `content/`.
  var path: String
  /// Whether a square of it is shown.
  var isCropped = false

  /// Whether it is a picture, of which other files are published.
  var isImage: Bool {
    guard let dot = path.utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
    return ImageField.extensions.contains(path[path.utf8.index(after: dot)...].lowercased())
  }

  static func < (left: Self, right: Self) -> Bool {
    (left.path, left.isCropped ? 1 : 0) < (right.path, right.isCropped ? 1 : 0)
  }
}

extension ByteWriter {
  mutating func write(_ file: PublishedFile) {
    write(file.path)
    write(file.isCropped)
  }
}

extension ByteReader {
  mutating func publishedFile() -> PublishedFile {
    let path = text()
    return PublishedFile(path: path, isCropped: flag())
  }
}
