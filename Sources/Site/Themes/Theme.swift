import Diagnostics
import Glibc
import Markup

/// A theme and those that it extends, as one: templates, assets and texts of the nearest win.
struct Theme: Sendable {
  let name: String
  /// By the name that templates use: `base.html`, and `preau/base.html` for the one of a certain theme.
  let templates: [String: SourceFile]
  /// By name, in order.
  let assets: [Asset]
  let translations: Translations

  /// One name for each template file, in order: the shortest where it has several.
  var templateNames: [String] {
    var names: [String: String] = [:]
    for (name, file) in templates where name.count < names[file.path]?.count ?? .max { names[file.path] = name }
    return names.values.sorted()
  }
}

/// Reads themes from the folder that holds them all.
struct ThemeLoader {
  /// Where the themes are.
  let folder: String
  /// The same as people should see it, such as `themes`.
  let displayedFolder: String
  /// The site's languages, the main one first.
  let languages: [String]

  private(set) var diagnostics: [Diagnostic] = []

  init(folder: String, displayedFolder: String, languages: [String]) {
    self.folder = folder
    self.displayedFolder = displayedFolder
    self.languages = languages
  }

  /// The theme `name`; nil, with diagnostics, when it or one that it extends cannot be read.
  mutating func load(_ name: String, namedAt location: SourceLocation?) throws(OutputError) -> Theme? {
    let layers = try chain(from: name, namedAt: location)
    guard !layers.isEmpty, !diagnostics.hasErrors else { return nil }
    var templates: [String: SourceFile] = [:]
    var assets: [String: Asset] = [:]
    var translations = Translations(fallback: languages.first ?? "en")
    for layer in layers {
      for file in try files(of: layer, in: "templates") {
        if templates[file.name] == nil { templates[file.name] = file.source }
        templates["\(layer)/\(file.name)"] = file.source
      }
      for file in try files(of: layer, in: "assets") where assets[file.name] == nil {
        assets[file.name] = Asset(name: file.name, bytes: file.source.bytes)
      }
      for file in try files(of: layer, in: "i18n") where file.name.hasSuffix(".yaml") {
        translations.add(file.source, language: String(file.name.dropLast(5)), into: &diagnostics)
      }
    }
    warnOfMissingTexts(translations, theme: name)
    return Theme(
      name: name, templates: templates, assets: assets.values.sorted { $0.name < $1.name }, translations: translations)
  }

  /// The theme and those it extends, nearest first.
  private mutating func chain(from name: String, namedAt location: SourceLocation?) throws(OutputError) -> [String] {
    var layers: [String] = []
    var next: (name: String, location: SourceLocation?)? = (name, location)
    while let wanted = next {
      guard !layers.contains(wanted.name) else {
        diagnostics.append(
          .error(
            "theme-cycle", at: wanted.location, "theme '\(wanted.name)' must not extend itself, not even through others"
          ))
        return []
      }
      guard let settings = try settings(of: wanted.name, namedAt: wanted.location) else { return [] }
      layers.append(wanted.name)
      next = settings.parent
    }
    return layers
  }

  private struct Settings {
    var parent: (name: String, location: SourceLocation?)?
  }

  private mutating func settings(of name: String, namedAt location: SourceLocation?) throws(OutputError) -> Settings? {
    let path = "\(folder)/\(name)/theme.yaml"
    guard isPlainName(name), let bytes = try RawFile.read(path) else {
      diagnostics.append(
        .error(
          "unknown-theme", at: location,
          "theme must name a folder of '\(displayedFolder)' with a theme.yaml; '\(name)' is none",
          suggestion: nearestName(to: name, among: themeNames())))
      return nil
    }
    let file = SourceFile(path: "\(displayedFolder)/\(name)/theme.yaml", bytes: bytes)
    let mapping = YAMLParser.parse(file, into: &diagnostics)?.mapping
    for pair in mapping?.pairs ?? [] where !["name", "extends", "description", "author", "licence"].contains(pair.key) {
      diagnostics.append(
        .error(
          "unknown-key", at: SourceLocation(file, pair.keyRange), "'\(pair.key)' is no setting of a theme",
          help: "a theme.yaml knows name, extends, description, author and licence",
          suggestion: nearestName(to: pair.key, among: ["name", "extends", "description", "author", "licence"])))
    }
    let parent = mapping?["extends"].flatMap { node in
      node.scalar.map { ($0.text, SourceLocation(file, node.range)) }
    }
    return Settings(parent: parent)
  }

  private func isPlainName(_ name: String) -> Bool {
    !name.isEmpty && !name.contains("/") && !name.hasPrefix(".")
  }

  private func themeNames() -> [String] {
    let files = (try? FolderListing.files(in: folder)) ?? []  // only to suggest a name
    return files.compactMap { $0.hasSuffix("/theme.yaml") ? String($0.dropLast("/theme.yaml".count)) : nil }
  }

  private func files(of theme: String, in part: String) throws(OutputError) -> [(name: String, source: SourceFile)] {
    let root = "\(folder)/\(theme)/\(part)"
    let names: [String]
    do {
      names = try FolderListing.files(in: root)
    } catch {
      guard case .system(_, _, let code) = error, code == ENOENT else { throw error }
      return []
    }
    var files: [(name: String, source: SourceFile)] = []
    for name in names {
      guard let bytes = try RawFile.read("\(root)/\(name)") else { continue }
      files.append((name, SourceFile(path: "\(displayedFolder)/\(theme)/\(part)/\(name)", bytes: bytes)))
    }
    return files
  }

  private mutating func warnOfMissingTexts(_ translations: Translations, theme: String) {
    for language in languages {
      let missing = translations.missingKeys(in: language)
      guard !missing.isEmpty else { continue }
      let file = SourceFile(path: "\(displayedFolder)/\(theme)/i18n/\(language).yaml", bytes: [])
      diagnostics.append(
        .warning(
          "missing-translation", at: SourceLocation(file),
          "language '\(language)' lacks \(missing.count) texts: \(missing.prefix(8).joined(separator: ", "))",
          help: "until then these are shown in '\(languages.first ?? language)'"))
    }
  }
}
