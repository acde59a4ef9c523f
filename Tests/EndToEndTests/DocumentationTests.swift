import Foundation
import TestSupport
import Testing

/// What the documentation tells to do, done to the letter.
@Suite struct DocumentationTests {
  @Test func theNewListPageStepByStepWorksInANewSite() throws {
    let scratch = SiteFixture()
    try run(["init", "new"], in: scratch.path)
    let steps = try section("### A new list page, step by step", of: "docs/themes.md")
    let files = steps.matches(of: #/`((?:themes|content)\/[^`]+)`:\n +```[a-z]+\n((?s:.*?))\n +```/#)
    #expect(files.count == 3)
    for file in files { scratch.write(String(file.2).withoutIndent + "\n", to: "new/\(file.1)") }
    #expect(steps.contains("set `theme: ours` in `content/site.yaml`, in place of `theme: preau`"))
    let settings = try #require(scratch.text("new/content/site.yaml"))
    scratch.write(settings.replacing("theme: preau", with: "theme: ours"), to: "new/content/site.yaml")
    try run(["build", "--strict"], in: "\(scratch.path)/new")
    let page = try #require(scratch.text("new/site/python/index.html"))
    #expect(page.contains("<h1>Who knows Python</h1>"))
    #expect(page.contains("<li><a href=\"/profiles/camille-exemple/\">Camille Exemple</a></li>"))
    #expect(scratch.text("new/site/index.html")?.contains("href=\"/python/\"") == true)
  }

  private func run(_ arguments: [String], in folder: String) throws {
    let run = try ProcessRun(
      preau, arguments, in: URL(filePath: folder),
      environment: ["PREAU_SHARE": packageFolder.path, "SOURCE_DATE_EPOCH": "1795262400"])
    #expect(run.code == 0, "\(run.errors)")
  }

  /// The text between a heading and the next.
  private func section(_ heading: String, of path: String) throws -> String {
    let text = try String(contentsOf: packageFolder.appending(path: path), encoding: .utf8)
    let rest = try #require(text.firstRange(of: heading + "\n")).upperBound
    return String(text[rest...].prefix(upTo: text[rest...].firstRange(of: "\n## ")?.lowerBound ?? text.endIndex))
  }
}

extension String {
  /// The lines of a code block in a list, as they are meant.
  fileprivate var withoutIndent: String {
    split(separator: "\n", omittingEmptySubsequences: false).map { $0.hasPrefix("   ") ? $0.dropFirst(3) : $0 }
      .joined(separator: "\n")
  }
}
