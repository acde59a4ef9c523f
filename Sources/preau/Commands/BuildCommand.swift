import Diagnostics
import Site

/// The command `preau build`, which makes the site from its content.
enum BuildCommand: Command {
  static let usage = CommandUsage(
    name: "build", purpose: "make the site from its content",
    discussion: """
      Reads content/ and the theme, and writes the site into site/. Only files that changed are written, and only files
      that an earlier build made are removed. When the content has errors, the site that is there stays as it is.

      What a page reads is kept under var/cache, so that the next build makes only what has changed. Remove that folder
      to make everything again.
      """,
    options: [
      .init(name: "--strict", help: "let warnings, too, keep the site from being published"),
      .init(name: "--drafts", help: "show drafts"),
      .init(name: "--base-url", value: "URL", help: "where the site will be, in place of base_url in site.yaml"),
      .init(name: "--force", help: "write into a folder that holds files of others; they stay"),
      .init(name: "--watch", help: "go on, and build again whenever a source changes; Ctrl-C ends it"),
      .init(name: "--verify", help: "then build anew beside it, and compare every byte"),
      .init(name: "--explain", value: "PATH", help: "tell why a page was made again or not, and what it read"),
      .init(name: "--timings", help: "tell what took how long"),
      .init(name: "--trace", value: "FILE", help: "write what each thread did, for a viewer such as ui.perfetto.dev"),
      .init(name: "--verbose", short: "-v", help: "list what was left out, and why"),
      DiagnosticsOutput.option,
    ] + SiteLocation.options,
    examples: [
      ("preau build", "the site of this folder, into site/"),
      ("preau build --drafts --output /tmp/preview", "with drafts, elsewhere"),
      ("preau build --strict --base-url https://school.example.org", "for publication"),
    ])

  /// What tells of one build, and so has no place beside `--watch`.
  private static let oneBuildOptions = ["--verify", "--explain", "--timings", "--trace"]

  static func run(_ arguments: Arguments) async throws -> ExitCode {
    let isWatch = arguments.isSet("--watch")
    if isWatch, let option = oneBuildOptions.first(where: { arguments.isSet($0) || arguments.value($0) != nil }) {
      throw Misuse("option '\(option)' tells of one build; '--watch' goes on", command: usage.name)
    }
    var options = try BuildOptions(arguments)
    let traceFile = arguments.value("--trace")
    let trace = arguments.isSet("--timings") || traceFile != nil ? Trace() : nil
    options.trace = trace
    options.explained = arguments.value("--explain")
    if isWatch { return try await watch(options, arguments) }
    let progress = Progress()
    let clock = ContinuousClock()
    let start = clock.now
    let build = SiteBuild(options, progress: progress.update)
    let report = try await build.run()
    progress.finish()
    try DiagnosticsOutput.print(report.diagnostics, format: arguments.value("--format"))
    if arguments.isSet("--verbose") { Terminal.writeError(OmittedEntries.text(report.omitted)) }
    Terminal.writeError(BuildSummary.text(of: report, in: options.output, took: start.duration(to: clock.now)))
    if let trace { try tell(trace, isTable: arguments.isSet("--timings"), file: traceFile) }
    guard report.published != nil else { return .contentHasErrors }
    if let path = options.explained { try StandardOutput.write(try Self.explanation(report.explanation, of: path)) }
    return arguments.isSet("--verify") ? try await verify(build) : .done
  }

  private static func watch(_ options: BuildOptions, _ arguments: Arguments) async throws -> ExitCode {
    let format = arguments.value("--format")
    let progress = Progress()
    let watch = SiteWatch(options, now: { (try? BuildClock.now()) ?? options.now }, progress: progress.update)
    try await watch.run { result, _ in
      progress.finish()
      switch result {
      case .success(let report):
        // Standard output that is gone ends the program by its signal.
        try? DiagnosticsOutput.print(report.diagnostics, format: format)
        if arguments.isSet("--verbose") { Terminal.writeError(OmittedEntries.text(report.omitted)) }
        Terminal.writeError(BuildSummary.text(of: report, in: options.output, took: report.duration))
      case .failure(let error): _ = Failure(error).report()
      }
    }
    return .done
  }

  private static func explanation(_ explanation: Explanation?, of path: String) throws(CommandFailure) -> String {
    guard let explanation else {
      throw CommandFailure(
        "the site has no file at '\(path)'", help: "name an address such as /articles/, or a file such as sitemap.xml")
    }
    let verdict = explanation.reason.map { "was made again: \($0)" } ?? "was left: nothing that it reads has changed"
    return "\(explanation.path) \(verdict)\nIt reads:\n" + explanation.reads.map { "  \($0)\n" }.joined()
  }

  private static func verify(_ build: SiteBuild) async throws -> ExitCode {
    guard let verification = try await build.verify() else { return .contentHasErrors }
    for difference in verification.differences {
      Terminal.writeError(text(of: difference))
    }
    guard verification.differences.isEmpty else { return .failed }
    Terminal.writeError("verified: a clean build makes the same \(verification.count) files\n")
    return .done
  }

  private static func text(of difference: Verification.Difference) -> String {
    let finding =
      switch difference.sort {
      case .missing: "is missing; a clean build makes it"
      case .surplus: "is there; a clean build does not make it"
      case .bytes(let offset): "differs from a clean build from byte \(offset) on"
      }
    let reads = difference.reads.isEmpty ? "" : "  it read:\n" + difference.reads.map { "    \($0)\n" }.joined()
    return "fault: '\(difference.path)' \(finding)\n\(reads)"
  }

  private static func tell(_ trace: Trace, isTable: Bool, file: String?) throws(CommandFailure) {
    if isTable { Terminal.writeError(trace.table) }
    if let file { try FileBytes.write(Array(trace.json.utf8), to: file) }
  }
}
