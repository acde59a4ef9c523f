/// A picture that a test paints, as a real PNG file.
public struct TestPicture: Sendable {
  public let width: Int
  public let height: Int
  private let bands: Int
  /// Row after row, 8 bits a band.
  private var pixels: [UInt8]

  /// - Parameter color: the red, green and blue of a pixel, and how opaque it is where the picture has alpha.
  public init(width: Int, height: Int, alpha: Bool = false, _ color: (Int, Int) -> [UInt8]) {
    self.width = width
    self.height = height
    bands = alpha ? 4 : 3
    pixels = []
    pixels.reserveCapacity(width * height * bands)
    for row in 0..<height {
      for column in 0..<width { pixels += color(column, row) }
    }
  }

  /// One that PNG stores in more bytes than JPEG: every pixel differs from its neighbours, as in a photo.
  public static func photo(width: Int, height: Int, seed: UInt64 = 1) -> TestPicture {
    var dice = Dice(seed: seed)
    return TestPicture(width: width, height: height) { column, row in
      let noise = dice.roll(24)
      return [
        UInt8(column * 200 / width + noise), UInt8(row * 200 / height + noise), UInt8((column + row) % 200 + noise),
      ]
    }
  }

  /// One of few colours.
  public static func drawing(width: Int, height: Int, alpha: Bool = false) -> TestPicture {
    TestPicture(width: width, height: height, alpha: alpha) { column, row in
      (column / 16 + row / 16) % 2 == 0 ? [20, 60, 120] + (alpha ? [0] : []) : [250, 240, 220] + (alpha ? [255] : [])
    }
  }

  /// The file, with chunks of the test's own before the pixels (PNG §5.3, §11).
  public func png(with chunks: [(type: String, bytes: [UInt8])] = []) -> [UInt8] {
    let header =
      Self.bigEndian(UInt32(width)) + Self.bigEndian(UInt32(height)) + [8, bands == 4 ? 6 : 2, 0, 0, 0]
    var lines: [UInt8] = []
    for row in 0..<height { lines += [0] + pixels[row * width * bands..<(row + 1) * width * bands] }
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Self.chunk("IHDR", header)
      + chunks.flatMap { Self.chunk($0.type, $0.bytes) } + Self.chunk("IDAT", Self.stored(lines))
      + Self.chunk("IEND", [])
  }

  /// The beginning of a PNG file that claims a size, and has no more than a header.
  public static func pngHeader(width: Int, height: Int) -> [UInt8] {
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + [8, 2, 0, 0, 0])
      + chunk("IDAT", stored([0])) + chunk("IEND", [])
  }

  private static func chunk(_ type: String, _ bytes: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + bytes
    return bigEndian(UInt32(bytes.count)) + body + bigEndian(checksum(body))
  }

  /// Without compression (RFC 1950, RFC 1951 §3.2.4).
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    var rest = bytes[...]
    repeat {
      let part = rest.prefix(65_535)
      rest = rest.dropFirst(part.count)
      let count = UInt16(part.count)
      stream += [rest.isEmpty ? 1 : 0]
      stream += [UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255), UInt8(~count >> 8)]
      stream += part
    } while !rest.isEmpty
    var (low, high): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      low = (low + UInt32(byte)) % 65_521
      high = (high + low) % 65_521
    }
    return stream + bigEndian(high << 16 | low)
  }

  /// CRC-32 (PNG annex D).
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { table[Int(($0 ^ UInt32($1)) & 255)] ^ $0 >> 8 }
  }

  private static let table: [UInt32] = (0..<256).map { number in
    (0..<8).reduce(UInt32(number)) { rest, _ in rest & 1 == 1 ? 0xEDB8_8320 ^ rest >> 1 : rest >> 1 }
  }

  private static func bigEndian(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
  }
}
