import Diagnostics
import Glibc

/// The program: finds the command, runs it, and ends with its exit code.
@main struct Preau {
  static let commands: [any Command.Type] = [
    InitCommand.self, BuildCommand.self, ServeCommand.self, IntakeCommand.self, CheckCommand.self, NewCommand.self,
    RenderCommand.self, SchemaCommand.self, AccountCommand.self, BackupCommand.self, RestoreCommand.self,
    DoctorCommand.self, VersionCommand.self,
  ]

  static func main() async {
    // A reader that leaves early, as in `preau check | head`, ends the program without a word.
    signal(SIGPIPE, SIG_DFL)
    exit(await run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  static func run(_ words: [String]) async -> ExitCode {
    do {
      guard let name = words.first, !["--help", "-h"].contains(name) else {
        try StandardOutput.write(overview)
        return .done
      }
      if name == "help" { return try help(words.dropFirst().first) }
      let command = try command(named: name == "--version" ? "version" : name)
      let arguments = try Arguments(Array(words.dropFirst()), usage: command.usage)
      if arguments.isSet("--help") {
        try StandardOutput.write(command.usage.helpText)
        return .done
      }
      return try await command.run(arguments)
    } catch {
      return Failure(error).report()
    }
  }

  private static func command(named name: String) throws(Misuse) -> any Command.Type {
    if let command = commands.first(where: { $0.usage.name == name }) { return command }
    throw Misuse(
      "'\(name)' is no command of preau",
      suggestion: nearestName(to: name, among: commands.map { $0.usage.name } + ["help"]))
  }

  private static func help(_ name: String?) throws -> ExitCode {
    try StandardOutput.write(try name.map { try command(named: $0).usage.helpText } ?? overview)
    return .done
  }

  private static var overview: String {
    """
    Préau makes the site of a school, a cohort or a trainer from Markdown and YAML files.

    Usage: preau COMMAND [options]

    Commands:
    \(CommandUsage.table(commands.map { ($0.usage.name, $0.usage.purpose) }))
    'preau help COMMAND' tells more about one. Anywhere inside a site, preau finds its root.

    """
  }
}

/// A command of the program: one file each.
protocol Command: Sendable {
  static var usage: CommandUsage { get }
  /// Does the work; what it throws becomes a sentence and an exit code in `Failure`.
  static func run(_ arguments: Arguments) async throws -> ExitCode
}

enum ExitCode: Int32 {
  case done = 0
  case contentHasErrors = 1
  case misused = 2
  /// EX_SOFTWARE of sysexits.h: a fault of ours, or of the machine.
  case failed = 70
}
