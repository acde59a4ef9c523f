/// What a camera writes beside the pixels: its maker, which way is up, and where it was.
public enum Metadata {
  private static let maker = Array("GPSLEAK camera\0".utf8)
  /// Numerators that no pixel data hold by chance.
  private static let seconds: [[UInt8]] = [[0x5E, 0xC0, 0x4D, 0x5A], [0x7A, 0x11, 0xC0, 0xDE]]

  /// A TIFF structure with EXIF fields (Exif 2.32 §4.6), the most significant byte first.
  ///
  /// - Parameter orientation: 1 for upright, 6 for a picture that is to be turned to the right.
  public static func exif(orientation: UInt8 = 1) -> [UInt8] {
    let makerOffset: UInt8 = 50
    let locationOffset = makerOffset + 16
    let latitudeOffset = locationOffset + 2 + 4 * 12 + 4
    var bytes: [UInt8] = Array("MM".utf8) + [0, 42, 0, 0, 0, 8, 0, 3]
    bytes += [0x01, 0x0F, 0, 2, 0, 0, 0, UInt8(maker.count), 0, 0, 0, makerOffset]
    bytes += [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]
    bytes += [0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, locationOffset]
    bytes += [0, 0, 0, 0] + maker + [0]
    bytes += [0, 4]
    bytes += [0, 1, 0, 2, 0, 0, 0, 2, 0x4E, 0, 0, 0]
    bytes += [0, 2, 0, 5, 0, 0, 0, 3, 0, 0, 0, latitudeOffset]
    bytes += [0, 3, 0, 2, 0, 0, 0, 2, 0x45, 0, 0, 0]
    bytes += [0, 4, 0, 5, 0, 0, 0, 3, 0, 0, 0, latitudeOffset + 24]
    bytes += [0, 0, 0, 0]
    bytes += [0, 0, 0, 48, 0, 0, 0, 1, 0, 0, 0, 51, 0, 0, 0, 1] + seconds[0] + [0, 0x98, 0x96, 0x81]
    bytes += [0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 21, 0, 0, 0, 1] + seconds[1] + [0, 0x98, 0x96, 0x83]
    return bytes
  }

  /// Whether anything of that is in a file, in either order of bytes, or as much as a place for it.
  public static func leaks(into file: some Collection<UInt8>) -> Bool {
    let file = Array(file)
    let traces =
      seconds + seconds.map { $0.reversed() } + [Array("GPSLEAK".utf8), Array("Exif\0".utf8), Array("EXIF".utf8)]
      + [Array("eXIf".utf8), Array("http://ns.adobe".utf8)]
    return traces.contains { trace in
      file.indices.contains { file[$0] == trace[0] && file[$0...].starts(with: trace) }
    }
  }

  /// A JPEG file with the fields in it, right after its first marker (Exif 2.32 §4.7.2).
  public static func adding(toJPEG file: [UInt8], orientation: UInt8 = 1) -> [UInt8] {
    let segment = Array("Exif\0\0".utf8) + exif(orientation: orientation)
    return file.prefix(2) + [0xFF, 0xE1, 0, UInt8(segment.count + 2)] + segment + file.dropFirst(2)
  }

  /// A WebP file with the fields in it: an extended header before the pixels and a chunk after them.
  public static func adding(toWebP file: [UInt8], width: Int, height: Int, orientation: UInt8 = 1) -> [UInt8] {
    func littleEndian(_ number: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(number >> ($0 * 8) & 255) } }
    func chunk(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
      Array(name.utf8) + littleEndian(bytes.count, 4) + bytes + (bytes.count % 2 == 1 ? [0] : [])
    }
    let header = chunk("VP8X", [0x08, 0, 0, 0] + littleEndian(width - 1, 3) + littleEndian(height - 1, 3))
    let body = Array("WEBP".utf8) + header + file.dropFirst(12) + chunk("EXIF", exif(orientation: orientation))
    return Array("RIFF".utf8) + littleEndian(body.count, 4) + body
  }

  /// The PNG chunks that hold the fields (PNG third edition §11.3.4.5), and what older programs write.
  public static func pngChunks(orientation: UInt8 = 1) -> [(type: String, bytes: [UInt8])] {
    [("eXIf", exif(orientation: orientation)), ("tEXt", Array("Comment\0GPSLEAK in a comment".utf8))]
  }
}
