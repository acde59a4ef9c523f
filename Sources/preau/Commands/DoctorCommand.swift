import Content
import Diagnostics
import Glibc
import Markup
import Site

/// The command `preau doctor`, which tells what is installed, found and writable.
enum DoctorCommand: Command {
  static let usage = CommandUsage(
    name: "doctor", purpose: "tell what is installed, found and in order",
    discussion: """
      Looks at the libraries, the site, and the members' service with its settings, mail and store. Ends with exit code 1
      when something is wrong.
      """, options: SiteLocation.options,
    examples: [("preau doctor", "the first thing to run when something does not work")])

  static func run(_ arguments: Arguments) async throws -> ExitCode {
    let findings = libraries + (await site(arguments))
    for finding in findings { try StandardOutput.write(finding.lines) }
    return findings.contains { $0.grade == .bad } ? .contentHasErrors : .done
  }

  private static var libraries: [Finding] {
    [
      Finding(.good, "preau \(VersionCommand.version)"),
      Finding(.good, "cmark-gfm \(LibraryVersions.cmarkGFM)"),
      Finding(.good, "libyaml \(LibraryVersions.libYAML)"),
      Finding(.good, "mimalloc \(Allocator.version)"),
      ProgramFolder.imageWorker.map { Finding(.good, "images by '\($0)'") }
        ?? Finding(.bad, "no 'preau-images' beside preau: sites have no images", help: "'make install' puts it there"),
      SharedFiles.folder.map { Finding(.good, "theme and kits in '\($0)'") }
        ?? Finding(.bad, "theme and kits not found", help: "set PREAU_SHARE to the folder that holds them"),
    ]
  }

  private static func site(_ arguments: Arguments) async -> [Finding] {
    do {
      let options = try BuildOptions(arguments)
      let report = try await SiteBuild(options).check()
      let errors = report.diagnostics.count { $0.isError }
      let size = "\(Count.text(report.entries, "entry", "entries")) and \(Count.text(report.pages, "page", "pages"))"
      let service = ServiceCheckup(location: try SiteLocation(arguments), options: options)
      return [
        Finding(.good, "site: '\(options.content)' with \(size)"),
        errors == 0
          ? Finding(.good, "its content has no errors")
          : Finding(
            .bad, "its content has \(Count.text(errors, "error", "errors"))", help: "'preau check' lists them"),
        writable(options.output),
      ] + (await service.findings())
    } catch {
      return [Finding(error)]
    }
  }

  private static func writable(_ folder: String) -> Finding {
    let parent = folder.lastIndex(of: "/").map { String(folder[..<$0]) } ?? "."
    let target = access(folder, F_OK) == 0 ? folder : parent
    return access(target, W_OK) == 0
      ? Finding(.good, "'\(folder)' can be written")
      : Finding(.bad, "'\(folder)' cannot be written", help: "check its owner and permissions")
  }
}
