import Diagnostics
import Site

/// The command `preau build`, which makes the site from its content.
enum BuildCommand: Command {
  static let usage = CommandUsage(
    name: "build", purpose: "make the site from its content",
    discussion: """
      Reads content/ and the theme, and writes the site into site/. Only files that changed are written, and only files
      that an earlier build made are removed. When the content has errors, the site that is there stays as it is.
      """,
    options: [
      .init(name: "--strict", help: "let warnings, too, keep the site from being published"),
      .init(name: "--drafts", help: "show drafts"),
      .init(name: "--base-url", value: "URL", help: "where the site will be, in place of base_url in site.yaml"),
      .init(name: "--force", help: "write into a folder that holds files of others; they stay"),
      .init(name: "--verbose", short: "-v", help: "list what was left out, and why"),
      DiagnosticsOutput.option,
    ] + SiteLocation.options,
    examples: [
      ("preau build", "the site of this folder, into site/"),
      ("preau build --drafts --output /tmp/preview", "with drafts, elsewhere"),
      ("preau build --strict --base-url https://school.example.org", "for publication"),
    ])

  static func run(_ arguments: Arguments) async throws -> ExitCode {
    let options = try BuildOptions(arguments)
    let progress = Progress()
    let clock = ContinuousClock()
    let start = clock.now
    let report = try await SiteBuild(options, progress: progress.update).run()
    progress.finish()
    try DiagnosticsOutput.print(report.diagnostics, format: arguments.value("--format"))
    if arguments.isSet("--verbose") { Terminal.writeError(OmittedEntries.text(report.omitted)) }
    Terminal.writeError(summary(of: report, in: options, took: start.duration(to: clock.now)))
    return report.published == nil ? .contentHasErrors : .done
  }

  private static func summary(of report: BuildReport, in options: BuildOptions, took duration: Duration) -> String {
    let found = TextPrinter.summary(of: report.diagnostics)
    guard let published = report.published else { return "\(found): '\(options.output)' was left as it is\n" }
    let milliseconds = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
    let left = report.omitted.isEmpty ? "" : ", \(report.omitted.count) left out (-v tells why)"
    return """
      \(Count.text(report.entries, "entry", "entries")), \(Count.text(report.pages, "page", "pages")) in \(milliseconds) ms: \(published.written) files written, \
      \(published.unchanged) unchanged, \(published.removed) removed\(left)\(found.isEmpty ? "" : "; \(found)")

      """
  }
}
