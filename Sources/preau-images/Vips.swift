import CVips
import Images

/// A picture in libvips, released with its owner.
struct Vips: ~Copyable {
  private let image: UnsafeMutablePointer<VipsImage>

  private init(_ image: UnsafeMutablePointer<VipsImage>) { self.image = image }

  deinit { cvips_release(image) }

  /// Answers whether the library is there.
  static func start() -> Bool {
    // Of the loaders for each format the class above those for files and for memory.
    let classes: [StaticString] = [
      "VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadNsgif", "VipsForeignLoadHeif",
    ]
    var names = classes.map {
      UnsafePointer<CChar>?(UnsafeRawPointer($0.utf8Start).assumingMemoryBound(to: CChar.self))
    }
    names.append(nil)
    return cvips_start(names) == 0
  }

  /// What a header says, upright; nil when it cannot be read.
  static func header(of bytes: [UInt8]) -> (size: ImageSize, count: Int)? {
    bytes.withUnsafeBytes { buffer in
      guard let image = cvips_open(buffer.baseAddress, buffer.count) else { return forget() }
      let header = Vips(image)
      return (header.size, Int(vips_image_get_n_pages(header.image)))
    }
  }

  /// A picture that fits into a square, upright, in sRGB, of 8 bits; fails where the file ends early.
  static func decode(_ bytes: [UInt8], within side: Int) -> Vips? {
    made { image in
      bytes.withUnsafeBytes { cvips_shrink($0.baseAddress, $0.count, Int32(side), image) }
    }
  }

  var size: ImageSize {
    ImageSize(width: Int(vips_image_get_width(image)), height: Int(vips_image_get_height(image)))
  }

  var hasAlpha: Bool { vips_image_hasalpha(image) != 0 }

  var isOpaque: Bool { cvips_is_opaque(image) != 0 }

  func withoutAlpha() -> Vips? { Self.made { cvips_without_alpha(image, $0) } }
  func shrunk(toWidth width: Int) -> Vips? { Self.made { cvips_shrink_image(image, Int32(width), $0) } }

  /// Without anything but its pixels.
  func bare() -> Vips? { Self.made { cvips_bare(image, $0) } }

  func square(_ crop: SquareCrop) -> Vips? {
    let side = Int32(min(size.width, size.height))
    return switch crop {
    case .whole: Self.made { cvips_crop(image, 0, 0, side, $0) }
    case .rows(let top): Self.made { cvips_crop(image, 0, Int32(top), side, $0) }
    case .attention: Self.made { cvips_attend(image, side, $0) }
    }
  }

  private static func made(_ body: (UnsafeMutablePointer<UnsafeMutablePointer<VipsImage>?>) -> Int32) -> Vips? {
    var image: UnsafeMutablePointer<VipsImage>?
    guard body(&image) == 0, let image else { return forget() }
    return Vips(image)
  }

  /// The library's words on its failures pile up in a buffer; what they say is of no use to people.
  private static func forget<Value: ~Copyable>() -> Value? {
    vips_error_clear()
    return nil
  }
}

extension Vips {
  /// How a file is written.
  enum Encoding {
    case jpeg
    case png
    case webP
    case losslessWebP

    var format: ImageFormat {
      switch self {
      case .jpeg: .jpeg
      case .png: .png
      case .webP, .losslessWebP: .webP
      }
    }
  }

  /// The bytes of a file; nil when the library cannot make it.
  func encoded(as encoding: Encoding) -> [UInt8]? {
    var bytes: UnsafeMutableRawPointer?
    var count = 0
    let code =
      switch encoding {
      case .jpeg: cvips_save_jpeg(image, 82, &bytes, &count)
      case .png: cvips_save_png(image, &bytes, &count)
      case .webP: cvips_save_webp(image, 0, 80, &bytes, &count)
      case .losslessWebP: cvips_save_webp(image, 1, 70, &bytes, &count)
      }
    defer { g_free(bytes) }
    guard code == 0, let bytes else { return Self.forget() }
    let file = Array(UnsafeRawBufferPointer(start: bytes, count: count))
    return encoding.format == .webP ? WebPContainer.bare(file) : file
  }
}
