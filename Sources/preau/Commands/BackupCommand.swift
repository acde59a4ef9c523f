import Glibc
import Intake
import StoreSQLite

/// The command `preau backup`, which copies the store while the service runs.
enum BackupCommand: Command {
  static let usage = CommandUsage(
    name: "backup", purpose: "copy the members' store, also while the service runs",
    discussion: """
      The copy is whole, as of one moment, and checked before it takes the place of an older one. What is public is in
      git and needs no copy.
      """,
    positionals: [.init(name: "FILE", help: "where to put the copy")], options: SiteLocation.options,
    examples: [("preau backup /backup/preau.sqlite", "every night, from cron")])

  static func run(_ arguments: Arguments) async throws -> ExitCode {
    let location = try SiteLocation(arguments)
    let settings = try ServiceEnvironment(defaultFile: location.settingsFile).settings
    let path = settings.store ?? location.store
    guard access(path, F_OK) == 0 || errno != ENOENT else {
      throw CommandFailure("there is no store at '\(path)'", help: "the members' service makes it when it first runs")
    }
    for suffix in ["-wal", "-shm"] where arguments.positionals[0].hasSuffix(path + suffix) {
      throw CommandFailure("'\(arguments.positionals[0])' belongs to the store itself", help: "name another file")
    }
    let store = try await ServiceResources.openStore(location, settings)
    try await store.backUp(to: arguments.positionals[0])
    await store.close()
    try StandardOutput.write("\(arguments.positionals[0])\n")
    return .done
  }
}

/// The command `preau restore`, which puts a copy of the store in its place.
enum RestoreCommand: Command {
  static let usage = CommandUsage(
    name: "restore", purpose: "put a copy of the members' store in its place",
    discussion: """
      Stop the service first: a store that is in use is not replaced. The copy is checked before anything is changed, and
      stays as it is; the store that was there is lost.
      """,
    positionals: [.init(name: "FILE", help: "a copy that 'preau backup' has made")], options: SiteLocation.options,
    examples: [("preau restore /backup/preau.sqlite", "after a disk has failed")])

  static func run(_ arguments: Arguments) async throws -> ExitCode {
    let location = try SiteLocation(arguments)
    let settings = try ServiceEnvironment(defaultFile: location.settingsFile).settings
    let copy = arguments.positionals[0]
    guard access(copy, F_OK) == 0 || errno != ENOENT else { throw CommandFailure("there is no file '\(copy)'") }
    let path = settings.store ?? location.store
    if let slash = path.lastIndex(of: "/") { try Folder.make(String(path[..<slash])) }
    try await SQLiteStore.restore(copy, to: path, Intake.collections)
    try StandardOutput.write("\(path)\n")
    return .done
  }
}
