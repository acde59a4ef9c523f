import Content
import Diagnostics
import Glibc
import Markup
import Site

/// The command `preau doctor`, which tells what is installed, found and writable.
enum DoctorCommand: Command {
  static let usage = CommandUsage(
    name: "doctor", purpose: "tell what is installed, found and writable",
    discussion: "Ends with exit code 1 when something is missing.", options: SiteLocation.options,
    examples: [("preau doctor", "the first thing to run when something does not work")])

  private struct Finding {
    var isGood: Bool
    var text: String
    var help: String?
  }

  static func run(_ arguments: Arguments) async throws -> ExitCode {
    let findings = libraries + (await site(arguments))
    for finding in findings {
      let help = finding.help.map { "    \($0)\n" } ?? ""
      try StandardOutput.write("\(finding.isGood ? "✓" : "✗") \(finding.text)\n\(help)")
    }
    return findings.allSatisfy(\.isGood) ? .done : .contentHasErrors
  }

  private static var libraries: [Finding] {
    [
      Finding(isGood: true, text: "preau \(VersionCommand.version)"),
      Finding(isGood: true, text: "cmark-gfm \(LibraryVersions.cmarkGFM)"),
      Finding(isGood: true, text: "libyaml \(LibraryVersions.libYAML)"),
      Finding(isGood: true, text: "mimalloc \(Allocator.version)"),
      SharedFiles.folder.map { Finding(isGood: true, text: "theme and kits in '\($0)'") }
        ?? Finding(
          isGood: false, text: "theme and kits not found", help: "set PREAU_SHARE to the folder that holds them"),
    ]
  }

  private static func site(_ arguments: Arguments) async -> [Finding] {
    do {
      let options = try BuildOptions(arguments)
      let report = try await SiteBuild(options).check()
      let errors = report.diagnostics.count { $0.isError }
      let size = "\(Count.text(report.entries, "entry", "entries")) and \(Count.text(report.pages, "page", "pages"))"
      return [
        Finding(isGood: true, text: "site: '\(options.content)' with \(size)"),
        Finding(
          isGood: errors == 0,
          text: "its content has \(errors == 0 ? "no errors" : Count.text(errors, "error", "errors"))",
          help: errors == 0 ? nil : "'preau check' lists them"),
        writable(options.output),
      ]
    } catch {
      let failure = Failure(error)
      return [Finding(isGood: false, text: failure.message, help: failure.help)]
    }
  }

  private static func writable(_ folder: String) -> Finding {
    let parent = folder.lastIndex(of: "/").map { String(folder[..<$0]) } ?? "."
    let target = access(folder, F_OK) == 0 ? folder : parent
    let isWritable = access(target, W_OK) == 0
    return Finding(
      isGood: isWritable, text: isWritable ? "'\(folder)' can be written" : "'\(folder)' cannot be written",
      help: isWritable ? nil : "check its owner and permissions")
  }
}
