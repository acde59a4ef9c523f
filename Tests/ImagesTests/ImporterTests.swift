import Images
import TestSupport
import Testing

/// What people send: taken anew, or refused with a reason that a form can say.
@Suite struct ImporterTests {
  private func refusal(_ bytes: [UInt8]) async -> ImageRefusal? {
    let folder = SiteFixture()
    folder.write(bytes, to: "upload")
    return await refusal(at: "\(folder.path)/upload")
  }

  private func refusal(at path: String) async -> ImageRefusal? {
    do throws(ImageRefusal) {
      _ = try await ImageImporter(worker: imageWorker).accept(fileAt: path)
      return nil
    } catch {
      return error
    }
  }

  @Test func everyRefusalHasAReason() async {
    #expect(await refusal(Array("<svg/>".utf8)) == .unknownFormat)
    #expect(await refusal(Array("GIF89a".utf8)) == .unknownFormat)
    #expect(await refusal(Array(SamplePictures.png().prefix(900))) == .damaged)
    #expect(await refusal(TestPicture.pngHeader(width: 30_000, height: 30_000)) == .tooManyPixels)
    #expect(await refusal([UInt8](repeating: 0, count: ImageImporter.maximumBytes + 1)) == .tooLarge)
    #expect(await refusal(at: "/nowhere/at/all") == .unreadable)
    #expect(await refusal(at: "/dev/zero") == .unreadable)
    #expect(ImageRefusal.tooManyPixels.rawValue == "too-many-pixels")
  }

  @Test func manyAtOnceAllComeThrough() async throws {
    let folder = SiteFixture()
    for number in 0..<6 {
      folder.write(TestPicture.photo(width: 50 + number, height: 40).png(), to: "\(number)")
    }
    let importer = ImageImporter(worker: imageWorker)
    let widths = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<6 { group.addTask { try await importer.accept(fileAt: "\(folder.path)/\(number)").size.width } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(widths.sorted() == [50, 51, 52, 53, 54, 55])
  }
}
