/// A type of picture that is read, as its first bytes tell.
public enum ImageFormat: UInt8, Sendable, CaseIterable {
  case jpeg = 1
  case png = 2
  case webP = 3
  case gif = 4
  /// HEIC and AVIF, which share a container.
  case heif = 5

  /// Nil for what is none of them, SVG among it, whatever its name says.
  ///
  /// Sources: ITU-T T.81 §B.1.1.3, PNG §5.2, the WebP container specification, GIF89a §17, ISO/IEC 14496-12 §4.3.
  public init?(_ bytes: some RandomAccessCollection<UInt8>) {
    let head = Array(bytes.prefix(32))
    func has(_ text: String, at offset: Int) -> Bool { head.dropFirst(offset).starts(with: text.utf8) }
    if head.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if has("RIFF", at: 0), has("WEBP", at: 8) {
      self = .webP
    } else if has("GIF87a", at: 0) || has("GIF89a", at: 0) {
      self = .gif
    } else if has("ftyp", at: 4), Self.heifBrands.contains(where: { has($0, at: 8) }) {
      self = .heif
    } else {
      return nil
    }
  }

  /// Of still pictures (ISO/IEC 23008-12 §10, AVIF §6); videos have the same container and other brands.
  private static let heifBrands = ["heic", "heix", "heim", "heis", "mif1", "avif"]

  /// The names of files that hold it, the usual one first.
  public var extensions: [String] {
    switch self {
    case .jpeg: ["jpg", "jpeg"]
    case .png: ["png"]
    case .webP: ["webp"]
    case .gif: ["gif"]
    case .heif: ["heic", "heif", "avif"]
    }
  }

  /// The extension that a file is written with.
  public var fileExtension: String {
    switch self {
    case .jpeg: "jpg"
    case .png: "png"
    case .webP: "webp"
    case .gif: "gif"
    case .heif: "heic"
    }
  }

  /// As templates and HTTP have it.
  public var mediaType: String {
    switch self {
    case .jpeg: "image/jpeg"
    case .png: "image/png"
    case .webP: "image/webp"
    case .gif: "image/gif"
    case .heif: "image/heif"
    }
  }

  /// What people call it.
  public var name: String {
    switch self {
    case .jpeg: "JPEG"
    case .png: "PNG"
    case .webP: "WebP"
    case .gif: "GIF"
    case .heif: "HEIC"
    }
  }

  /// Whether its pictures mostly are as they were drawn, to the pixel.
  public var isLossless: Bool { self == .png || self == .gif }
}
