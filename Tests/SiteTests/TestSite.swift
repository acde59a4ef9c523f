import Content
import Diagnostics
import Foundation
import Site
import Testing

/// A site in a temporary folder, written as one literal and built by the public interface.
///
/// A small theme and one kind are there unless the literal says otherwise.
final class TestSite {
  let root: URL

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
    "themes/plain/templates/tag.html": "{{ tag.label }}: {% for group in tag.groups %}{{ group.entries|length }}{% endfor %}",
    "themes/plain/templates/tags.html": "{% for tag in tags %}{{ tag }} {% endfor %}",
    "themes/plain/templates/home.html": "{{ site.title }}",
    "themes/plain/templates/404.html": "{{ page.title }}",
    "themes/plain/templates/redirect.html": "{{ target }}",
  ]

  init(_ files: [String: String] = [:]) throws {
    root = FileManager.default.temporaryDirectory.appending(path: "preau-test-\(UUID().uuidString)")
    for (path, text) in Self.basics.merging(files, uniquingKeysWith: { $1 }) { try write(path, text) }
  }

  deinit {
    try? FileManager.default.removeItem(at: root)  // a folder left in /tmp fails no test
  }

  func write(_ path: String, _ text: String) throws {
    try write(path, Data(text.utf8))
  }

  func write(_ path: String, _ bytes: Data) throws {
    let url = root.appending(path: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: url)
  }

  func remove(_ path: String) throws {
    try FileManager.default.removeItem(at: root.appending(path: path))
  }

  func options(_ change: (inout BuildOptions) -> Void = { _ in }) -> BuildOptions {
    var options = BuildOptions(
      content: root.path + "/content", themes: root.path + "/themes", output: root.path + "/site", now: Self.now,
      threads: 2)
    options.displayedContent = "content"
    options.displayedThemes = "themes"
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
    #expect(report.diagnostics.map(\.line) == [], sourceLocation: sourceLocation)
    return report
  }

  /// A file of the built site, as text; nil when it is not there.
  func output(_ path: String) -> String? {
    try? String(contentsOf: root.appending(path: "site/" + path), encoding: .utf8)  // absence is an answer
  }

  /// Every file of the built site and its bytes, without the manifest.
  func tree() throws -> [String: Data] {
    let base = root.appending(path: "site")
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

extension Diagnostic {
  /// `content/a.md:3:8: error: …`, as the first line of a printed diagnostic.
  var line: String {
    guard let location else { return "\(severity.rawValue): \(message.text())" }
    let place = location.range.map { range in
      let position = location.file.position(ofByte: range.lowerBound)
      return ":\(position.line):\(position.column)"
    }
    return "\(location.file.path)\(place ?? ""): \(severity.rawValue): \(message.text())"
  }
}
