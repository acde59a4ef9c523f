import Content
import Diagnostics
import Markup
import Templates

/// Turns a content tree into a static site: load, plan, render, write.
public struct SiteBuild: Sendable {
  let options: BuildOptions
  /// Called as work goes on.
  let progress: @Sendable (BuildProgress) -> Void

  public init(_ options: BuildOptions, progress: @escaping @Sendable (BuildProgress) -> Void = { _ in }) {
    self.options = options
    self.progress = progress
  }

  /// Builds the site into the output folder; when there are errors, the site that is there stays as it is.
  ///
  /// What has not changed since the build that the cache remembers is neither read nor made again.
  public func run() async throws(SiteError) -> BuildReport {
    try checkOutputFolder()
    guard let cache = BuildCache(options) else { return try await run(after: nil, nil).report }
    async let walked = options.trace.measure("walk") { SourceStamps.fingerprint(options) }
    let record = await options.trace.measureTask("recall") { await cache.read() }
    let sources = await walked
    if let record, let report = unchanged(since: record, sources) { return report }
    let result = try await run(after: record, sources)
    if let record = result.record { options.trace.measure("remember") { cache.write(record) } }
    return result.report
  }

  /// Finds every mistake that a build would, and writes nothing.
  public func check() async throws(SiteError) -> BuildReport {
    try checkOutputFolder()
    let draft = try await prepare()
    guard let site = draft.site, !draft.report.diagnostics.hasErrors else { return draft.report }
    let rendering = SiteRendering(site, items: site.items, options: options, progress: progress)
    var report = draft.report
    report.diagnostics = (report.diagnostics + (await rendering.checkPages())).sortedByLocation()
    return report
  }

  /// Builds what has changed since another build, and notes what the next one need not do again.
  ///
  /// The record is nil when nothing was published.
  ///
  /// - Parameters:
  ///   - sources: the fingerprint of the stamps of all sources, from before any of them was read.
  ///   - claim: for whoever may give the build up.
  func run(
    after record: BuildRecord?, _ sources: Fingerprint?, _ claim: PublicationClaim = PublicationClaim()
  ) async throws(SiteError) -> (report: BuildReport, record: BuildRecord?, live: LiveSite?) {
    let draft = try await prepare(after: record)
    guard let site = draft.site, let facts = draft.facts, !stops(draft.report.diagnostics) else {
      return (draft.report, nil, nil)
    }
    let publication = SitePublication(site, draft.report, options: options, progress: progress)
    let (report, next) = try await publication.publish(
      after: draft.changes == nil ? nil : record, draft, facts, sources: sources, claim)
    guard let next, let tree = draft.tree else { return (report, next, nil) }
    return (report, next, LiveSite(tree: tree, site: site, record: next))
  }

  func stops(_ diagnostics: [Diagnostic]) -> Bool {
    diagnostics.hasErrors || (options.isStrict && !diagnostics.isEmpty)
  }
}

extension SiteBuild {
  /// A site that is ready to be rendered, and what was found on the way.
  struct Draft {
    var site: PreparedSite?
    var report: BuildReport
    var base = Fingerprint()
    var tree: ContentTree?
    var facts: RecordedFacts?
    /// Since the build that is remembered; nil when none is, or all has changed.
    var changes: SiteChanges?
    /// By entry, what is known of its texts.
    var bodies: [RecordedBody?] = []
  }

  /// What is built must not become what is built from, nor lie among it; the root of the disk holds everything.
  private func checkOutputFolder() throws(SiteError) {
    let output = RealFolder(options.output)
    for (folder, displayed) in options.sources {
      guard let overlap = output.overlap(with: RealFolder(folder)) else { continue }
      throw .output(.overlap(output: options.output, source: displayed, overlap))
    }
  }

  func prepare(after record: BuildRecord? = nil) async throws(SiteError) -> Draft {
    let (library, tree) = try await loadLibrary(remembering: record?.content)
    // What was given up does not go on beside what has come instead.
    if Task.isCancelled { return Draft(report: BuildReport(diagnostics: [])) }
    var draft = Draft(
      report: BuildReport(diagnostics: library.diagnostics, omitted: library.omitted, entries: library.entries.count))
    draft.report.nextChange = library.nextChange
    draft.tree = tree
    draft.base = options.fingerprint(rules: tree.rules)
    let record = record?.base == draft.base ? record : nil
    guard let theme = try loadTheme(for: library.settings, into: &draft.report.diagnostics) else {
      draft.report.diagnostics = draft.report.diagnostics.sortedByLocation()
      return draft
    }
    let links = Permalinks(library: library)
    let plan = options.trace.measure("plan") { SitePlan(library, links: links) }
    let statics = StaticFiles(folder: options.staticFiles, displayedAs: options.displayedStaticFiles)
    let files = PublishedFiles(
      options, basePath: library.settings.baseURL.path, statics: Set(statics.files.map(\.path)))
    let bodies = Bodies(
      BodyContext(
        library: library, links: links, plan: plan, files: files, translations: theme.translations,
        facts: FactTable(record?.facts.queries ?? [])))
    let model = SiteModel(
      library: library, links: links, plan: plan, bodies: bodies, files: files, theme: theme,
      facts: bodies.context.facts)
    options.trace.measure("compare") {
      let facts = RecordedFacts(of: model, since: record?.facts)
      draft.facts = facts
      draft.changes = record.map { SiteChanges(since: $0, in: model, facts) }
    }
    if Task.isCancelled { return draft }
    let found = await checkTexts(of: model, after: record, into: &draft)
    if Task.isCancelled { return draft }
    let site = options.trace.measure("templates") { PreparedSite(model, statics: statics) }
    draft.site = site
    draft.report.pages = plan.pages.count
    draft.report.diagnostics =
      (draft.report.diagnostics + plan.diagnostics + found + site.diagnostics).sortedByLocation()
    return draft
  }

  private func loadLibrary(
    remembering memory: ContentMemory?
  ) async throws(SiteError) -> (library: Library, tree: ContentTree) {
    do throws(ContentError) {
      let tree = try await ContentTree.load(
        options.content, displayedAs: options.displayedContent, remembering: memory, trace: options.trace)
      let library = options.trace.measure("resolve") {
        Library(tree, now: options.now, includingDrafts: options.includesDrafts, baseURL: options.baseURL)
      }
      return (library, tree)
    } catch {
      throw .content(error)
    }
  }

  private func loadTheme(for settings: SiteSettings, into diagnostics: inout [Diagnostic]) throws(SiteError) -> Theme? {
    var loader = ThemeLoader(
      folder: options.themes, displayedFolder: options.displayedThemes, languages: settings.languages.map(\.code))
    do throws(OutputError) {
      let theme = try options.trace.measure("theme") { () throws(OutputError) in
        try loader.load(settings.theme.value, namedAt: settings.theme.location)
      }
      diagnostics += loader.diagnostics
      return theme
    } catch {
      throw .output(error)
    }
  }
}
