import Content
import Diagnostics
import Foundation
import Site
import TestSupport
import Testing

/// A site in a temporary folder, written as one literal and built by the public interface.
///
/// A small theme and one kind are there unless the literal says otherwise.
struct TestSite {
  let files: SiteFixture

  /// 2026-11-21 12:00 UTC.
  static let now = 1_795_262_400

  static let basics: [String: String] = [
    "content/site.yaml": "title: Test\nbase_url: https://test.example.org\nlanguages: [fr]\ntheme: plain\n",
    "content/kinds/note.yaml": """
    name: note
    fields:
      title: { type: text, required: true }
      tags: { type: tag, list: true }
    """,
    "themes/plain/theme.yaml": "name: Plain\n",
    "themes/plain/i18n/fr.yaml": "home: Accueil\ntags_title: Étiquettes\nnot_found_title: Introuvable\n",
    "themes/plain/i18n/en.yaml": "home: Home\ntags_title: Tags\nnot_found_title: Not found\n",
    "themes/plain/templates/entry.html": "<h1>{{ entry.title }}</h1>\n{{ entry.content }}",
    "themes/plain/templates/list.html":
      "{% for entry in list.entries %}<a href=\"{{ entry.permalink }}\">{{ entry.title }}</a>\n{% endfor %}",
    "themes/plain/templates/tag.html":
      "{{ tag.label }}: {% for group in tag.groups %}{{ group.entries|length }}{% endfor %}",
    "themes/plain/templates/tags.html": "{% for tag in tags %}{{ tag }} {% endfor %}",
    "themes/plain/templates/home.html": "{{ site.title }}",
    "themes/plain/templates/404.html": "{{ page.title }}",
    "themes/plain/templates/redirect.html": "{{ target }}",
  ]

  init(_ files: [String: String] = [:]) {
    self.files = SiteFixture(Self.basics.merging(files) { $1 })
  }

  func write(_ path: String, _ text: String) { files.write(text, to: path) }

  func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: "\(files.path)/\(path)") }

  func options(_ change: (inout BuildOptions) -> Void = { _ in }) -> BuildOptions {
    var options = BuildOptions(
      content: "\(files.path)/content", themes: "\(files.path)/themes", output: "\(files.path)/site", now: Self.now,
      threads: 2)
    options.staticFiles = "\(files.path)/static"
    options.displayedContent = "content"
    options.displayedThemes = "themes"
    options.imageWorker = imageWorker
    change(&options)
    return options
  }

  @discardableResult
  func build(_ change: (inout BuildOptions) -> Void = { _ in }) async throws -> BuildReport {
    try await SiteBuild(options(change)).run()
  }

  /// Builds and expects no diagnostics at all.
  @discardableResult
  func buildCleanly(
    _ change: (inout BuildOptions) -> Void = { _ in }, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) async throws -> BuildReport {
    let report = try await build(change)
    #expect(report.diagnostics.map(\.listed) == [], sourceLocation: sourceLocation)
    return report
  }

  /// A file of the built site, as text; nil when it is not there.
  func output(_ path: String) -> String? {
    files.read("site/" + path).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Every file of the built site and its bytes, without the manifest.
  func tree() throws -> [String: Data] {
    let base = URL(filePath: files.path).appending(path: "site")
    var files: [String: Data] = [:]
    for case let path as String in FileManager.default.enumerator(atPath: base.path) ?? .init() {
      var isFolder: ObjCBool = false
      let file = base.appending(path: path)
      guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), !isFolder.boolValue,
        path != ".preau"
      else { continue }
      files[path] = try Data(contentsOf: file)
    }
    return files
  }
}
