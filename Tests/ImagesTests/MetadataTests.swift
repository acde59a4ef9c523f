import Images
import TestSupport
import Testing

/// Nothing that a camera wrote beside the pixels is in anything that is published or kept.
@Suite struct MetadataTests {
  @Test(arguments: ["jpeg", "png", "webp", "heic"], ImageRecipe.allCases)
  func whereAPhotoWasTakenIsInNoOutput(_ name: String, _ recipe: ImageRecipe) throws {
    let file = try Self.file(name)
    let hasMetadata = Metadata.leaks(into: file)
    #expect(hasMetadata, "the sample has no metadata to lose")
    let image = try SamplePictures.worker().process(file, recipe)
    #expect(!image.variants.isEmpty)
    for variant in image.variants {
      let isLeaking = Metadata.leaks(into: image[variant])
      #expect(!isLeaking, "\(name) as \(variant.format), \(variant.role)")
    }
  }

  @Test(arguments: ["jpeg", "png", "webp", "heic"])
  func whatIsUploadedKeepsNothingOfTheFile(_ name: String) async throws {
    let folder = SiteFixture()
    folder.write(try Self.file(name), to: "upload")
    let image = try await ImageImporter(worker: imageWorker)
      .accept(fileAt: "\(folder.path)/upload")
    let isLeaking = Metadata.leaks(into: image.bytes)
    #expect(!isLeaking)
    let format = ImageFormat(image.bytes)
    #expect(format == image.format)
    #expect(image.size == ImageSize(width: 96, height: 64))
  }

  private static func file(_ name: String) throws -> [UInt8] {
    switch name {
    case "jpeg": try SamplePictures.jpeg()
    case "png": SamplePictures.png()
    case "webp": try SamplePictures.webP()
    default: SamplePictures.heic
    }
  }
}
