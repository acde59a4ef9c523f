import Content
import Diagnostics
import TestSupport

/// 2026-11-21 12:00 UTC.
let testNow = 1_795_262_400

/// A content tree of a literal, with a `site.yaml` unless the test brings its own.
struct TestContent {
  let site: SiteFixture
  let tree: ContentTree

  /// Paths are relative to `content/`.
  init(_ files: [String: String]) async throws {
    let defaults = ["site.yaml": "title: Test\nlanguages: [fr, en]\n"]
    let all = files.merging(defaults) { own, _ in own }
    site = SiteFixture(Dictionary(uniqueKeysWithValues: all.map { ("content/\($0.key)", $0.value) }))
    tree = try await ContentTree.load("\(site.path)/content")
  }

  init(in site: SiteFixture) async throws {
    self.site = site
    tree = try await ContentTree.load("\(site.path)/content")
  }

  func library(now: Int = testNow, includingDrafts: Bool = false) -> Library {
    Library(tree, now: now, includingDrafts: includingDrafts)
  }

  /// What is wrong, one line a diagnostic.
  var mistakes: [String] {
    library().diagnostics.map(\.listed)
  }
}

/// The mistakes of a tree, one line each.
func mistakes(in files: [String: String]) async throws -> [String] {
  try await TestContent(files).mistakes
}

/// A kind `thing` of things with a title and one field, and one thing with a value of that field.
func thing(_ field: String, _ value: String) -> [String: String] {
  [
    "kinds/thing.yaml": "name: thing\nfields:\n  title: { type: text }\n  x: \(field)\n",
    "things/a.md": "---\nx: \(value)\n---\n",
  ]
}

extension Library {
  /// The slugs of entries, in their order.
  func slugs(_ ids: [EntryID]) -> [String] {
    ids.map { self[$0].slug }
  }

  /// The value of a field of an entry, in the main language.
  func value(_ field: String, of address: String) -> FieldValue? {
    guard let address = EntryAddress(address), let id = entry(address) else { return nil }
    return self[self[id].kind].fields[field].flatMap { self[id].main.values[$0.index] }
  }
}
