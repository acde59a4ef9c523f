import Images
import TestSupport
import Testing

/// What becomes of a picture.
@Suite struct VariantTests {
  private func variants(_ picture: TestPicture, _ recipe: ImageRecipe = .page) throws -> ProcessedImage {
    try SamplePictures.worker().process(picture.png(), recipe)
  }

  @Test func widthsAreStepsAndNeverMoreThanThePictureHas() {
    func widths(_ width: Int) -> [Int] { ImageRecipe.widths(for: ImageSize(width: width, height: 10)) }
    #expect(widths(2_560) == [320, 640, 1_280])
    #expect(widths(1_300) == [320, 640, 1_300])
    #expect(widths(700) == [320, 700])
    #expect(widths(100) == [100])
    #expect(ImageRecipe.squares(for: ImageSize(width: 3_000, height: 300)) == [160, 300])
    #expect(ImageRecipe.squares(for: ImageSize(width: 3_000, height: 2_000)) == [160, 320])
  }

  @Test func aLargePhotoIsOfferedInAllWidthsAndWhole() throws {
    let image = try variants(.photo(width: 3_000, height: 1_500))
    #expect(image.variants.filter { $0.role == .page && $0.format == .webP }.map(\.size.width) == [320, 640, 1_280])
    #expect(image.variants.filter { $0.role == .page && $0.format == .jpeg }.map(\.size.height) == [160, 320, 640])
    #expect(image.variants.last?.role == .full)
    #expect(image.variants.last?.size == ImageSize(width: 2_560, height: 1_280))
    for variant in image.variants { #expect(ImageFormat(image[variant]) == variant.format) }
  }

  @Test func aSmallPhotoIsLeftAtItsSize() throws {
    let image = try variants(.photo(width: 90, height: 50))
    #expect(image.variants.map(\.size) == Array(repeating: ImageSize(width: 90, height: 50), count: 2))
    #expect(image.variants.map(\.format) == [.webP, .jpeg])
  }

  @Test func aDrawingStaysSharp() throws {
    let image = try variants(.drawing(width: 400, height: 300))
    #expect(Set(image.variants.map(\.format)) == [.webP, .png])
    #expect(image.bytes.count < 12_000)
  }

  @Test func whatShowsThroughStaysSo() throws {
    let formats = try variants(.drawing(width: 64, height: 64, alpha: true)).variants.map(\.format)
    #expect(formats == [.webP, .png])
    let opaque = TestPicture.photo(width: 64, height: 64)
    #expect(try variants(opaque).variants.map(\.format) == [.webP, .jpeg])
  }

  @Test func alphaThatHidesNothingIsLeftOut() throws {
    var dice = Dice(seed: 4)
    let photo = TestPicture(width: 64, height: 64, alpha: true) { _, _ in
      [UInt8(dice.roll(256)), UInt8(dice.roll(256)), UInt8(dice.roll(256)), 255]
    }
    #expect(try variants(photo).variants.map(\.format) == [.webP, .jpeg])
  }

  @Test func aPhotoThatLiesOnItsSideIsTurned() throws {
    let image = try SamplePictures.worker().process(SamplePictures.jpeg(orientation: 6), .page)
    #expect(Set(image.variants.map(\.size)) == [ImageSize(width: 64, height: 96)])
  }

  @Test func aPortraitHasSquares() throws {
    let image = try variants(.photo(width: 200, height: 300), .portrait)
    let squares = image.variants.filter { $0.role == .square }
    #expect(squares.map(\.size.width) == [160, 160, 200, 200])
    #expect(squares.allSatisfy { $0.size.width == $0.size.height })
  }

  @Test func theSquareIsWhereAFaceMostlyIs() {
    #expect(SquareCrop(for: ImageSize(width: 300, height: 300)) == .whole)
    #expect(SquareCrop(for: ImageSize(width: 400, height: 300)) == .attention)
    // The middle of the square at three eighths of the height, or the top where that is above the picture.
    #expect(SquareCrop(for: ImageSize(width: 300, height: 400)) == .rows(top: 0))
    #expect(SquareCrop(for: ImageSize(width: 300, height: 800)) == .rows(top: 150))
  }

  @Test func theSquareOfATallPictureComesFromItsUpperPart() async throws {
    // Red above, where a face would be, and blue below.
    let tall = TestPicture(width: 100, height: 300) { _, row in row < 162 ? [250, 0, 0] : [0, 0, 250] }
    let image = try variants(tall, .portrait)
    let square = try #require(image.variants.last { $0.role == .square && $0.format == .png })
    // All of it is red, as a picture that is nothing else.
    let red = try variants(TestPicture(width: 100, height: 100) { _, _ in [250, 0, 0] })
    let whole = try #require(red.variants.last)
    #expect(image[square].elementsEqual(red[whole]))
  }

  @Test func theSamePictureAlwaysBecomesTheSameBytes() throws {
    let photo = TestPicture.photo(width: 700, height: 500)
    #expect(try variants(photo, .portrait) == variants(photo, .portrait))
  }

  @Test func anUploadIsOnePicture() throws {
    let image = try variants(.photo(width: 2_600, height: 100), .upload)
    #expect(image.variants.map(\.size.width) == [2_560])
    #expect(image.variants.map(\.format) == [.jpeg])
  }

  @Test func whatAnImageSaysOfItselfSurvivesAndNonsenseDoesNot() throws {
    let image = try variants(.photo(width: 90, height: 50))
    let bytes = image.encoded
    #expect(ProcessedImage(encoded: bytes[...]) == image)
    let nonsense: [[UInt8]] = [Array(bytes.dropLast()), bytes + [0], [], [0], [0, 0], [2] + bytes.dropFirst()]
    for damaged in nonsense {
      #expect(ProcessedImage(encoded: damaged[...]) == nil)
    }
    for place in 0..<34 {
      var flipped = bytes
      flipped[place] ^= 0x81
      if let other = ProcessedImage(encoded: flipped[...]) {
        #expect(other.variants.allSatisfy { $0.range.upperBound <= other.bytes.count })
      }
    }
  }
}
