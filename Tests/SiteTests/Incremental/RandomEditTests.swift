import Diagnostics
import Foundation
import Site
import TestSupport
import Testing

/// After any series of edits, a build that remembers the last one makes what a clean build makes.
@Suite struct RandomEditTests {
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func aBuildThatRemembersEqualsACleanOne(seed: UInt64) async throws {
    var site = EditedSite(seed: seed)
    var (published, files, made) = (0, 0, 0)
    var faulty: [String] = []
    for step in 0..<150 {
      let change = step == 0 ? "nothing" : site.edit(faulty: faulty)
      let before = try FileTree.read(site.files.path + "/site")
      let remembering = try await build(site, output: "site", cache: "var", threads: [1, 2, 8][step % 3])
      let clean = try await build(site, output: "clean", cache: nil, threads: 2)
      let place = "seed \(seed), step \(step): \(change)"
      try #require(remembering.diagnostics.map(\.listed) == clean.diagnostics.map(\.listed), "\(place)")
      try #require((remembering.published == nil) == (clean.published == nil), "\(place)")
      let expected = remembering.published == nil ? before : try FileTree.read(site.files.path + "/clean")
      try #require(try FileTree.read(site.files.path + "/site").difference(from: expected) == nil, "\(place)")
      if let counts = remembering.published {
        published += 1
        files += counts.written + counts.unchanged
        made += remembering.rendered
      }
      faulty = remembering.diagnostics.filter { $0.severity == .error }.compactMap { $0.location?.file.path }
    }
    // Most steps must have come to something, or nothing is proved.
    #expect(published > 75)
    #expect(made * 3 < files * 2, "\(made) of \(files) files were made again")
  }

  private func build(_ site: EditedSite, output: String, cache: String?, threads: Int) async throws -> BuildReport {
    let root = site.files.path
    var options = BuildOptions(
      content: "\(root)/content", themes: "\(root)/themes", output: "\(root)/\(output)", now: site.now,
      threads: threads)
    options.staticFiles = "\(root)/static"
    options.displayedContent = "content"
    options.displayedThemes = "themes"
    options.cache = cache.map { "\(root)/\($0)" }
    options.imageWorker = imageWorker
    options.imageCache = "\(root)/images"
    return try await SiteBuild(options).run()
  }
}

/// The files below a folder and what they hold, without what builds keep for themselves.
struct FileTree {
  private var files: [String: Data] = [:]

  static func read(_ folder: String) throws -> FileTree {
    var tree = FileTree()
    for case let path as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
      var isFolder: ObjCBool = false
      let file = "\(folder)/\(path)"
      guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), !isFolder.boolValue, path != ".preau"
      else { continue }
      tree.files[path] = try Data(contentsOf: URL(filePath: file))
    }
    return tree
  }

  /// What is different, for a message; nil when nothing is.
  func difference(from other: FileTree) -> String? {
    for path in Set(files.keys).union(other.files.keys).sorted() where files[path] != other.files[path] {
      let texts = [files[path], other.files[path]].map { $0.map { String(decoding: $0, as: UTF8.self) } ?? "nothing" }
      return "\(path) is:\n\(texts[0])\nand should be:\n\(texts[1])"
    }
    return nil
  }
}
