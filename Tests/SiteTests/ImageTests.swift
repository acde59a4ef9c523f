import Diagnostics
import Foundation
import Images
import Site
import TestSupport
import Testing

/// What becomes of the pictures of a site.
@Suite struct ImageTests {
  private static let photo = TestPicture.photo(width: 700, height: 500).png(with: Metadata.pngChunks())

  private static let kind = """
    name: note
    fields:
      title: { type: text }
      cover: { type: image }
      face: { type: image, crop: square }
      shots: { type: image, list: true }
      parts: { type: group, list: true, fields: { picture: { type: image } } }
    """

  private static let template = """
    {% if entry.cover %}{{ entry.cover.src }} {{ entry.cover.width }}x{{ entry.cover.height }} {{ entry.cover.alt }}
    srcset={{ entry.cover.srcset }} {% for source in entry.cover.sources %}{{ source.type }}={{ source.srcset }}{% endfor %}
    full={{ entry.cover.full.src }} square={{ entry.cover.square is none }}{% endif %}
    {% if entry.face %}face={{ entry.face.square.src }} {{ entry.face.square.width }}{% endif %}
    shots={{ entry.shots|length }}{{ entry.content }}
    """

  private func site(_ image: [UInt8], named name: String = "a.png", note: String) -> TestSite {
    let site = TestSite([
      "content/kinds/note.yaml": Self.kind, "themes/plain/templates/entry.html": Self.template,
      "content/notes/one.md": note,
    ])
    site.files.write(image, to: "content/notes/\(name)")
    return site
  }

  /// In two fields and a text.
  private func site(naming image: [UInt8], _ name: String = "a.png") -> TestSite {
    site(
      image, named: name,
      note: "---\ntitle: A\ncover: { src: \(name), alt: x }\nparts: [{ picture: { src: \(name), alt: x } }]\n---\n"
        + "![x](\(name))\n")
  }

  @Test func templatesSeeAllSizesOfAPicture() async throws {
    let site = site(naming: Self.photo)
    try await site.buildCleanly()
    let page = try #require(site.output("notes/one/index.html"))
    let sizes = page.matches(of: #/(/notes/a-(\d+)\.[0-9a-f]{10}\.(webp|jpg)) (\d+)w/#)
    #expect(sizes.count == 8, "two types and widths, in the field and in the text")
    #expect(sizes.allSatisfy { $0.2 == $0.4 })
    for size in sizes { #expect(site.output(String(size.1.dropFirst())) != nil) }
    #expect(page.contains("700x500 x"))
    #expect(page.contains("image/webp=/notes/a-320."))
    #expect(page.contains("square=True"))
    #expect(page.firstMatch(of: #/full=/notes/a-700\.[0-9a-f]+\.jpg/#) != nil)
  }

  @Test func aTextShowsAPictureInTheSizeThatFits() async throws {
    let site = site(Self.photo, note: "---\ntitle: A\n---\n![Pont](a.png)\n\n[entière](a.png)\n")
    try await site.buildCleanly()
    let page = try #require(site.output("notes/one/index.html"))
    let picture =
      #/<picture><source type="image/webp" srcset="[^"]+ 700w" sizes="[^"]+"><img src="/notes/a-700\.[0-9a-f]+\.jpg" alt="Pont" width="700" height="500" srcset="[^"]+" sizes="[^"]+" loading="lazy" decoding="async"></picture>/#
    #expect(page.firstMatch(of: picture) != nil, "\(page)")
    #expect(page.firstMatch(of: #/<a href="/notes/a-700\.[0-9a-f]+\.jpg">entière</a>/#) != nil)
  }

  @Test func noFileOfTheSiteSaysWhereAPhotoWasTaken() async throws {
    let site = site(naming: Self.photo)
    try await site.buildCleanly()
    let files = try site.tree()
    #expect(files.keys.contains { $0.hasSuffix(".webp") } && files["notes/a.png"] == nil)
    for (path, bytes) in files {
      let isLeaking = Metadata.leaks(into: bytes)
      #expect(!isLeaking, "\(path)")
    }
  }

  @Test func onlyFieldsThatAskForItHaveASquare() async throws {
    let site = site(Self.photo, note: "---\ntitle: A\nface: { src: a.png, alt: x }\n---\n")
    try await site.buildCleanly()
    #expect(site.output("notes/one/index.html")?.firstMatch(of: #/face=\S+-square-320\.\S+ 320/#) != nil)
    #expect(try site.tree().keys.filter { $0.contains("square") }.count == 4)
  }

  @Test func thePictureThatIsShownTwiceIsThereOnce() async throws {
    let site = site(
      Self.photo, note: "---\ntitle: A\ncover: { src: a.png, alt: x }\nface: { src: a.png, alt: x }\n---\n")
    try await site.buildCleanly()
    #expect(try site.tree().keys.filter { $0.hasPrefix("notes/a-") }.count == 8)
  }

  private static let refused: [[UInt8]] = [
    [], Array("<svg/>".utf8), Array("%PDF-1.4".utf8), Array(photo.prefix(9_000)), [0x89, 0x50, 0x4E, 0x47],
    TestPicture.pngHeader(width: 30_000, height: 30_000), [0xFF, 0xD8, 0xFF, 0xE0], Array("GIF89a".utf8),
  ]

  @Test(arguments: refused.indices)
  func whatIsNoPictureIsAnErrorWhereItIsNamed(_ number: Int) async throws {
    let report = try await site(naming: Self.refused[number]).build()
    #expect(report.published == nil)
    #expect(report.diagnostics.map(\.id.description) == ["refused-image", "refused-image", "refused-image"])
    #expect(report.diagnostics.map { $0.location?.range == nil } == [false, false, false])
  }

  @Test func aPictureUnderTheNameOfAnotherTypeIsRefused() async throws {
    let report = try await site(naming: Self.photo, "a.jpg").build()
    #expect(report.diagnostics.first?.message.text().contains("'content/notes/a.jpg' is a PNG file") == true)
    #expect(report.diagnostics.first?.help?.text() == "rename it so that it ends in .png")
  }

  @Test func withoutTheWorkerImagesAreLeftOutAndSaidSoOnce() async throws {
    let site = site(
      Self.photo,
      note:
        "---\ntitle: A\ncover: { src: a.png, alt: x }\nshots: [{ src: a.png, alt: x }]\n---\n![Pont](a.png) [ici](a.png)\n"
    )
    for worker in [nil, "/nowhere/preau-images"] {
      let report = try await site.build { $0.imageWorker = worker }
      #expect(report.diagnostics.map(\.id.description) == ["images-left-out"])
      #expect(report.published != nil)
      let page = try #require(site.output("notes/one/index.html"))
      #expect(page.contains("shots=0") && page.contains("Pont ici") && !page.contains("<img"))
      #expect(try !site.tree().keys.contains { $0.hasPrefix("notes/a") })
    }
    try await site.buildCleanly()
  }

  @Test func aSiteWithoutImagesNeedsNoWorker() async throws {
    let site = site(Self.photo, note: "---\ntitle: A\n---\nNo picture, but `![one](a.png)` of code\n")
    try await site.buildCleanly { $0.imageWorker = nil }
    #expect(try !site.tree().keys.contains { $0.hasPrefix("notes/a") })
  }

  @Test func aPictureThatMovesIsAWarning() async throws {
    // Two pictures of one pixel (GIF89a §20, §22).
    let frame: [UInt8] =
      [0x21, 0xF9, 4, 0, 5, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 0x01, 0]
    let moving = Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255] + frame + frame + [0x3B]
    let site = site(naming: moving, "a.gif")
    let report = try await site.build()
    #expect(report.diagnostics.map(\.id.description) == ["moving-image"])
    #expect(report.published != nil)
  }

  @Test func picturesAreCountedAsTheyAreMade() async throws {
    let site = site(naming: Self.photo)
    let counts = Counts()
    let build = SiteBuild(site.options()) { progress in
      if progress.stage == .images { counts.add(progress.done, progress.total) }
    }
    _ = try await build.run()
    #expect(counts.all.map(\.done) == [0, 1] && counts.all.allSatisfy { $0.total == 1 })
  }
}
