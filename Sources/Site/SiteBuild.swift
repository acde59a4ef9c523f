import Content
import Diagnostics
import Markup
import Templates

/// Turns a content tree into a static site: load, plan, render, write.
public struct SiteBuild: Sendable {
  let options: BuildOptions
  /// Called as work goes on, with how many pages of how many are done.
  let progress: @Sendable (Int, Int) -> Void

  public init(_ options: BuildOptions, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) {
    self.options = options
    self.progress = progress
  }

  /// Builds the site into the output folder; when there are errors, the site that is there stays as it is.
  public func run() async throws(SiteError) -> BuildReport {
    try checkOutputFolder()
    let draft = try await prepare()
    guard let site = draft.site, !stops(draft.report.diagnostics) else { return draft.report }
    return try await publish(site, draft.report)
  }

  /// Finds every mistake that a build would, and writes nothing.
  public func check() async throws(SiteError) -> BuildReport {
    try checkOutputFolder()
    let draft = try await prepare()
    guard let site = draft.site, !draft.report.diagnostics.hasErrors else { return draft.report }
    let rendering = SiteRendering(site, threads: options.threads, progress: progress)
    var report = draft.report
    report.diagnostics = (report.diagnostics + (await rendering.checkPages())).sortedByLocation()
    return report
  }

  private func stops(_ diagnostics: [Diagnostic]) -> Bool {
    diagnostics.hasErrors || (options.isStrict && !diagnostics.isEmpty)
  }
}

extension SiteBuild {
  /// A site that is ready to be rendered, and what was found on the way.
  struct Draft {
    var site: PreparedSite?
    var report: BuildReport
  }

  /// What is built must not become what is built from, nor lie among it; the root of the disk holds everything.
  private func checkOutputFolder() throws(SiteError) {
    let output = RealFolder(options.output)
    for (folder, displayed) in options.sources {
      guard let overlap = output.overlap(with: RealFolder(folder)) else { continue }
      throw .output(.overlap(output: options.output, source: displayed, overlap))
    }
  }

  func prepare() async throws(SiteError) -> Draft {
    let library = try await loadLibrary()
    var report = BuildReport(diagnostics: library.diagnostics, omitted: library.omitted, entries: library.entries.count)
    guard let theme = try loadTheme(for: library.settings, into: &report.diagnostics) else {
      report.diagnostics = report.diagnostics.sortedByLocation()
      return Draft(site: nil, report: report)
    }
    let links = Permalinks(library: library)
    let plan = SitePlan(library, links: links)
    let statics = StaticFiles(folder: options.staticFiles, displayedAs: options.displayedStaticFiles)
    let files = PublishedFiles(
      folder: options.content, basePath: library.settings.baseURL.path, statics: Set(statics.files.map(\.path)))
    let bodies = await Bodies.render(
      BodyContext(library: library, links: links, plan: plan, files: files, translations: theme.translations),
      threads: options.threads)
    let model = SiteModel(library: library, links: links, plan: plan, bodies: bodies, files: files, theme: theme)
    let site = PreparedSite(model, statics: statics)
    report.pages = plan.pages.count
    report.diagnostics =
      (report.diagnostics + plan.diagnostics + bodies.diagnostics + site.diagnostics
      + UnreadableImage.diagnostics(in: library, files))
      .sortedByLocation()
    return Draft(site: site, report: report)
  }

  private func loadLibrary() async throws(SiteError) -> Library {
    do throws(ContentError) {
      let tree = try await ContentTree.load(
        options.content, displayedAs: options.displayedContent)
      var library = Library(tree, now: options.now, includingDrafts: options.includesDrafts)
      library.settings.baseURL = options.baseURL ?? library.settings.baseURL
      return library
    } catch {
      throw .content(error)
    }
  }

  private func loadTheme(for settings: SiteSettings, into diagnostics: inout [Diagnostic]) throws(SiteError) -> Theme? {
    var loader = ThemeLoader(
      folder: options.themes, displayedFolder: options.displayedThemes, languages: settings.languages.map(\.code))
    do throws(OutputError) {
      let theme = try loader.load(settings.theme.value, namedAt: settings.theme.location)
      diagnostics += loader.diagnostics
      return theme
    } catch {
      throw .output(error)
    }
  }

  /// Renders and stages everything, then publishes it at once; takes all back when a page has an error.
  private func publish(_ site: PreparedSite, _ draft: BuildReport) async throws(SiteError) -> BuildReport {
    var report = draft
    do throws(OutputError) {
      let folder = try await OutputFolder(options.output, adoptsForeignFiles: options.adoptsForeignFiles)
      let rendering = SiteRendering(site, threads: options.threads, progress: progress)
      try folder.checkHidden(among: rendering.files)
      let made = try folder.makeFolders(for: rendering.files)
      let staging = await rendering.stage(into: folder)
      report.diagnostics = (report.diagnostics + staging.diagnostics).sortedByLocation()
      guard staging.failure == nil, !stops(report.diagnostics) else {
        folder.discard(staged: staging.staged, madeFolders: made)
        if let failure = staging.failure { throw failure }
        return report
      }
      let removed = try folder.publish(staged: staging.staged, of: rendering.files)
      report.published = .init(
        written: staging.staged.count, unchanged: rendering.files.count - staging.staged.count, removed: removed)
      return report
    } catch {
      throw .output(error)
    }
  }
}
