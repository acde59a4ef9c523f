import Images
import TestSupport
import Testing

/// What is no picture, or too much of one, costs nothing but a refusal.
@Suite struct RefusalTests {
  private func refusal(_ bytes: [UInt8], _ recipe: ImageRecipe = .page) -> ImageRefusal? {
    do throws(ImageRefusal) {
      _ = try SamplePictures.worker().process(bytes, recipe)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>", "<?xml version=\"1.0\"?><svg/>", "%PDF-1.4",
    "<html><script>alert(1)</script>", "push graphic-context\nviewbox 0 0 9 9\n", "P3 1 1 255 0 0 0", "II*\0", "",
  ])
  func whatIsNoPictureOfTheTypesThatAreReadIsUnknown(_ text: String) {
    #expect(refusal(Array(text.utf8)) == .unknownFormat)
  }

  @Test func aPictureThatIsCutOffIsDamaged() throws {
    let photo = TestPicture.photo(width: 300, height: 200).png()
    #expect(refusal(Array(photo.prefix(photo.count / 2))) == .damaged)
    #expect(refusal(Array(photo.prefix(40))) == .damaged)
    let jpeg = try SamplePictures.jpeg()
    #expect(refusal(Array(jpeg.prefix(jpeg.count * 2 / 3))) == .damaged)
    let webP = try SamplePictures.webP()
    #expect(refusal(Array(webP.prefix(webP.count / 2))) == .damaged)
    #expect(refusal(Array(SamplePictures.heic.prefix(700))) == .damaged)
  }

  @Test func whatOnlyBeginsAsAPictureIsDamaged() {
    #expect(refusal([0xFF, 0xD8, 0xFF, 0xE0]) == .damaged)
    #expect(refusal(Array("GIF89a".utf8)) == .damaged)
    #expect(refusal(Array("RIFF\0\0\0\0WEBP<svg/>".utf8)) == .damaged)
    #expect(refusal(Array("\0\0\0\u{18}ftypheic".utf8)) == .damaged)
  }

  @Test(arguments: [(30_000, 30_000), (2_147_483_000, 1), (65_000, 1_000)])
  func aHeaderThatClaimsTooMuchIsBelieved(width: Int, height: Int) {
    let refusal = refusal(TestPicture.pngHeader(width: width, height: height))
    // libpng itself refuses what is wider than a million pixels.
    #expect(refusal == .tooManyPixels || (width > 1_000_000 && refusal == .damaged))
  }

  @Test func tooManyBytesAreNotRead() async throws {
    #expect(refusal([0xFF, 0xD8, 0xFF] + [UInt8](repeating: 0, count: ImageRecipe.maximumBytes)) == .tooLarge)
  }

  @Test func damagedBytesNeverEndTheWorker() throws {
    let workers = SamplePictures.worker()
    var dice = Dice(seed: 7)
    for file in [try SamplePictures.jpeg(), try SamplePictures.webP(), SamplePictures.heic, SamplePictures.png()] {
      for _ in 0..<40 {
        var damaged = file
        for _ in 0..<8 { damaged[12 + dice.roll(file.count - 12)] = UInt8(dice.roll(256)) }
        do throws(ImageRefusal) {
          for variant in try workers.process(damaged, .page).variants { #expect(variant.size.width <= 2_560) }
        } catch {
          #expect(error.isFinal, "the worker ended")
        }
      }
    }
  }
}
