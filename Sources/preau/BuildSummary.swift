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
}
