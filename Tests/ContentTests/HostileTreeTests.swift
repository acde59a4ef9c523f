import Content
import Diagnostics
import TestSupport
import Testing

private let kind = "name: thing\nfields: { title: { type: text }, x: { type: group, fields: { x: { type: text } } } }\n"

struct HostileTreeTests {
  @Test(
    .timeLimit(.minutes(15)),
    arguments: [
      String(repeating: "[", count: 20_000), "x: " + String(repeating: "{ x: ", count: 5_000),
      (0..<10_000).map { "key\($0): \($0)" }.joined(separator: "\n"), "x: &a [*a, *a]", "? [a]\n: b", "\u{0}\u{1}\u{2}",
      "title: \"" + String(repeating: "a", count: 1 << 20) + "\"", "<<: { a: b }", "--- \n--- \n---",
      "%YAML 9.9\n---\n",
    ])
  func givesMistakesAndNoCrash(yaml: String) async throws {
    for files in [
      ["kinds/thing.yaml": kind, "things/a.md": "---\n\(yaml)\n---\n"],
      ["kinds/thing.yaml": kind, "things/a.yaml": yaml], ["kinds/thing.yaml": yaml, "things/a.md": ""],
      ["site.yaml": yaml],
    ] {
      let content = try await TestContent(files)
      _ = content.mistakes
    }
  }

  @Test func binaryFilesAreNoText() async throws {
    let site = SiteFixture(["content/site.yaml": "title: T\n", "content/kinds/thing.yaml": kind])
    site.write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0xFF], to: "content/things/a.md")
    site.write(Array("---\ntitle: ".utf8) + [0xC3, 0x28] + Array("\n---\n".utf8), to: "content/things/b.md")
    let found = try await TestContent(in: site).mistakes
    #expect(found.count == 2 && found.allSatisfy { $0.contains("[invalid-text]") })
  }

  @Test func hugeFilesAreRefused() async throws {
    let found = try await mistakes(in: [
      "kinds/thing.yaml": kind, "things/a.md": String(repeating: "a", count: 5 << 20),
    ])
    #expect(found == ["content/things/a.md: error: a text may have at most 4 MiB [too-large]"])
  }

  @Test func foldersMayNotNestForEver() async throws {
    let path = (0..<40).map { _ in "a" }.joined(separator: "/")
    let found = try await mistakes(in: ["kinds/thing.yaml": kind, "things/\(path)/x.md": ""])
    #expect(found.count == 1 && found[0].contains("[too-deep]"))
  }

  @Test(.timeLimit(.minutes(15)))
  func thousandsOfUnknownReferencesTakeNoTime() async throws {
    var files = [
      "kinds/thing.yaml":
        "name: thing\nfields: { title: { type: text }, x: { type: reference, to: thing, list: true } }\n"
    ]
    let wrong = (0..<20).map { "slug-number-\($0)x" }.joined(separator: ", ")
    for number in 0..<2_000 { files["things/slug-number-\(number).yaml"] = "x: [\(wrong)]\n" }
    let content = try await TestContent(files)
    #expect(content.tree.diagnostics.count == 40_000)
    #expect(content.tree.diagnostics.count { $0.suggestion != nil } == 100)
  }

  @Test func resultsDoNotDependOnScheduling() async throws {
    var files = ["kinds/thing.yaml": "name: thing\nfields: { title: { type: text }, x: { type: integer } }\n"]
    for number in 0..<500 {
      files["things/a\(number).md"] = "---\ntitle: T\(number % 7)\nx: \(number % 3 == 0 ? "no" : "1")\n---\n"
    }
    let content = try await TestContent(files)
    let again = try await ContentTree.load("\(content.site.path)/content")
    #expect(content.tree.diagnostics.map(\.listed) == again.diagnostics.map(\.listed))
    #expect(content.tree.entries.map(\.slug) == again.entries.map(\.slug))
  }
}
