import Images

/// Makes of one picture all that a recipe asks for.
struct ImageProcessing {
  private let recipe: ImageRecipe

  init(_ recipe: ImageRecipe) { self.recipe = recipe }

  func run(_ bytes: [UInt8]) throws(ImageRefusal) -> ProcessedImage {
    guard let format = ImageFormat(bytes) else { throw .unknownFormat }
    guard let header = Vips.header(of: bytes) else { throw .damaged }
    guard header.size.width <= ImageRecipe.maximumPixels / max(1, header.size.height) else { throw .tooManyPixels }
    guard let decoded = Vips.decode(bytes, within: ImageRecipe.maximumSide), let picture = Self.plain(decoded) else {
      throw .damaged
    }
    var image = ProcessedImage(wasMoving: header.count > 1 && format != .heif)
    let isDrawing = try Self.isDrawing(picture, format)
    switch recipe {
    case .upload: try add(.full, [.fallback], of: picture, isDrawing, to: &image)
    case .page, .portrait:
      try addWidths(of: picture, isDrawing, to: &image)
      if recipe == .portrait { try addSquares(of: picture, isDrawing, to: &image) }
    }
    return image
  }

  /// Only its pixels, and alpha only where it shows.
  private static func plain(_ picture: borrowing Vips) -> Vips? {
    guard picture.hasAlpha, picture.isOpaque else { return picture.bare() }
    guard let opaque = picture.withoutAlpha() else { return nil }
    return opaque.bare()
  }

  /// Whether it needs every pixel as it is: something shows through, or PNG takes less than JPEG.
  private static func isDrawing(_ picture: borrowing Vips, _ format: ImageFormat) throws(ImageRefusal) -> Bool {
    if picture.hasAlpha { return true }
    guard format.isLossless else { return false }
    // A part of a large picture tells as much, in a tenth of the time.
    guard let sample = picture.shrunk(toWidth: 640), let png = sample.encoded(as: .png),
      let jpeg = sample.encoded(as: .jpeg)
    else { throw .damaged }
    return png.count <= jpeg.count
  }

  // MARK: Variants

  private enum Purpose {
    /// For nearly all browsers.
    case modern
    /// For the others, for feeds, and for what others show of a page.
    case fallback
  }

  private func addWidths(
    of picture: borrowing Vips, _ isDrawing: Bool, to image: inout ProcessedImage
  ) throws(ImageRefusal) {
    let widths = ImageRecipe.widths(for: picture.size)
    for width in widths {
      guard let small = picture.shrunk(toWidth: width) else { throw .damaged }
      try add(.page, [.modern, .fallback], of: small, isDrawing, to: &image)
    }
    if widths.last != picture.size.width { try add(.full, [.fallback], of: picture, isDrawing, to: &image) }
  }

  private func addSquares(
    of picture: borrowing Vips, _ isDrawing: Bool, to image: inout ProcessedImage
  ) throws(ImageRefusal) {
    guard let square = picture.square(SquareCrop(for: picture.size)) else { throw .damaged }
    for side in ImageRecipe.squares(for: square.size) {
      guard let small = square.shrunk(toWidth: side) else { throw .damaged }
      try add(.square, [.modern, .fallback], of: small, isDrawing, to: &image)
    }
  }

  private func add(
    _ role: ImageVariant.Role, _ purposes: [Purpose], of picture: borrowing Vips, _ isDrawing: Bool,
    to image: inout ProcessedImage
  ) throws(ImageRefusal) {
    // What the library computes on the way may say something again.
    guard let bare = picture.bare() else { throw .damaged }
    for purpose in purposes {
      let encodings: [Vips.Encoding] =
        switch (purpose, isDrawing) {
        case (.modern, false): [.webP]
        case (.modern, true): [.losslessWebP, .webP]
        case (.fallback, false): [.jpeg]
        case (.fallback, true): [.png]
        }
      let files = encodings.compactMap { encoding in bare.encoded(as: encoding).map { (encoding.format, $0) } }
      guard let (format, bytes) = files.min(by: { $0.1.count < $1.1.count }) else { throw .damaged }
      image.add(role, format, bare.size, bytes)
    }
  }
}
