import Diagnostics
import Templates

/// Makes files of the site on all cores, and stages those that changed.
struct SiteRendering: Sendable {
  private let site: PreparedSite
  private let items: [OutputItem]
  private let threads: Int
  private let trace: Trace?
  private let progress: @Sendable (BuildProgress) -> Void

  init(
    _ site: PreparedSite, items: [OutputItem], options: BuildOptions,
    progress: @escaping @Sendable (BuildProgress) -> Void
  ) {
    self.site = site
    self.items = items
    threads = options.threads
    trace = options.trace
    self.progress = progress
  }

  /// A file that was made.
  struct Made: Sendable {
    var file: StagedFile
    var reads: ReadSet
  }

  struct Staging: Sendable {
    /// By the given places; nil for what could not be made.
    var made: [Made?] = []
    var diagnostics: [Diagnostic] = []
    /// The first failure of the disk, after which the site is not published.
    var failure: OutputError?
  }

  /// Renders every page and answers what is wrong with them.
  func checkPages() async -> [Diagnostic] {
    let found = await forEach(Array(items.indices)) { item, worker in
      guard case .page(let page) = item else { return [Diagnostic]() }
      return worker.diagnostics(of: page, in: site)
    }
    return Self.merged(found.flatMap(\.self))
  }

  /// Makes the items at `places` and stages what changed.
  func stage(_ places: [Int], into folder: OutputFolder) async -> Staging {
    var staging = Staging()
    var found: [Diagnostic] = []
    for outcome in await forEach(places, { item, worker in worker.stage(item, of: site, into: folder) }) {
      switch outcome {
      case .made(let made): staging.made.append(made)
      case .faulty(let diagnostics):
        staging.made.append(nil)
        found += diagnostics
      case .failed(let error):
        staging.made.append(nil)
        staging.failure = staging.failure ?? error
      }
    }
    staging.diagnostics = Self.merged(found)
    return staging
  }

  fileprivate enum Outcome: Sendable {
    case made(Made)
    case faulty([Diagnostic])
    case failed(OutputError)
  }

  private func forEach<Result: Sendable>(
    _ places: [Int], _ body: @escaping @Sendable (OutputItem, inout RenderingWorker) -> Result
  ) async -> [Result] {
    let done = WorkCounter()
    return await concurrentMap(
      count: places.count, threads: threads, with: { [site, trace] in RenderingWorker(site.model, trace) },
      body: { index, worker in
        defer { progress(BuildProgress(stage: .pages, done: done.advance(by: 1) + 1, total: places.count)) }
        return body(items[places[index]], &worker)
      })
  }

  /// A mistake in a template shows on every page that it makes: it is told once.
  private static func merged(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var seen: Set<String> = []
    return diagnostics.filter { diagnostic in
      let location = diagnostic.location
      return seen.insert(
        "\(location?.file.path ?? ""):\(location?.range?.lowerBound ?? -1) \(diagnostic.message.text())"
      ).inserted
    }
  }
}

/// What one thread uses for all the files that it makes.
private struct RenderingWorker: ~Copyable {
  private var output = OutputBuffer()
  private let reader: SiteReader
  private let trace: Trace?

  init(_ model: SiteModel, _ trace: Trace?) {
    reader = SiteReader(model)
    self.trace = trace
  }

  mutating func diagnostics(of page: Page, in site: PreparedSite) -> [Diagnostic] {
    do {
      try site.renderer.render(page, for: reader, into: &output)
      return []
    } catch {
      return error.diagnostics.map { diagnostic in
        var diagnostic = diagnostic
        diagnostic.notes.append(.init("while making '\(page.path)' from \(page.origin.name)", at: page.origin.location))
        return diagnostic
      }
    }
  }

  mutating func stage(_ item: OutputItem, of site: PreparedSite, into folder: OutputFolder) -> SiteRendering.Outcome {
    // What is cancelled is not published.
    if Task.isCancelled { return .faulty([]) }
    reader.beginPage()
    do throws(OutputError) {
      switch item {
      case .page(let page):
        let start = trace?.start()
        let diagnostics = diagnostics(of: page, in: site)
        if let start { trace?.record("render", page.path, from: start) }
        guard diagnostics.isEmpty else { return .faulty(diagnostics) }
        let file = try trace.measure("write", page.path) { () throws(OutputError) in
          try output.withUnsafeBytes { (bytes) throws(OutputError) in try folder.stage(bytes, as: page.file) }
        }
        return .made(.init(file: file, reads: reader.endPage()))
      case .file(let file):
        let bytes = try trace.measure("render", file.path) { () throws(OutputError) in try file.bytes(for: reader) }
        let staged = try trace.measure("write", file.path) { () throws(OutputError) in
          try folder.stage(bytes, as: file.path)
        }
        return .made(.init(file: staged, reads: reader.endPage()))
      }
    } catch {
      return .failed(error)
    }
  }
}

extension SiteFile {
  fileprivate func bytes(for reader: SiteReader) throws(OutputError) -> [UInt8] {
    switch source {
    case .bytes(let bytes): return bytes
    case .made(let make): return make(reader)
    case .variant(let variant, let image, let cache):
      guard let bytes = cache.bytes(of: variant, image.header, in: image.key) else {
        throw .system(operation: "read", path: image.key.name, code: 2)
      }
      return bytes
    case .copy(let original):
      guard let bytes = try RawFile.read(original) else { throw .system(operation: "open", path: original, code: 2) }
      return bytes
    }
  }
}
