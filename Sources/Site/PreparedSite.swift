import Content
import Diagnostics
import Images
import Templates

/// A complete model with the templates that show it.
struct PreparedSite: Sendable {
  let model: SiteModel
  let renderer: PageRenderer
  /// Files other than pages, in order of their paths.
  let files: [SiteFile]
  /// Mistakes in templates and in what the pages need of them, and files that would lie on one another.
  let diagnostics: [Diagnostic]

  init(_ model: SiteModel, statics: StaticFiles) {
    self.model = model
    var environment = Environment(loader: ThemeTemplates(sources: model.theme.templates))
    SiteFilters.add(to: &environment, translations: model.theme.translations, settings: model.library.settings)
    let templates = PageTemplates(model.theme, kinds: model.library.kinds)
    renderer = PageRenderer(model, environment: environment, templates: templates)
    let all = SiteFile.all(of: model, statics: statics.files)
    files = all.sorted { $0.path < $1.path }
    diagnostics =
      environment.checkAll(names: model.theme.templateNames)
      + templates.diagnostics(for: model.plan, in: model.library, theme: model.theme)
      + statics.diagnostics + FileCollisions.diagnostics(of: all, with: model.plan)
  }

  /// The same site with another model, whose pages and templates are the same.
  init(_ model: SiteModel, like other: PreparedSite) {
    self.model = model
    renderer = PageRenderer(model, environment: other.renderer.environment, templates: other.renderer.templates)
    files = other.files
    diagnostics = other.diagnostics
  }
}

/// A file of the site that is no page.
struct SiteFile: Sendable {
  enum Source: Sendable {
    case bytes([UInt8])
    /// Made of what it reads.
    case made(@Sendable (SiteReader) -> [UInt8])
    /// A file of the content tree, as the system knows it.
    case copy(of: String)
    /// What was made of a picture.
    case variant(ImageVariant, of: SiteImage, in: ImageCache)
  }

  /// Relative to the output folder.
  var path: String
  var source: Source
  /// What it is, for messages.
  var origin: String
  /// The file that a maintainer may rename; nil for what the site makes by itself.
  var location: SourceLocation?

  /// Those that the site makes, then those that are published as they are.
  ///
  /// Its own `robots.txt` takes the place of the one that would be made.
  static func all(of model: SiteModel, statics: [SiteFile]) -> [SiteFile] {
    let assets = model.theme.assets.map {
      SiteFile(path: $0.outputPath, source: .bytes($0.bytes), origin: "the theme's asset '\($0.name)'")
    }
    let copies = model.files.all.filter { !$0.isImage }.map {
      SiteFile(path: $0.path, source: .copy(of: "\(model.files.folder)/\($0.path)"), origin: $0.origin)
    }
    var feeds = SiteFeeds.files(of: model) + CommentFeeds.files(of: model) + SiteIndexes.files(of: model)
    let robots = SiteIndexes.robotsFile
    if statics.contains(where: { $0.path == robots }) { feeds.removeAll { $0.path == robots } }
    return assets + copies + images(of: model.files) + feeds + statics
  }

  /// What is shown in two ways is there once.
  private static func images(of files: PublishedFiles) -> [SiteFile] {
    var made: [String: SiteFile] = [:]
    for file in files.all where file.isImage {
      guard case .ready(let image) = files.image(file) else { continue }
      for variant in image.header.variants {
        let path = image.path(of: variant)
        let source = Source.variant(variant, of: image, in: files.images.cache)
        made[path] = SiteFile(path: path, source: source, origin: file.origin)
      }
    }
    return made.values.sorted { $0.path < $1.path }
  }
}

extension PublishedFile {
  fileprivate var origin: String { "file 'content/\(path)'" }
}
