import Diagnostics
import Templates

/// Renders all pages on all cores, and stages them with the site's other files.
struct SiteRendering: Sendable {
  private let site: PreparedSite
  private let threads: Int
  private let progress: @Sendable (Int, Int) -> Void

  init(_ site: PreparedSite, threads: Int, progress: @escaping @Sendable (Int, Int) -> Void) {
    self.site = site
    self.threads = threads
    self.progress = progress
  }

  private var pages: [Page] { site.model.plan.pages }

  /// Every file of the site, relative to the output folder: pages first.
  var files: [String] { pages.map(\.file) + site.files.map(\.path) }

  struct Staging: Sendable {
    /// The files that changed.
    var staged: [String] = []
    var diagnostics: [Diagnostic] = []
    /// The first failure of the disk, after which nothing more was written.
    var failure: OutputError?
  }

  /// Renders every page and answers what is wrong with them.
  func checkPages() async -> [Diagnostic] {
    let found = await forEachPage { _, page, output in diagnostics(of: page, into: &output) }
    return Self.merged(found.flatMap(\.self))
  }

  /// Renders every page and stages what changed.
  func stage(into folder: OutputFolder) async -> Staging {
    let outcomes = await forEachPage { _, page, output in
      let diagnostics = diagnostics(of: page, into: &output)
      guard diagnostics.isEmpty else { return Outcome.faulty(diagnostics) }
      return Outcome { () throws(OutputError) in
        try output.withUnsafeBytes { (bytes) throws(OutputError) in try folder.stage(bytes, as: page.file) }
      }
    }
    let others = await concurrentMap(count: site.files.count, threads: threads) { index in
      Outcome { () throws(OutputError) in try site.files[index].stage(into: folder) }
    }
    return staging(of: outcomes + others)
  }

  private enum Outcome: Sendable {
    case changed
    case unchanged
    case faulty([Diagnostic])
    case failed(OutputError)

    init(_ write: () throws(OutputError) -> Bool) {
      do throws(OutputError) { self = try write() ? .changed : .unchanged } catch { self = .failed(error) }
    }
  }

  private func staging(of outcomes: [Outcome]) -> Staging {
    var staging = Staging()
    var found: [Diagnostic] = []
    for (file, outcome) in zip(files, outcomes) {
      switch outcome {
      case .changed: staging.staged.append(file)
      case .unchanged: break
      case .faulty(let diagnostics): found += diagnostics
      case .failed(let error): staging.failure = staging.failure ?? error
      }
    }
    staging.diagnostics = Self.merged(found)
    return staging
  }

  private func diagnostics(of page: Page, into output: inout OutputBuffer) -> [Diagnostic] {
    do {
      try site.renderer.render(page, into: &output)
      return []
    } catch {
      return error.diagnostics.map { diagnostic in
        var diagnostic = diagnostic
        diagnostic.notes.append(.init("while making '\(page.path)' from \(page.origin.name)", at: page.origin.location))
        return diagnostic
      }
    }
  }

  private func forEachPage<Result: Sendable>(
    _ body: @escaping @Sendable (Int, Page, inout OutputBuffer) -> Result
  ) async -> [Result] {
    let done = WorkCounter()
    let pages = pages
    return await concurrentMap(
      count: pages.count, threads: threads, with: { OutputBuffer() },
      body: { index, output in
        defer { progress(done.advance(by: 1) + 1, pages.count) }
        return body(index, pages[index], &output)
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

extension SiteFile {
  fileprivate func stage(into folder: OutputFolder) throws(OutputError) -> Bool {
    switch source {
    case .bytes(let bytes): return try folder.stage(bytes, as: path)
    case .copy(let original):
      guard let bytes = try RawFile.read(original) else { throw .system(operation: "open", path: original, code: 2) }
      return try folder.stage(bytes, as: path)
    }
  }
}
