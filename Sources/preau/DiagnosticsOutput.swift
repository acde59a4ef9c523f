import Diagnostics
import Glibc

/// Where and how a command prints diagnostics: for people on standard error, for programs on standard output.
enum DiagnosticsOutput {
  static let option = CommandUsage.Option(
    name: "--format", value: "FORMAT", choices: ["text", "json", "github"], help: "how mistakes are printed")

  static func print(_ diagnostics: [Diagnostic], format: String?) throws(CommandFailure) {
    switch format {
    case "json": try StandardOutput.write(JSONPrinter().text(of: diagnostics))
    case "github": try StandardOutput.write(GitHubPrinter().text(of: diagnostics))
    default:
      Terminal.writeError(TextPrinter(isColored: Terminal.isColored(STDERR_FILENO)).text(of: diagnostics))
    }
  }
}
