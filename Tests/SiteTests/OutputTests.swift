import Diagnostics
import Foundation
import Site
import TestSupport
import Testing

@Suite struct OutputTests {
  @Test func aSecondBuildWritesNothing() async throws {
    let site = TestSite(["content/notes/a.md": "---\ntitle: A\n---\nText"])
    let first = try await site.buildCleanly()
    let second = try await site.buildCleanly()
    #expect(first.published?.written ?? 0 > 0)
    #expect(second.published?.written == 0)
    #expect(second.published?.unchanged == first.published?.written)
    #expect(second.published?.removed == 0)
  }

  @Test func onlyTheChangedPageIsWritten() async throws {
    let site = TestSite([
      "content/notes/a.md": "---\ntitle: A\n---\nText", "content/notes/b.md": "---\ntitle: B\n---\n",
    ])
    try await site.buildCleanly()
    site.write("content/notes/a.md", "---\ntitle: A\n---\nOther")
    #expect(try await site.buildCleanly().published?.written == 1)
    #expect(site.output("notes/a/index.html")?.contains("Other") == true)
  }

  @Test func filesOfEarlierBuildsGoAndOthersStay() async throws {
    let site = TestSite(["content/notes/a.md": "---\ntitle: A\n---\n", "content/notes/b.md": "---\ntitle: B\n---\n"])
    try await site.buildCleanly()
    site.write("site/.htaccess", "mine")
    try site.remove("content/notes/b.md")
    let report = try await site.buildCleanly()
    #expect(report.published?.removed == 1)
    #expect(site.output("notes/b/index.html") == nil)
    #expect(!FileManager.default.fileExists(atPath: site.files.path + "/site/notes/b"))
    #expect(site.output(".htaccess") == "mine")
  }

  @Test func aFolderWithForeignFilesIsRefusedUntilForced() async throws {
    let site = TestSite(["site/holiday.jpg": "mine", "content/notes/a.md": "---\ntitle: A\n---\n"])
    await #expect {
      try await site.build()
    } throws: { error in
      guard case .output(.foreignFiles(_, let paths, 1)) = error as? SiteError else { return false }
      return paths == ["holiday.jpg"]
    }
    #expect(site.output("index.html") == nil)
    try await site.buildCleanly { $0.adoptsForeignFiles = true }
    #expect(site.output("holiday.jpg") == "mine")
    #expect(site.output("index.html") == "Test")
  }

  @Test(arguments: [
    "content", "content/sub", "content/new/deep", "themes", "themes/plain/assets", "", "/..", "/content/kinds/../sub",
    "/missing/../content", "linked", "linked/sub",
  ])
  func anOutputFolderAmongTheSourcesIsRefused(_ path: String) async throws {
    let site = TestSite(["content/notes/a.md": "---\ntitle: A\n---\n"])
    site.files.link("linked", to: "content/notes")
    for isBuilt in [true, false] {
      let build = SiteBuild(site.options { $0.output = site.files.path + "/" + path })
      await #expect {
        _ = try await isBuilt ? build.run() : build.check()
      } throws: { error in
        guard case .output(.overlap) = error as? SiteError else { return false }
        return true
      }
    }
    #expect(site.files.text("content/sub/index.html") == nil)
  }

  @Test func theRootIsNoOutputFolder() async throws {
    let site = TestSite()
    for root in ["/", "//", "/.", "/tmp/.."] {
      await #expect(throws: SiteError.self) { try await site.build { $0.output = root } }
    }
  }

  @Test func aFolderBesideTheSourcesWithALikeNameIsTaken() async throws {
    let site = TestSite(["content/notes/a.md": "---\ntitle: A\n---\n"])
    try await site.buildCleanly { $0.output = site.files.path + "/content-site/../content2" }
    #expect(site.files.text("content2/index.html") == "Test")
  }

  @Test func aBuildWithErrorsLeavesTheLastSite() async throws {
    let site = TestSite(["content/notes/a.md": "---\ntitle: A\n---\n"])
    try await site.buildCleanly()
    let before = try site.tree()
    site.write("content/notes/a.md", "---\ntitel: A\n---\n")
    #expect(try await site.build().published == nil)
    #expect(try site.tree() == before)
  }

  @Test func aTemplateErrorLeavesTheLastSiteAndNoTraces() async throws {
    let site = TestSite(["content/notes/a.md": "---\ntitle: A\n---\n"])
    try await site.buildCleanly()
    let before = try site.tree()
    site.write("content/notes/b.md", "---\ntitle: B\n---\n")
    site.write("themes/plain/templates/entry.html", "changed {{ entry.titel }}")
    let report = try await site.build()
    #expect(report.published == nil)
    #expect(report.diagnostics.contains { $0.suggestion == "title" })
    #expect(try site.tree() == before)
  }

  @Test func theTreeIsTheSameForAnyNumberOfThreads() async throws {
    var files: [String: String] = [:]
    for number in 0..<60 {
      files["content/notes/n\(number).md"] =
        "---\ntitle: Note \(number)\ntags: [t\(number % 7)]\n---\nText ~~\(number)~~"
    }
    let trees = try await [1, 2, 8].asyncMap { threads in
      let site = TestSite(files)
      try await site.buildCleanly { $0.threads = threads }
      return try site.tree()
    }
    #expect(trees[0].count > 60)
    #expect(trees[0] == trees[1] && trees[1] == trees[2])
  }

  @Test func aLinkInTheOutputFolderLeadsNobodyOut() async throws {
    let site = TestSite(["content/notes/a.md": "---\ntitle: A\n---\n", "elsewhere/notes.txt": "mine"])
    try await site.buildCleanly()
    try site.remove("site/notes")
    try FileManager.default.createSymbolicLink(
      atPath: site.files.path + "/site/notes", withDestinationPath: site.files.path + "/elsewhere")
    await #expect(throws: SiteError.self) { try await site.build { $0.adoptsForeignFiles = true } }
    #expect(try FileManager.default.contentsOfDirectory(atPath: site.files.path + "/elsewhere") == ["notes.txt"])
  }

  @Test func aFolderInPlaceOfAPageStopsTheBuildBeforeAnythingChanges() async throws {
    let site = TestSite(["content/notes/a.md": "---\ntitle: A\n---\nText"])
    try await site.buildCleanly()
    try site.remove("site/notes/a/index.html")
    site.write("site/notes/a/index.html/.keep", "mine")
    let before = try site.tree()
    site.write("content/site.yaml", "title: Other\nbase_url: https://test.example.org\ntheme: plain\n")
    await #expect {
      try await site.build { $0.adoptsForeignFiles = true }
    } throws: { error in
      guard case .output(.notAFile(let path)) = error as? SiteError else { return false }
      return path.hasSuffix("/site/notes/a/index.html")
    }
    #expect(try site.tree() == before)
  }

  @Test(.timeLimit(.minutes(15))) func aPipeInPlaceOfAPageIsReplaced() async throws {
    let site = TestSite()
    try await site.buildCleanly()
    try site.remove("site/index.html")
    #expect(mkfifo(site.files.path + "/site/index.html", 0o644) == 0)
    try await site.buildCleanly()
    #expect(site.output("index.html") == "Test")
  }

  @Test func whatAKilledBuildLeftIsTakenAway() async throws {
    let site = TestSite(["content/notes/a.md": "---\ntitle: A\n---\n", "site/.preau-new/gone/index.html": "half"])
    try await site.buildCleanly()
    #expect(site.files.names(in: "site").contains(".preau-new") == false)
  }

  @Test func buildsIntoOneFolderTakeTurns() async throws {
    let site = TestSite(["content/notes/a.md": "---\ntitle: A\n---\n", "content/notes/b.md": "---\ntitle: B\n---\n"])
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 { group.addTask { try await site.buildCleanly() } }
      try await group.waitForAll()
    }
    #expect(try site.tree().keys.filter { $0.hasSuffix(".preau-new") } == [])
    #expect(site.output("notes/b/index.html")?.isEmpty == false)
  }

  @Test func aDamagedManifestRemovesNothingOutside() async throws {
    let site = TestSite(["content/notes/a.md": "---\ntitle: A\n---\n", "precious.txt": "mine"])
    try await site.buildCleanly()
    site.write("site/.preau", "preau output 1\n../precious.txt\n/etc/hostname\n")
    try await site.buildCleanly { $0.adoptsForeignFiles = true }
    #expect(FileManager.default.fileExists(atPath: site.files.path + "/precious.txt"))
  }
}

extension Sequence {
  func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }
}
