import Diagnostics
import Markup

/// The files of one entry, before they are read.
struct EntrySource: Sendable {
  struct File: Sendable {
    var language: Language
    /// Relative to `content/`.
    var path: String
    /// What its paths are relative to.
    var folder: String

    /// Whether it has no text, only fields.
    var isFieldsOnly: Bool { path.hasSuffix(".yaml") }
  }

  var kind: KindID
  var slug: String
  /// In the order of the site's languages, one a language.
  var files: [File]
}

/// Finds the entries in a kind's folder by the names of its files.
struct EntryFinder {
  let kind: KindID
  let languages: [Language]
  /// The path of `content/` as people see it, with a slash.
  let displayPrefix: String
  private var filesBySlug: [String: [EntrySource.File]] = [:]
  private(set) var diagnostics: [Diagnostic] = []

  init(kind: KindID, languages: [Language], displayPrefix: String) {
    self.kind = kind
    self.languages = languages
    self.displayPrefix = displayPrefix
  }

  /// The entries by slug.
  mutating func entries(in listing: FolderListing, at path: String) -> [EntrySource] {
    for name in listing.files { add(file: name, in: path) }
    for folder in listing.folders { add(folder, in: path) }
    let slugs = filesBySlug.keys.sorted()
    return slugs.map { EntrySource(kind: kind, slug: $0, files: sorted(filesBySlug[$0] ?? [])) }
  }

  /// The main language first.
  private func sorted(_ files: [EntrySource.File]) -> [EntrySource.File] {
    languages.compactMap { language in files.first { $0.language == language } }
  }

  private mutating func add(file name: String, in path: String) {
    guard let file = FileName(name) else { return reportMisspelt(name, in: path) }
    let location = location("\(path)/\(name)")
    if file.stem == "index" {
      diagnostics.append(
        .error(
          "invalid-slug", at: location, "index.md must stand in a folder that has the entry's slug",
          help: "an entry can't be called 'index'"))
    } else if Name.isSlug(file.stem) {
      add(file, slug: file.stem, path: "\(path)/\(name)", folder: path)
    } else {
      let nearest = Self.nearestSlug(to: file.stem).map { "\($0)\(file.ending)" }
      diagnostics.append(.invalidSlug(at: location, name: file.stem, suggestion: nearest))
    }
  }

  private mutating func add(_ folder: FolderListing.Folder, in path: String) {
    let inner = "\(path)/\(folder.name)"
    let files = folder.listing.files.compactMap { name in FileName(name).map { (name, $0) } }
    let indices = files.filter { $0.1.stem == "index" }
    guard !indices.isEmpty else {
      for name in folder.listing.files where FileName.meant(by: name)?.hasPrefix("index.") == true {
        reportMisspelt(name, in: inner)
      }
      if let stray = files.first?.0 ?? folder.listing.firstNestedIndex { reportNoIndex(in: inner, beside: stray) }
      return
    }
    guard Name.isSlug(folder.name), folder.name != "index" else {
      let nearest = Self.nearestSlug(to: folder.name)
      diagnostics.append(
        .invalidSlug(at: location("\(inner)/\(indices[0].0)"), name: folder.name, suggestion: nearest))
      return
    }
    for (name, file) in indices { add(file, slug: folder.name, path: "\(inner)/\(name)", folder: inner) }
  }

  private mutating func add(_ name: FileName, slug: String, path: String, folder: String) {
    guard let language = language(of: name, at: path) else { return }
    let known = filesBySlug[slug]?.first { $0.language == language }
    if let known {
      diagnostics.append(
        .error(
          "duplicate-slug", at: location(path), "each entry must have a slug of its own; there are two of '\(slug)'",
          help: "give one of the files another name, or merge them",
          notes: [.init("the other one is \(displayPrefix + known.path)", at: location(known.path))]))
    } else {
      filesBySlug[slug, default: []].append(.init(language: language, path: path, folder: folder))
    }
  }

  private mutating func language(of name: FileName, at path: String) -> Language? {
    guard let code = name.language else { return languages.first }
    if let language = languages.first(where: { $0.code == code }) { return language }
    diagnostics.append(
      .warning(
        "unknown-language", at: location(path), "'\(code)' is no language of this site; the file is not used",
        help: "the languages are \(languages.map(\.code).joined(separator: ", ")); see 'languages' in site.yaml",
        suggestion: nearestName(to: code, among: languages.map(\.code))))
    return nil
  }

  private mutating func reportNoIndex(in path: String, beside name: String) {
    diagnostics.append(
      .warning(
        "no-index", at: location("\(path)/\(name)"), "a folder of an entry must hold its text as index.md",
        help: "'\(name)' is not used; an entry stands in its kind's folder, or as index.md in a folder of its own"))
  }

  /// A file that is no entry only because of how its name ends.
  private mutating func reportMisspelt(_ name: String, in path: String) {
    guard let meant = FileName.meant(by: name) else { return }
    diagnostics.append(
      .warning(
        "unused-file", at: location("\(path)/\(name)"),
        "the file of an entry must end in .md or .yaml, in lower case; '\(name)' is not used", suggestion: meant))
  }

  private func location(_ path: String) -> SourceLocation {
    SourceLocation(SourceFile(path: displayPrefix + path, bytes: []))
  }

  /// A slug made of any name; nil when nothing is left of it.
  private static func nearestSlug(to name: String) -> String? {
    let slug = Slug.make(from: name)
    return Name.isSlug(slug) ? slug : nil
  }
}

extension Diagnostic {
  fileprivate static func invalidSlug(at location: SourceLocation, name: String, suggestion: String?) -> Diagnostic {
    .error(
      "invalid-slug", at: location,
      "the name of an entry's file must have lower-case letters a to z, digits and hyphens; '\(name)' has others",
      suggestion: suggestion)
  }
}

extension FolderListing {
  /// The path of the first file further down that would be an entry's.
  fileprivate var firstNestedIndex: String? {
    for folder in folders {
      if let file = folder.listing.files.first(where: { FileName($0)?.stem == "index" }) {
        return "\(folder.name)/\(file)"
      }
      if let deeper = folder.listing.firstNestedIndex { return "\(folder.name)/\(deeper)" }
    }
    return nil
  }
}

/// A file name taken apart: `meteo.en.md`.
private struct FileName {
  var stem: String
  var language: String?
  /// The language and the extension, with their dots.
  var ending: String

  /// The name of the entry's file that a name with another ending was meant to be: `a.yml`, `A.MD`, `a.markdown`.
  static func meant(by name: String) -> String? {
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return nil }
    let base = name[..<dot]
    switch name[name.index(after: dot)...].lowercased() {
    case "md", "markdown", "mdown", "mkd": return base.lowercased() + ".md"
    case "yaml", "yml": return base.lowercased() + ".yaml"
    default: return nil
    }
  }

  /// Nil for files that are no entry.
  init?(_ name: String) {
    guard let ending = [".md", ".yaml"].first(where: name.hasSuffix) else { return nil }
    let base = name.dropLast(ending.utf8.count)
    guard !base.isEmpty else { return nil }
    stem = String(base)
    self.ending = ending
    guard let dot = base.lastIndex(of: "."), dot > base.startIndex else { return }
    let code = String(base[base.index(after: dot)...])
    guard Language(code: code) != nil else { return }
    stem = String(base[..<dot])
    language = code
    self.ending = ".\(code)\(ending)"
  }
}
