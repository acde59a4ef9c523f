import Diagnostics
import Site

/// One line about a build: how much there is, how long it took, what became of the files.
enum BuildSummary {
  /// - Parameter output: the folder of the site, as people should read it.
  static func text(of report: BuildReport, in output: String, took duration: Duration) -> String {
    let found = TextPrinter.summary(of: report.diagnostics)
    guard let published = report.published else { return "\(found): '\(output)' was left as it is\n" }
    let milliseconds = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
    let left = report.omitted.isEmpty ? "" : ", \(report.omitted.count) left out (-v tells why)"
    return """
      \(Count.text(report.entries, "entry", "entries")), \(Count.text(report.pages, "page", "pages")) in \(milliseconds) ms: \(published.written) files written, \
      \(published.unchanged) unchanged, \(published.removed) removed\(left)\(found.isEmpty ? "" : "; \(found)")

      """
  }

  /// Tells of a build of a site that is watched, on standard error.
  static func tell(_ result: Result<BuildReport, SiteError>, in output: String, isVerbose: Bool) {
    switch result {
    case .success(let report):
      // To standard error, where nothing is lost but what nobody reads.
      try? DiagnosticsOutput.print(report.diagnostics, format: nil)
      if isVerbose { Terminal.writeError(OmittedEntries.text(report.omitted)) }
      Terminal.writeError(text(of: report, in: output, took: report.duration))
    case .failure(let error): _ = Failure(error).report()
    }
  }
}
