/// The chunks of a WebP file (WebP container specification).
public enum WebPContainer {
  /// The bit of the extended header that says that there is alpha: the only one that holds for what is left.
  private static let alphaFlag: UInt8 = 0x10

  /// The file with nothing but its picture; nil when it is no WebP file or shows several that move.
  ///
  /// libvips writes EXIF into every WebP file, even of an image that has none and with `strip`.
  public static func bare(_ file: [UInt8]) -> [UInt8]? {
    guard ImageFormat(file) == .webP else { return nil }
    var header: [UInt8] = []
    var chunks: [UInt8] = []
    var needsHeader = false
    var rest = file[...].dropFirst(12)
    while rest.count >= 8 {
      let name = String(decoding: rest.prefix(4), as: UTF8.self)
      let length = rest.dropFirst(4).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
      let padded = 8 + length + length % 2
      guard padded <= rest.count, name != "ANIM" else { return nil }
      let chunk = rest.prefix(padded)
      switch name {
      case "VP8X": header = Array(chunk)
      case "ALPH":
        needsHeader = true
        chunks += chunk
      case "VP8 ", "VP8L": chunks += chunk
      default: break
      }
      rest = rest.dropFirst(padded)
    }
    guard !chunks.isEmpty else { return nil }
    if needsHeader, header.count > 8 {
      header[8] &= alphaFlag
      chunks = header + chunks
    }
    let count = UInt32(chunks.count + 4)
    let length = [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: count >> UInt32($0)) }
    return Array("RIFF".utf8) + length + Array("WEBP".utf8) + chunks
  }
}
