import Content
import Diagnostics
import Templates

/// A complete model with the templates that show it.
struct PreparedSite: Sendable {
  let model: SiteModel
  let renderer: PageRenderer
  /// Files other than pages, in order of their paths.
  let files: [SiteFile]
  /// Mistakes in templates and in what the pages need of them, and files that would lie on one another.
  let diagnostics: [Diagnostic]

  init(_ model: SiteModel) {
    self.model = model
    var environment = Environment(loader: ThemeTemplates(sources: model.theme.templates))
    SiteFilters.add(to: &environment, translations: model.theme.translations, settings: model.library.settings)
    let templates = PageTemplates(model.theme)
    renderer = PageRenderer(model, environment: environment, templates: templates)
    files = SiteFile.all(of: model)
    diagnostics =
      environment.checkAll(names: model.theme.templateNames)
      + templates.diagnostics(for: model.plan, in: model.library, theme: model.theme)
      + Self.collisions(of: files, with: model.plan)
  }

  private static func collisions(of files: [SiteFile], with plan: SitePlan) -> [Diagnostic] {
    var taken: [String: String] = [:]
    for page in plan.pages { taken[page.file] = page.origin.name }
    return files.compactMap { file in
      guard let other = taken.updateValue(file.origin, forKey: file.path) else { return nil }
      return .error(
        "duplicate-url", at: nil,
        "every file must have an address of its own; \(file.origin) and \(other) both claim '/\(file.path)'",
        help: "rename one of them")
    }
  }
}

/// A file of the site that is no page.
struct SiteFile: Sendable {
  enum Source: Sendable {
    case bytes([UInt8])
    /// A file of the content tree, as the system knows it.
    case copy(of: String)
  }

  /// Relative to the output folder.
  var path: String
  var source: Source
  /// What it is, for messages.
  var origin: String

  static func all(of model: SiteModel) -> [SiteFile] {
    let assets = model.theme.assets.map {
      SiteFile(path: $0.outputPath, source: .bytes($0.bytes), origin: "the theme's asset '\($0.name)'")
    }
    let copies = model.files.paths.map {
      SiteFile(path: $0, source: .copy(of: "\(model.files.folder)/\($0)"), origin: "file 'content/\($0)'")
    }
    let feeds = SiteFeeds(site: model).files + SiteIndexes(site: model).files
    return (assets + copies + feeds).sorted { $0.path < $1.path }
  }
}
