/// The size of a picture in pixels, read from its header.
///
/// Only the first bytes are looked at and nothing is decoded. Sources: PNG §11.2.2, GIF89a §18, ITU-T T.81 §B.2.2, the
/// WebP container specification, ISO/IEC 23008-12 §6.5.3 (`ispe`).
struct ImageSize: Sendable, Equatable {
  var width: Int
  var height: Int

  /// Nil when the bytes are no PNG, GIF, JPEG, WebP or AVIF, or are cut off before the size.
  init?(header bytes: [UInt8]) {
    let reader = HeaderReader(bytes: bytes)
    let size: HeaderReader.Size? =
      switch reader.format {
      case .png: reader.pngSize
      case .gif: reader.gifSize
      case .jpeg: reader.jpegSize
      case .webP: reader.webPSize
      case .avif: reader.avifSize
      case nil: nil
      }
    guard let size, size.width > 0, size.height > 0 else { return nil }
    (width, height) = size
  }
}

/// Whether a file begins as a picture does; its size may come later than the bytes that are given.
func isImage(header bytes: [UInt8]) -> Bool {
  let reader = HeaderReader(bytes: bytes)
  switch reader.format {
  // What stands at the beginning of a JPEG can be longer than any header that is read.
  case .jpeg: return bytes.count > 4
  case nil: return false
  default: return ImageSize(header: bytes) != nil
  }
}

private struct HeaderReader {
  enum Format {
    case png
    case gif
    case jpeg
    case webP
    case avif
  }

  var format: Format? {
    if starts(with: [0x89, 0x50, 0x4E, 0x47]) { return .png }
    if starts(with: Array("GIF8".utf8)) { return .gif }
    if starts(with: [0xFF, 0xD8]) { return .jpeg }
    if has("WEBP", at: 8) { return .webP }
    return has("ftyp", at: 4) ? .avif : nil
  }

  typealias Size = (width: Int, height: Int)
  let bytes: [UInt8]

  func starts(with signature: [UInt8]) -> Bool { bytes.starts(with: signature) }

  func has(_ text: String, at offset: Int) -> Bool {
    offset + text.utf8.count <= bytes.count && bytes[offset...].starts(with: text.utf8)
  }

  /// `count` bytes as one number, most significant first; nil past the end.
  private func bigEndian(_ offset: Int, _ count: Int) -> Int? {
    guard offset >= 0, offset + count <= bytes.count else { return nil }
    return bytes[offset..<offset + count].reduce(0) { $0 << 8 | Int($1) }
  }

  private func littleEndian(_ offset: Int, _ count: Int) -> Int? {
    guard offset >= 0, offset + count <= bytes.count else { return nil }
    return bytes[offset..<offset + count].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  private func pair(_ width: Int?, _ height: Int?) -> Size? {
    guard let width, let height else { return nil }
    return (width, height)
  }

  var pngSize: Size? { pair(bigEndian(16, 4), bigEndian(20, 4)) }

  var gifSize: Size? { pair(littleEndian(6, 2), littleEndian(8, 2)) }

  var jpegSize: Size? {
    var offset = 2
    while let marker = bigEndian(offset, 2), let length = bigEndian(offset + 2, 2), marker >= 0xFF00, length >= 2 {
      // SOF0…SOF15 hold the size; C4, C8 and CC are other segments of that range.
      if 0xFFC0...0xFFCF ~= marker, ![0xFFC4, 0xFFC8, 0xFFCC].contains(marker) {
        return pair(bigEndian(offset + 7, 2), bigEndian(offset + 5, 2))
      }
      offset += 2 + length
    }
    return nil
  }

  var webPSize: Size? {
    if has("VP8X", at: 12) {
      return pair(littleEndian(24, 3).map { $0 + 1 }, littleEndian(27, 3).map { $0 + 1 })
    }
    if has("VP8L", at: 12) {
      guard let bits = littleEndian(21, 4) else { return nil }
      return (bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1)
    }
    guard has("VP8 ", at: 12) else { return nil }
    return pair(littleEndian(26, 2).map { $0 & 0x3FFF }, littleEndian(28, 2).map { $0 & 0x3FFF })
  }

  /// The first `ispe` property, which belongs to the primary picture in what encoders write.
  var avifSize: Size? {
    for offset in bytes.indices.prefix(4096) where has("ispe", at: offset) {
      return pair(bigEndian(offset + 8, 4), bigEndian(offset + 12, 4))
    }
    return nil
  }
}
