import Diagnostics
import Site

/// The command `preau check`, which finds every mistake and writes nothing.
enum CheckCommand: Command {
  static let usage = CommandUsage(
    name: "check", purpose: "find every mistake, and write nothing",
    discussion: """
      Checks kinds, entries, links, images, addresses, the theme and its templates in one run. People read the result
      on standard error; with --format json or github, programs read it on standard output.
      """,
    options: [
      DiagnosticsOutput.option,
      .init(name: "--strict", help: "end with exit code 1 for warnings, too"),
      .init(name: "--drafts", help: "check drafts as if they were published"),
      .init(name: "--verbose", short: "-v", help: "list what a build leaves out, and why"),
    ] + SiteLocation.options,
    examples: [
      ("preau check", "what is wrong, with file, line and column"),
      ("preau check --format github", "annotations on a pull request"),
    ])

  static func run(_ arguments: Arguments) async throws -> ExitCode {
    let options = try BuildOptions(arguments)
    let progress = Progress()
    let report = try await SiteBuild(options, progress: progress.update).check()
    progress.finish()
    try DiagnosticsOutput.print(report.diagnostics, format: arguments.value("--format"))
    if arguments.isSet("--verbose") { Terminal.writeError(OmittedEntries.text(report.omitted)) }
    let found = TextPrinter.summary(of: report.diagnostics)
    let size = "\(Count.text(report.entries, "entry", "entries")), \(Count.text(report.pages, "page", "pages"))"
    Terminal.writeError("\(size): \(found.isEmpty ? "all is well" : found)\n")
    return report.diagnostics.hasErrors || (options.isStrict && !report.diagnostics.isEmpty) ? .contentHasErrors : .done
  }
}
