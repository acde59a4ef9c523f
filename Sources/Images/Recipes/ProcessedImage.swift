/// All that was made of a picture: no file of it says more than its pixels.
public struct ProcessedImage: Sendable, Equatable {
  /// Of each role and format the largest last.
  public private(set) var variants: [ImageVariant] = []
  /// Of all variants, one after the other.
  public private(set) var bytes: [UInt8] = []
  /// Whether the file held several pictures that move, of which only the first is left.
  public var wasMoving: Bool

  public init(wasMoving: Bool) { self.wasMoving = wasMoving }

  public mutating func add(_ role: ImageVariant.Role, _ format: ImageFormat, _ size: ImageSize, _ encoded: [UInt8]) {
    let range = bytes.count..<bytes.count + encoded.count
    variants.append(ImageVariant(role: role, format: format, size: size, range: range))
    bytes += encoded
  }

  public subscript(variant: ImageVariant) -> ArraySlice<UInt8> { bytes[variant.range] }
}

extension ProcessedImage {
  /// The bytes that describe one are at most these many, wherever they come from.
  public static let maximumHeader = 2 + maximumVariants * 16
  private static let maximumVariants = 32

  /// A description of fixed length a variant, then the bytes of all.
  public var encoded: [UInt8] {
    var header: [UInt8] = [wasMoving ? 1 : 0, UInt8(variants.count)]
    for variant in variants {
      header += [variant.role.rawValue, variant.format.rawValue]
      header.append(number: UInt32(variant.size.width))
      header.append(number: UInt32(variant.size.height))
      header.append(number: UInt32(variant.range.count))
      header += [0, 0]
    }
    return header + bytes
  }

  /// Nil when the bytes make no sense: a worker that was overcome by what it decoded may say anything.
  public init?(encoded: ArraySlice<UInt8>) {
    guard let header = ImageHeader(encoded), header.byteCount == encoded.count - header.length else { return nil }
    self.init(wasMoving: header.wasMoving)
    variants = header.variants
    bytes = Array(encoded.dropFirst(header.length))
    for variant in variants where ImageFormat(bytes[variant.range]) != variant.format { return nil }
  }
}

/// What stands before the bytes of a picture's variants.
public struct ImageHeader: Sendable, Equatable {
  public let wasMoving: Bool
  public let variants: [ImageVariant]
  /// How many bytes it has itself.
  public let length: Int

  /// How many bytes the variants have.
  public var byteCount: Int { variants.last?.range.upperBound ?? 0 }

  /// Nil when the bytes, which may go on, make no sense.
  public init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count >= 2, bytes[bytes.startIndex] <= 1 else { return nil }
    let count = Int(bytes[bytes.startIndex + 1])
    length = 2 + count * 16
    guard (1...32).contains(count), bytes.count >= length else { return nil }
    wasMoving = bytes[bytes.startIndex] == 1
    var variants: [ImageVariant] = []
    var end = 0
    for number in 0..<count {
      let item = bytes.dropFirst(2 + number * 16).prefix(16)
      guard let role = ImageVariant.Role(rawValue: item[item.startIndex]),
        let format = ImageFormat(rawValue: item[item.startIndex + 1])
      else { return nil }
      let size = ImageSize(width: item.number(at: 2), height: item.number(at: 6))
      let start = end
      end += item.number(at: 10)
      guard (1...ImageRecipe.maximumSide).contains(size.width), (1...ImageRecipe.maximumSide).contains(size.height)
      else { return nil }
      variants.append(ImageVariant(role: role, format: format, size: size, range: start..<end))
    }
    self.variants = variants
  }
}
