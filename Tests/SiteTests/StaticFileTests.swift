import Diagnostics
import Foundation
import Site
import TestSupport
import Testing

@Suite struct StaticFileTests {
  @Test func filesAreCopiedAsTheyAreWithHiddenOnes() async throws {
    let site = TestSite([
      "static/CNAME": "school.example.org\n", "static/.well-known/security.txt": "Contact: mailto:a@example.org",
      "static/.htaccess": "Options -Indexes", "static/fichiers/l’été {{ x }}.txt": "{{ x }}",
    ])
    site.files.write([0, 255, 128], to: "static/favicon.ico")
    try await site.buildCleanly()
    #expect(site.output("CNAME") == "school.example.org\n")
    #expect(site.output(".well-known/security.txt") == "Contact: mailto:a@example.org")
    #expect(site.output(".htaccess") == "Options -Indexes")
    #expect(site.output("fichiers/l’été {{ x }}.txt") == "{{ x }}")
    #expect(site.files.read("site/favicon.ico") == [0, 255, 128])
    #expect(try await site.buildCleanly().published?.written == 0)
  }

  @Test func whatIsTakenAwayIsTakenAway() async throws {
    let site = TestSite(["static/.well-known/a/b.txt": "mine", "static/CNAME": "x"])
    try await site.buildCleanly()
    try site.remove("static")
    #expect(try await site.buildCleanly().published?.removed == 2)
    #expect(!FileManager.default.fileExists(atPath: site.files.path + "/site/.well-known"))
  }

  @Test func aFileMayBecomeAFolderAndBack() async throws {
    let site = TestSite(["static/plan": "file", "static/old/deep/a.txt": "a", "static/old/b.txt": "b"])
    try await site.buildCleanly()
    try site.remove("static")
    site.write("static/plan/deep/a.txt", "a")
    site.write("static/old", "file")
    #expect(try await site.buildCleanly().published?.removed == 3)
    #expect(site.output("plan/deep/a.txt") == "a" && site.output("old") == "file")
    try site.remove("static")
    site.write("static/plan", "again")
    #expect(try await site.buildCleanly().published?.removed == 2)
    #expect(site.output("plan") == "again" && site.output("old") == nil)
  }

  @Test func aFolderWithWhatOthersMadeStaysInTheWay() async throws {
    let site = TestSite(["static/plan/a.txt": "a"])
    try await site.buildCleanly()
    try site.remove("static/plan")
    site.write("static/plan", "file")
    site.write("site/plan/mine.txt", "mine")
    await #expect(throws: SiteError.self) { try await site.build { $0.adoptsForeignFiles = true } }
    #expect(site.output("plan/a.txt") == "a" && site.output("plan/mine.txt") == "mine")
  }

  @Test func aRobotsFileOfOnesOwnReplacesTheMadeOne() async throws {
    let site = TestSite(["static/robots.txt": "User-agent: *\nDisallow: /\n"])
    try await site.buildCleanly()
    #expect(site.output("robots.txt") == "User-agent: *\nDisallow: /\n")
  }

  @Test(arguments: [
    ("notes/a/index.html", "file 'static/notes/a/index.html' and entry 'note:a' both claim '/notes/a/index.html'"),
    ("sitemap.xml", "file 'static/sitemap.xml' and the sitemap both claim '/sitemap.xml'"),
    ("assets/x.svg", "file 'static/assets/x.svg' and the theme's asset 'x.svg' both claim '/assets/x.svg'"),
    ("notes/a", "file 'static/notes/a' and entry 'note:a' would need '/notes/a' to be a file and a folder at once"),
    (
      "404.html/x",
      "file 'static/404.html/x' and the page for what is not found would need '/404.html' to be a file and a folder at once"
    ),
  ])
  func aClashNamesBoth(_ path: String, _ message: String) async throws {
    let site = TestSite([
      "content/notes/a.md": "---\ntitle: A\n---\n", "themes/plain/assets/x.svg": "<svg/>", "static/\(path)": "mine",
    ])
    let report = try await site.build()
    #expect(report.published == nil)
    #expect(report.diagnostics.count == 1)
    #expect(report.diagnostics.first?.message.text().hasSuffix(message) == true, "\(report.diagnostics.map(\.listed))")
    #expect(report.diagnostics.first?.location?.file.path == "static/\(path)")
  }

  @Test func aLinkInsideIsTheFileAndOneThatLeadsOutIsRefused() async throws {
    let site = TestSite(["static/real/a.txt": "A", "secret.txt": "mine", "secrets/b.txt": "mine"])
    site.files.link("static/a.txt", to: "real/a.txt")
    try await site.buildCleanly()
    #expect(site.output("a.txt") == "A")
    site.files.write("mine", to: "static/.git/config")
    for (name, target) in [
      ("out.txt", "../secret.txt"), ("folder", "../secrets"), ("deep", "real"), ("nowhere", "missing"),
      ("whole", "/etc/hostname"), ("loop", "loop"), ("git", ".git/config"),
    ] { site.files.link("static/" + name, to: target) }
    let report = try await site.build()
    #expect(
      report.diagnostics.map { "\($0.location?.file.path ?? "") \($0.id)" }
        == ["deep", "folder", "git", "loop", "nowhere", "out.txt", "whole"].map { "static/\($0) symbolic-link" })
    #expect(site.output("out.txt") == nil)
  }

  @Test func whatCannotBePublishedIsSaid() async throws {
    let deep = Array(repeating: "d", count: 31).joined(separator: "/")
    let site = TestSite([
      "static/.preau": "preau output 1\n../x", "static/a.preau-new": "x", "static/a\nb": "x", "static/.git/config": "x",
      "static/.gitignore": "x", "static/a.txt~": "x", "static/\(deep)/d/x": "x",
    ])
    #expect(mkfifo(site.files.path + "/static/pipe", 0o644) == 0)
    let report = try await site.build()
    #expect(
      report.diagnostics.map { "\($0.location?.file.path ?? "") \($0.id)" } == [
        "static invalid-name", "static/.preau reserved-name", "static/a.preau-new reserved-name",
        "static/\(deep)/d too-deep", "static/pipe not-a-file",
      ])
  }

  @Test func whatGitAndEditorsKeepStaysBehind() async throws {
    let site = TestSite([
      "static/.git/config": "x", "static/.gitignore": "x", "static/a.txt~": "x", "static/.a.txt.swp": "x",
    ])
    try await site.buildCleanly()
    #expect(try site.tree().keys.filter { $0.hasPrefix(".") || $0.hasSuffix("~") } == [])
  }

  @Test func aHiddenFileOfSomebodyElseIsNotReplaced() async throws {
    let site = TestSite(["site/.htaccess": "theirs", "static/.htaccess": "ours"])
    await #expect {
      try await site.build()
    } throws: { error in
      guard case .output(.foreignFiles(_, [".htaccess"], 1)) = error as? SiteError else { return false }
      return true
    }
    #expect(site.output(".htaccess") == "theirs")
    try await site.buildCleanly { $0.adoptsForeignFiles = true }
    #expect(site.output(".htaccess") == "ours")
  }

  @Test func textsMayLinkToThem() async throws {
    let site = TestSite([
      "content/site.yaml": "title: Test\nbase_url: https://test.example.org/sub\nlanguages: [fr]\ntheme: plain\n",
      "content/notes/a.md": "---\ntitle: A\n---\n[plan](/files/the%20plan.odg#page)", "static/files/the plan.odg": "x",
    ])
    try await site.buildCleanly()
    #expect(site.output("notes/a/index.html")?.contains("href=\"/sub/files/the%20plan.odg#page\"") == true)
  }

  @Test func aFolderThatIsAFileIsAnError() async throws {
    let site = TestSite(["static": "no folder"])
    #expect(
      try await site.build().diagnostics.map { "\($0.location?.file.path ?? "") \($0.id)" } == ["static unreadable"])
  }

  @Test func theSiteIsNotWrittenAmongThem() async throws {
    let site = TestSite(["static/CNAME": "x"])
    await #expect(throws: SiteError.self) { try await site.build { $0.output = site.files.path + "/static/site" } }
  }
}
