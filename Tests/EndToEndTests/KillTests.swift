import Foundation
import TestSupport
import Testing

/// A build that is killed at any moment leaves whole pages, and the next one makes the site right.
@Suite struct KillTests {
  @Test(.timeLimit(.minutes(15))) func aKilledBuildHarmsNothing() throws {
    let site = SiteFixture(["content/site.yaml": "title: Test\nbase_url: https://test.example.org\ntheme: plain\n"])
    site.write("name: note\nfields:\n  title: { type: text }\n", to: "content/kinds/note.yaml")
    site.write("name: Plain\n", to: "themes/plain/theme.yaml")
    site.write("home: H\ntags_title: T\nnot_found_title: N\n", to: "themes/plain/i18n/fr.yaml")
    for template in ["entry", "list", "tag", "tags", "home", "404", "redirect"] {
      let text = template == "entry" ? "{{ entry.content }}" : ""
      site.write("<begin>{{ page.title }}\(text)<end>", to: "themes/plain/templates/\(template).html")
    }
    let count = 400
    var kills = 0
    for round in 0..<24 {
      for number in stride(from: round % 3, to: count, by: 3) {
        site.write(
          "---\ntitle: N\(number)\n---\nRound \(round), " + String(repeating: "text ", count: 200),
          to: "content/notes/n\(number).md")
      }
      // From before the first page is written to after the last.
      kills += try killedBuild(in: site, after: .milliseconds(round * 5)) ? 1 : 0
      for (path, page) in pages(of: site) {
        #expect(page.hasPrefix("<begin>") && page.hasSuffix("<end>"), "\(path) after \(round * 5) ms")
      }
    }
    #expect(kills > 3, "most builds came to their end before they were killed")
    #expect(try ProcessRun(preau, ["build"], in: URL(filePath: site.path)).code == 0)
    let verified = try ProcessRun(preau, ["build", "--verify"], in: URL(filePath: site.path))
    #expect(verified.code == 0, "\(verified.errors)")
    #expect(!site.names(in: "site").contains(".preau-new"))
  }

  /// Answers whether the build was still at work.
  private func killedBuild(in site: SiteFixture, after delay: Duration) throws -> Bool {
    let process = Process()
    process.executableURL = preau
    process.arguments = ["build"]
    process.currentDirectoryURL = URL(filePath: site.path)
    process.standardError = FileHandle.nullDevice
    try process.run()
    Thread.sleep(forTimeInterval: Double(delay.components.attoseconds) / 1e18)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal
  }

  private func pages(of site: SiteFixture) -> [(path: String, text: String)] {
    let root = site.path + "/site"
    let paths = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    // What waits to be published is hidden.
    return paths.filter { $0.hasSuffix(".html") && !$0.hasPrefix(".") }.map { ($0, site.text("site/\($0)") ?? "") }
  }
}
