import Diagnostics
import Foundation
import Site
import Synchronization
import TestSupport
import Testing

/// No picture is decoded twice.
@Suite struct ImageCacheTests {
  private func site() -> TestSite {
    let site = TestSite([
      "content/kinds/note.yaml": "name: note\nfields:\n  title: { type: text }\n  cover: { type: image }\n",
      "content/notes/one.md": "---\ntitle: A\ncover: { src: a.png, alt: x }\n---\n![x](b.png)\n",
      "themes/plain/templates/entry.html": "{{ entry.cover.src if entry.cover else '' }}{{ entry.content }}",
    ])
    site.files.write(TestPicture.photo(width: 90, height: 60).png(), to: "content/notes/a.png")
    site.files.write(TestPicture.photo(width: 80, height: 60, seed: 2).png(), to: "content/notes/b.png")
    return site
  }

  /// Options under which every start of a worker leaves a line.
  private func counted(_ site: TestSite) -> (inout BuildOptions) -> Void {
    let script = "#!/bin/sh\necho x >>\(site.files.path)/starts\nexec \(imageWorker)\n"
    site.files.write(script, to: "worker")
    chmod("\(site.files.path)/worker", 0o755)
    return { [path = site.files.path] options in
      options.cache = "\(path)/var"
      options.imageCache = "\(path)/var/images"
      options.imageWorker = "\(path)/worker"
      options.threads = 1
    }
  }

  private func starts(_ site: TestSite) -> Int { site.files.read("starts").map { $0.count / 2 } ?? 0 }

  /// Lets stamps come of age, so that they are trusted.
  private func wait() async throws { try await Task.sleep(for: .milliseconds(60)) }

  @Test func aWarmBuildStartsNoWorker() async throws {
    let site = site()
    let options = counted(site)
    try await wait()
    try await site.buildCleanly(options)
    #expect(starts(site) == 1)
    try await site.buildCleanly(options)
    site.write("content/notes/one.md", "---\ntitle: B\ncover: { src: a.png, alt: x }\n---\nNew ![x](b.png)\n")
    try await site.buildCleanly(options)
    #expect(starts(site) == 1)
    // All pages anew, and elsewhere.
    try await site.buildCleanly {
      options(&$0)
      $0.cache = nil
      $0.output = "\(site.files.path)/other"
    }
    #expect(starts(site) == 1)
  }

  @Test func aPictureThatWasOnlyTouchedOrMovedIsNotDecoded() async throws {
    let site = site()
    let options = counted(site)
    try await site.buildCleanly(options)
    site.files.write(try #require(site.files.read("content/notes/a.png")), to: "content/notes/a.png")
    site.files.write(try #require(site.files.read("content/notes/b.png")), to: "content/notes/c.png")
    site.write("content/notes/one.md", "---\ntitle: B\ncover: { src: a.png, alt: x }\n---\n![x](c.png)\n")
    try await site.buildCleanly(options)
    #expect(starts(site) == 1)
    #expect(try site.tree().keys.contains { $0.hasPrefix("notes/c-80.") })
    #expect(try !site.tree().keys.contains { $0.hasPrefix("notes/b-") })
  }

  @Test func anotherPictureOfTheSameNameHasAnotherAddress() async throws {
    let site = site()
    let options = counted(site)
    try await site.buildCleanly(options)
    let before = try #require(site.output("notes/one/index.html"))
    site.files.write(TestPicture.photo(width: 90, height: 60, seed: 9).png(), to: "content/notes/a.png")
    try await site.buildCleanly(options)
    #expect(site.output("notes/one/index.html") != before)
    #expect(try site.tree().keys.filter { $0.hasPrefix("notes/a-") }.count == 2)
    #expect(starts(site) == 2)
  }

  @Test func whatIsGoneFromTheCacheIsMadeAgain() async throws {
    let site = site()
    let options = counted(site)
    try await wait()
    try await site.buildCleanly(options)
    let before = try site.tree()
    for name in site.files.names(in: "var/images") where name != "index" { site.files.remove("var/images/\(name)") }
    site.files.remove("site")
    try await site.buildCleanly(options)
    #expect(try site.tree() == before)
    for name in site.files.names(in: "var/images") { site.files.write("damaged", to: "var/images/\(name)") }
    site.files.remove("site")
    try await site.buildCleanly(options)
    #expect(try site.tree() == before)
  }

  @Test func aFolderThatCannotBeWrittenOnlyCostsTime() async throws {
    let site = site()
    site.write("var", "a file is here")
    let options = counted(site)
    try await site.buildCleanly(options)
    #expect(try site.tree().keys.contains { $0.hasPrefix("notes/a-") })
  }

  @Test func anImageThatBecomesDamagedStopsTheNextBuild() async throws {
    let site = site()
    let options = counted(site)
    try await site.buildCleanly(options)
    let before = try site.tree()
    site.files.write("<svg/>", to: "content/notes/b.png")
    let report = try await site.build(options)
    #expect(report.diagnostics.map(\.id.description) == ["refused-image"])
    #expect(try site.tree() == before)
  }

  @Test func aWorkerThatIsInstalledLaterBringsTheImagesIn() async throws {
    let site = site()
    let options = counted(site)
    _ = try await site.build {
      options(&$0)
      $0.imageWorker = nil
    }
    #expect(site.output("notes/one/index.html")?.contains("<img") == false)
    try await site.buildCleanly(options)
    #expect(site.output("notes/one/index.html")?.contains("<img") == true)
  }
}

/// What a build told of its progress.
final class Counts: Sendable {
  private let counts = Mutex<[(done: Int, total: Int)]>([])

  var all: [(done: Int, total: Int)] { counts.withLock { $0 } }

  func add(_ done: Int, _ total: Int) { counts.withLock { $0.append((done, total)) } }
}
