/// The command `preau version`, which prints the version.
enum VersionCommand: Command {
  static let version = "0.1.0"

  static let usage = CommandUsage(
    name: "version", purpose: "print the version of preau", examples: [("preau version", "such as preau \(version)")])

  static func run(_ arguments: Arguments) async throws -> ExitCode {
    try StandardOutput.write("preau \(version)\n")
    return .done
  }
}
