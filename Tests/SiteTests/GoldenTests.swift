import Foundation
import Site
import TestSupport
import Testing

/// The community kit with the real theme, page by page as it was last approved.
///
/// `UPDATE_GOLDEN=1 make test` writes the pages anew, and fails so that nobody forgets to read the difference.
@Suite struct GoldenTests {
  private static let pages = [
    "index.html", "projects/index.html", "projects/premier-projet/index.html", "profiles/camille-exemple/index.html",
    "articles/bienvenue/index.html", "articles/feed.xml", "promos/premiere/index.html", "tags/html/index.html",
    "a-propos/index.html", "404.html", "sitemap.xml", "robots.txt",
  ]

  private static let golden = packageFolder.appending(path: "Tests/SiteTests/Golden")

  @Test func pagesAreAsApproved() async throws {
    let folder = SiteFixture()
    var options = BuildOptions(
      content: packageFolder.appending(path: "kits/community/content").path,
      themes: packageFolder.appending(path: "themes").path, output: "\(folder.path)/site", now: TestSite.now, threads: 2
    )
    options.displayedContent = "content"
    options.displayedThemes = "themes"
    let report = try await SiteBuild(options).run()
    #expect(report.diagnostics.map(\.listed) == [])
    for page in Self.pages {
      let built = try #require(
        folder.read("site/" + page).map { plain(String(decoding: $0, as: UTF8.self)) }, "\(page)")
      try compare(built, with: Self.golden.appending(path: page.replacing("/", with: "__")), page)
    }
  }

  /// Fingerprints of assets change with every touch of the style sheet, and are no part of a page's meaning.
  private func plain(_ text: String) -> String {
    text.replacing(#/\.[0-9a-f]{10}\.(css|js)|\?v=[0-9a-f]{10}/#, with: "")
  }

  private func compare(_ built: String, with file: URL, _ page: String) throws {
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(built.utf8).write(to: file)
      Issue.record("\(page) was written anew: read the difference, then run the tests again")
      return
    }
    let approved = try String(contentsOf: file, encoding: .utf8)
    let lines = zip(built.split(separator: "\n"), approved.split(separator: "\n"))
    let difference = lines.first { $0 != $1 }.map { "'\($0)' where '\($1)' was approved" }
    #expect(built == approved, "\(page): \(difference ?? "another length")")
  }
}
