import Diagnostics
import Foundation
import Site
import TestSupport
import Testing

@Suite struct ImageTests {
  private static let png: [UInt8] =
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)

  private func site(with image: [UInt8], named name: String = "a.png") throws -> TestSite {
    let site = TestSite([
      "content/kinds/note.yaml":
        "name: note\nfields:\n  title: { type: text }\n  cover: { type: image }\n"
        + "  parts: { type: group, list: true, fields: { picture: { type: image } } }",
      "content/notes/one.md":
        "---\ntitle: A\ncover: { src: \(name), alt: x }\nparts: [{ picture: { src: \(name), alt: x } }]\n---\n![x](\(name))\n",
    ])
    try Data(image).write(to: URL(filePath: "\(site.files.path)/content/notes/\(name)"))
    return site
  }

  @Test func pictureIsShownWithItsSize() async throws {
    let site = try site(with: Self.png + [0, 0, 1, 0, 0, 0, 0, 128, 8, 2, 0, 0, 0])
    try await site.buildCleanly()
    #expect(site.output("notes/one/index.html")?.contains("width=\"256\" height=\"128\"") == true)
  }

  @Test(arguments: [
    [], [0x89, 0x50, 0x4E, 0x47], png + [0, 0, 0, 0, 0, 0, 0, 0], Array("<svg/>".utf8), [0xFF, 0xD8],
    Array("GIF89a".utf8), Array("RIFF0000WEBP".utf8), Array("0000ftypheic".utf8),
  ])
  func whatIsNoPictureIsAnErrorWhereItIsNamed(_ bytes: [UInt8]) async throws {
    let report = try await site(with: bytes).build()
    let found = report.diagnostics.filter { $0.message.text().hasPrefix("an image must be a PNG") }
    #expect(found.map { $0.location?.range == nil } == [false, false, false])
    #expect(found.map(\.id.description).sorted() == ["missing-image", "unreadable-image", "unreadable-image"])
  }
}
