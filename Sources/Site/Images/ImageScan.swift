import Content
import Diagnostics
import Glibc

/// Finds what the texts of entries may show, before any of them is read in earnest, so that pictures can be made ready
/// beside one another.
///
/// What it overlooks, such as an image whose address stands elsewhere, is made ready when its text is rendered; what it
/// finds in vain, such as an image in a code block, is made and not published.
struct ImageScan {
  private let files: ContentFiles
  private(set) var found: Set<PublishedFile> = []

  init(_ files: ContentFiles) { self.files = files }

  mutating func add(_ entry: Entry) {
    for variant in entry.variants {
      for value in variant.values { value.map { add($0) } }
      add(variant.file.bytes, in: variant.body, folder: variant.folder)
    }
  }

  private mutating func add(_ value: FieldValue) {
    switch value {
    case .image(let image): found.insert(PublishedFile(path: image.path, isCropped: image.isCropped))
    case .markdown(let text): add(Array(text.text.utf8), in: 0..<text.text.utf8.count, folder: text.folder)
    case .group(let values): for value in values { value.map { add($0) } }
    case .list(let items): for item in items { add(item) }
    default: break
    }
  }

  private mutating func add(_ bytes: [UInt8], in range: Range<Int>, folder: String) {
    var places: [Range<Int>] = []
    bytes.withUnsafeBytes { buffer in
      var start = range.lowerBound
      while start + 1 < range.upperBound,
        let base = buffer.baseAddress,
        let mark = memchr(base + start, Int32(UInt8(ascii: "!")), range.upperBound - start - 1)
      {
        let place = base.distance(to: UnsafeRawPointer(mark))
        start = place + 1
        if buffer[place + 1] == UInt8(ascii: "["), let target = Self.target(in: buffer, place + 2..<range.upperBound) {
          places.append(target)
        }
      }
    }
    for place in places {
      let written = PercentEncoding.decoded(String(decoding: bytes[place], as: UTF8.self))
      guard let path = ContentFiles.resolve(written, in: folder) else { continue }
      let file = PublishedFile(path: path)
      if file.isImage, files.contains(path) { found.insert(file) }
    }
  }

  /// Where the address stands after a description: between `](` and what ends it.
  private static func target(in buffer: UnsafeRawBufferPointer, _ range: Range<Int>) -> Range<Int>? {
    let limit = min(range.upperBound, range.lowerBound + 1_000)
    guard
      let close = (range.lowerBound..<max(range.lowerBound, limit - 1)).first(where: {
        buffer[$0] == UInt8(ascii: "]") && buffer[$0 + 1] == UInt8(ascii: "(")
      })
    else { return nil }
    var start = close + 2
    if start < range.upperBound, buffer[start] == UInt8(ascii: "<") { start += 1 }
    let end = (start..<range.upperBound).first { " )>\n\t\"".utf8.contains(buffer[$0]) } ?? range.upperBound
    return start < end ? start..<end : nil
  }
}
