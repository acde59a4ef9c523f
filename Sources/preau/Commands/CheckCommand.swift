import Diagnostics
import Site

/// The command `preau check`, which finds every mistake and writes nothing.
enum CheckCommand: Command {
  static let usage = CommandUsage(
    name: "check", purpose: "find every mistake, and write nothing",
    discussion: """
      Checks kinds, entries, links, images, addresses, the theme and its templates in one run. People read the result
      on standard error; with --format json or github, programs read it on standard output.

      With --base and --author it also tells which of the changed files the author may not change: those of entries that
      are somebody else's, and all that is no entry. It judges by the entries, kinds and settings of REV.
      """,
    options: [
      DiagnosticsOutput.option,
      .init(name: "--strict", help: "end with exit code 1 for warnings, too"),
      .init(name: "--drafts", help: "check drafts as if they were published"),
      .init(name: "--verbose", short: "-v", help: "list what a build leaves out, and why"),
    ] + ProposalCheck.options + SiteLocation.options,
    examples: [
      ("preau check", "what is wrong, with file, line and column"),
      ("preau check --format github", "annotations on a pull request"),
      ("preau check --base origin/main --author lea-durand", "what Léa's branch changes, and whether she may"),
    ])

  static func run(_ arguments: Arguments) async throws -> ExitCode {
    let options = try BuildOptions(arguments)
    let proposal = try ProposalCheck(arguments)
    let refused = try await proposal?.diagnostics(in: try SiteLocation(arguments)) ?? []
    let progress = Progress()
    var report = try await SiteBuild(options, progress: progress.update).check()
    progress.finish()
    report.diagnostics = (report.diagnostics + refused).sortedByLocation()
    try DiagnosticsOutput.print(report.diagnostics, format: arguments.value("--format"))
    if arguments.isSet("--verbose") { Terminal.writeError(OmittedEntries.text(report.omitted)) }
    let found = TextPrinter.summary(of: report.diagnostics)
    let size = "\(Count.text(report.entries, "entry", "entries")), \(Count.text(report.pages, "page", "pages"))"
    Terminal.writeError("\(size): \(found.isEmpty ? "all is well" : found)\n")
    return report.diagnostics.hasErrors || (options.isStrict && !report.diagnostics.isEmpty) ? .contentHasErrors : .done
  }
}
