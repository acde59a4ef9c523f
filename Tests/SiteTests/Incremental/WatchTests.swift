import Content
import Diagnostics
import Foundation
import Glibc
import Site
import Synchronization
import TestSupport
import Testing

/// A watched site comes to be what a clean build makes.
@Suite struct WatchTests {
  @Test(.timeLimit(.minutes(15)), arguments: [11, 12, 13] as [UInt64])
  func aWatchedSiteEqualsACleanBuild(seed: UInt64) async throws {
    var site = EditedSite(seed: seed)
    let root = site.files.path
    let now = TestSite.now
    let watch = Task { [watched = options(root, output: "site", cache: "\(root)/var")] in
      try await SiteWatch(watched, now: { now }).run { _, _ in }
    }
    var faulty: [String] = []
    for step in 0..<60 {
      // The clock stands still here, and the record is the watch's own.
      let change = step == 0 ? "nothing" : site.edit(faulty: faulty, amongSources: true)
      let clean = try await SiteBuild(options(root, output: "clean", cache: nil)).run()
      faulty = clean.diagnostics.filter { $0.severity == .error }.compactMap { $0.location?.file.path }
      guard clean.published != nil else { continue }
      let expected = try FileTree.read("\(root)/clean")
      try await untilEqual("\(root)/site", expected, "seed \(seed), step \(step): \(change)")
    }
    watch.cancel()
    try await watch.value
    // The record that the watch left is as good as any.
    let report = try await SiteBuild(options(root, output: "site", cache: "\(root)/var")).run()
    if report.published != nil {
      _ = try await SiteBuild(options(root, output: "clean", cache: nil)).run()
      #expect(try FileTree.read("\(root)/site").difference(from: try FileTree.read("\(root)/clean")) == nil)
    }
  }

  /// New texts alone are read, rendered and written without the rest being looked at.
  @Test(.timeLimit(.minutes(15)), arguments: [21, 22] as [UInt64])
  func textsAloneTakeTheShortWay(seed: UInt64) async throws {
    var site = EditedSite(seed: seed, isFlawless: true)
    let root = site.files.path
    let now = TestSite.now
    let trace = Trace()
    var watched = options(root, output: "site", cache: "\(root)/var")
    watched.trace = trace
    let watch = Task { [watched] in try await SiteWatch(watched, now: { now }).run { _, _ in } }
    for step in 0..<60 {
      let change = step == 0 ? "nothing" : site.editText()
      let clean = try await SiteBuild(options(root, output: "clean", cache: nil)).run()
      #expect(clean.diagnostics.map(\.listed) == [])
      try await untilEqual("\(root)/site", try FileTree.read("\(root)/clean"), "seed \(seed), step \(step): \(change)")
    }
    watch.cancel()
    try await watch.value
    // The long way is taken first, and where a link leads to a heading that may have gone.
    let longWays = trace.spans.count { $0.stage == "resolve" }
    #expect(longWays < 40, "of 60 builds")
  }

  /// A file that is put into the place of another shows on its own page before lists are made, and in the end everywhere.
  @Test(.timeLimit(.minutes(15))) func fieldsOfAnEntryShowAhead() async throws {
    let site = TestSite([
      "content/kinds/note.yaml":
        "name: note\nfields:\n  title: { type: text }\n  secret: { type: text, visibility: members }\nlist: { sort: [title] }\n",
      "content/notes/a.md": "---\ntitle: A0\n---\nText.\n", "content/notes/b.md": "---\ntitle: B\n---\n[A](a.md)\n",
      "content/notes/c.md": "---\ntitle: C\ndraft: true\n---\n",
    ])
    let root = site.files.path
    let seen = Mutex<[String]>([])
    let watch = Task { [watched = options(root, output: "site", cache: nil)] in
      try await SiteWatch(watched, now: { TestSite.now }).run(showing: { pages in
        let entry = pages.library.entry(kind: "note", slug: "a").map { pages.library[$0].title }
        seen.withLock { $0.append(entry ?? "none") }
      }) { _, _ in }
    }
    func settle(_ place: String) async throws {
      _ = try await SiteBuild(options(root, output: "clean", cache: nil)).run()
      try await untilEqual("\(root)/site", try FileTree.read("\(root)/clean"), place)
    }
    try await settle("the start")
    for step in 1...12 {
      // The last ones come while the rest of the site is brought up to the ones before.
      let title = step % 3 == 0 ? "Z\(step)" : "A\(step)"
      site.write("content/notes/.new~", "---\ntitle: \(title)\nsecret: s\n---\nText \(step).\n")
      _ = rename("\(root)/content/notes/.new~", "\(root)/content/notes/a.md")
      if step < 8 { try await settle("step \(step)") } else { try await Task.sleep(for: .milliseconds(40)) }
    }
    try await settle("the end")
    // What is hidden now, or has mistakes, is no matter of one page.
    site.write("content/notes/.new~", "---\ntitle: A\ndraft: true\n---\n")
    site.write("content/notes/b.md", "---\ntitle: B\n---\n")
    _ = rename("\(root)/content/notes/.new~", "\(root)/content/notes/a.md")
    try await settle("a draft")
    watch.cancel()
    try await watch.value
    #expect(seen.withLock { $0 }.contains("A1"))
  }

  /// What nobody opens to be written: links, and folders that take the place of those which were watched.
  @Test(.timeLimit(.minutes(15))) func entriesThatComeAreShownAhead() async throws {
    let site = TestSite([
      "content/kinds/note.yaml": """
      name: note
      fields:
        title: { type: text }
        secret: { type: text, visibility: members }
        about: { type: reference, to: note, inverse: mentions }
        tags: { type: tag, list: true }
        picture: { type: file }
      list: { sort: [title] }

      """,
      "content/kinds/part.yaml": """
      name: part
      fields:
        title: { type: text }
        number: { type: integer }
        of: { type: reference, to: note }
      sequence: { within: of, by: number }
      list: { sort: [title] }

      """,
      "content/notes/m.md": "---\ntitle: M\ntags: [known]\n---\nText.\n", "content/notes/plan.pdf": "%PDF",
      "content/notes/hidden.md": "---\ntitle: H\ndraft: true\n---\n", "content/parts/p.md": "---\ntitle: P\n---\n",
    ])
    let root = site.files.path
    let shown = Mutex<[String: Bool]>([:])
    let watch = Task { [watched = options(root, output: "site", cache: "\(root)/var")] in
      try await SiteWatch(watched, now: { TestSite.now }).run(showing: { pages in
        // Its page is there before anybody is told.
        guard let entry = pages.library.entries.last else { return }
        let kind = pages.library[entry.kind].plural
        var isThere = access("\(root)/site/\(kind)/\(entry.slug)/index.html", F_OK) == 0
        // Nor do its links lead nowhere.
        if entry.slug == "tagged" { isThere = isThere && access("\(root)/site/tags/new/index.html", F_OK) == 0 }
        shown.withLock { $0[entry.slug] = isThere && pages.bytes(atPath: entry.main.path) == entry.main.file.bytes }
      }) { _, _ in }
    }
    func settle(_ place: String) async throws {
      _ = try await SiteBuild(options(root, output: "clean", cache: nil)).run()
      try await untilEqual("\(root)/site", try FileTree.read("\(root)/clean"), place)
    }
    func add(_ path: String, _ fields: String, _ text: String = "Text.") {
      site.write("content/notes/.new~", "---\n\(fields)\n---\n\(text)\n")
      _ = rename("\(root)/content/notes/.new~", "\(root)/content/\(path)")
    }
    try await settle("the start")
    let entries = [
      ("notes/a.md", "title: A", "[M](m.md) and [me](a.md)"), ("notes/z.md", "title: Z\nsecret: s\ntags: [known]", ""),
      ("notes/b.md", "title: B\nabout: m", "Text."), ("notes/tagged.md", "title: T\ntags: [new]", "Text."),
      ("notes/older.md", "title: O\naliases: [/old/]", "Text."), ("notes/draft.md", "title: D\ndraft: true", ""),
      ("notes/file.md", "title: F\npicture: plan.pdf", ""), ("notes/linked.md", "title: L", "[plan](plan.pdf)"),
      ("parts/o.md", "title: O\nof: m\nnumber: 1", ""), ("parts/alone.md", "title: Alone\nnumber: 2", ""),
      ("notes/m.en.md", "title: M", "In English."),
    ]
    for (path, fields, text) in entries {
      add(path, fields, text)
      try await settle(path)
    }
    // One comes after the other, and each may be changed again before the lists follow.
    for number in 0..<4 {
      add("notes/row\(number).md", "title: R\(number)\ntags: [row, row\(number % 2)]")
      // A build that has just begun may bring it, too.
      while access("\(root)/site/notes/row\(number)/index.html", F_OK) != 0 {
        try await Task.sleep(for: .milliseconds(5))
      }
      if number > 0 { add("notes/row\(number - 1).md", "title: R\(number)", "[Next](row\(number).md)") }
    }
    try await settle("a row")
    // What has mistakes is published by nobody, and what comes and goes at once leaves nothing behind.
    add("notes/c.md", "title: C\nnothing: here", "[nowhere](nowhere.md)")
    try await Task.sleep(for: .milliseconds(200))
    #expect(access("\(root)/site/notes/c/index.html", F_OK) != 0)
    unlink("\(root)/content/notes/c.md")
    for number in 0..<6 {
      add("notes/n\(number).md", "title: N\(number)")
      try await Task.sleep(for: .milliseconds(60 * number))
      if number % 2 == 0 { unlink("\(root)/content/notes/n\(number).md") }
    }
    try await settle("the end")
    watch.cancel()
    try await watch.value
    let ways = shown.withLock { $0 }
    #expect(!ways.values.contains(false), "\(ways)")
    #expect(["a", "z", "b", "tagged", "alone"].count { ways[$0] == true } >= 3, "\(ways)")
    #expect(["older", "draft", "file", "linked", "o", "c"].allSatisfy { ways[$0] == nil }, "\(ways)")
  }

  @Test(.timeLimit(.minutes(15))) func linksAndFoldersThatComeAreSeen() async throws {
    let site = TestSite(["content/notes/a.md": "---\ntitle: A\n---\n", "other/b.md": "---\ntitle: B\n---\n"])
    let root = site.files.path
    let watch = Task { [watched = options(root, output: "site", cache: nil)] in
      try await SiteWatch(watched, now: { TestSite.now }).run { _, _ in }
    }
    func settle(_ place: String) async throws {
      let clean = try await SiteBuild(options(root, output: "clean", cache: nil)).run()
      #expect(clean.published != nil)
      try await untilEqual("\(root)/site", try FileTree.read("\(root)/clean"), place)
      // The watch must be at rest before the next change, or it would see that without being told.
      try await Task.sleep(for: .milliseconds(300))
    }
    try await settle("the start")
    try FileManager.default.linkItem(atPath: "\(root)/other/b.md", toPath: "\(root)/content/notes/b.md")
    try await settle("a hard link")
    site.write("new/a.txt", "a")
    try FileManager.default.moveItem(atPath: "\(root)/new", toPath: "\(root)/static")
    try await settle("a folder that was not there")
    try FileManager.default.copyItem(atPath: "\(root)/content", toPath: "\(root)/copy")
    try site.remove("content")
    try await Task.sleep(for: .milliseconds(300))
    try site.remove("copy/notes/a.md")
    try FileManager.default.moveItem(atPath: "\(root)/copy", toPath: "\(root)/content")
    try await settle("content that was taken away")
    site.write("content/notes/b.md", "---\ntitle: B\n---\nText")
    try await settle("a text in the new content")
    watch.cancel()
    try await watch.value
  }

  @Test(.timeLimit(.minutes(15))) func pagesFollowTheClock() async throws {
    let site = TestSite(["themes/plain/templates/home.html": "{{ site.now.day }}"])
    let clock = Mutex(TestSite.now)
    let watch = Task { [watched = options(site.files.path, output: "site", cache: nil)] in
      try await SiteWatch(watched, now: { clock.withLock { $0 } }).run { _, _ in }
    }
    for day in ["21", "22", "23"] {
      while site.output("index.html") != day { try await Task.sleep(for: .milliseconds(10)) }
      clock.withLock { $0 += 86_400 }
    }
    watch.cancel()
    try await watch.value
  }

  @Test(.timeLimit(.minutes(15))) func aMistakeThatTheClockBringsIsToldOnce() async throws {
    let site = TestSite([
      "content/notes/a.md": "---\ntitle: A\nexpires: 2026-11-23\n---\n[B](/tags/only/)",
      "content/notes/b.md": "---\ntitle: B\nexpires: 2026-11-22\ntags: [only]\n---\n",
    ])
    let clock = Mutex(TestSite.now)
    let outcomes = Mutex<[Bool]>([])
    let watch = Task { [watched = options(site.files.path, output: "site", cache: nil)] in
      try await SiteWatch(watched, now: { clock.withLock { $0 } }).run { result, _ in
        outcomes.withLock { $0.append((try? result.get())?.published != nil) }
      }
    }
    for expected in [[true], [true, false], [true, false, true]] {
      while outcomes.withLock(\.count) < expected.count { try await Task.sleep(for: .milliseconds(10)) }
      try await Task.sleep(for: .milliseconds(700))
      #expect(outcomes.withLock(\.self) == expected)
      clock.withLock { $0 += 86_400 }
    }
    watch.cancel()
    try await watch.value
  }

  private func options(_ root: String, output: String, cache: String?) -> BuildOptions {
    var options = BuildOptions(
      content: "\(root)/content", themes: "\(root)/themes", output: "\(root)/\(output)", now: TestSite.now, threads: 2)
    options.staticFiles = "\(root)/static"
    options.imageWorker = imageWorker
    options.imageCache = "\(root)/images"
    options.displayedContent = "content"
    options.displayedThemes = "themes"
    options.cache = cache
    return options
  }

  /// Waits as long as it takes; a site that never gets there runs into the time limit.
  private func untilEqual(_ folder: String, _ expected: FileTree, _ place: String) async throws {
    for attempt in 0... {
      // A file may go while the folder is read.
      let difference = (try? FileTree.read(folder))?.difference(from: expected)
      if let tree = try? FileTree.read(folder), tree.difference(from: expected) == nil { return }
      try #require(attempt < 2_000, "\(place): \(difference ?? "")")
      try await Task.sleep(for: .milliseconds(10))
    }
  }
}
