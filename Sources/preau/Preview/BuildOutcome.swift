import Diagnostics
import Site

/// What those who look at the site need to know of a build.
enum BuildOutcome: Sendable {
  case built
  /// The last good site stays; `problems` are as the terminal has them.
  case failed(summary: String, problems: [String])

  /// More are counted but not shown.
  private static let limit = 50

  init(_ result: Result<BuildReport, SiteError>) {
    switch result {
    case .success(let report) where report.published != nil: self = .built
    case .success(let report):
      let printer = TextPrinter(isColored: false)
      var problems = report.diagnostics.prefix(Self.limit).map(printer.text(of:))
      let more = report.diagnostics.count - problems.count
      if more > 0 { problems.append("… and \(more) more\n") }
      self = .failed(summary: TextPrinter.summary(of: report.diagnostics), problems: problems)
    case .failure(let error):
      self = .failed(summary: "the build failed", problems: [Failure(error).text(isColored: false)])
    }
  }
}
