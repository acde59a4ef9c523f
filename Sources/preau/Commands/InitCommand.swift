import Diagnostics
import Glibc
import Site

/// The command `preau init`, which begins a new site.
enum InitCommand: Command {
  static let usage = CommandUsage(
    name: "init", purpose: "begin a new site, ready to build",
    discussion: """
      Copies a kit and the theme into a folder that is new or empty. Kits: community (profiles, projects, articles).
      """,
    positionals: [.init(name: "DIR", help: "the folder of the new site")],
    options: [.init(name: "--kit", value: "NAME", help: "what to begin with (default: community)")],
    examples: [("preau init our-school", "a site in our-school/, to look at with 'preau serve'")])

  static func run(_ arguments: Arguments) async throws -> ExitCode {
    let target = arguments.positionals[0]
    guard !target.isEmpty else { throw Misuse("'preau init' needs DIR", command: "init") }
    guard let shared = SharedFiles.folder else {
      throw CommandFailure(
        "the theme and the kits that come with preau cannot be found",
        help: "set PREAU_SHARE to the folder that holds them",
        code: .failed)
    }
    let kit = arguments.value("--kit") ?? "community"
    let kits = try names(in: "\(shared)/kits")
    guard kits.contains(kit) else {
      let nearest = nearestName(to: kit, among: kits)
      throw CommandFailure(
        "there is no kit '\(kit)'",
        help: nearest.map { "did you mean '\($0)'?" } ?? "the kits are \(kits.joined(separator: ", "))")
    }
    guard try names(in: target).isEmpty else {
      throw CommandFailure("'\(target)' is not empty", help: "a new site begins in a folder of its own")
    }
    try copy("\(shared)/kits/\(kit)", to: target)
    try copy("\(shared)/themes/preau", to: "\(target)/themes/preau")
    try NewFile.write(".preau\nsite/*\n!site/.gitignore\nvar/\n", to: "\(target)/.gitignore")
    try StandardOutput.write(
      "A new site is in '\(target)'. Next:\n\n  cd \(target)\n  preau serve\n\nIts README.md tells the rest.\n")
    return .done
  }

  /// The names in a folder, in order; none when there is no such folder.
  private static func names(in folder: String) throws(CommandFailure) -> [String] {
    guard let stream = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw CommandFailure("cannot list '\(folder)': \(Failure.text(errno))")
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let record = readdir(stream) {
      names.append(
        withUnsafeBytes(of: &record.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
    }
    return names.filter { $0 != "." && $0 != ".." }.sorted()
  }

  private static func copy(_ source: String, to target: String) throws {
    for name in try names(in: source) {
      let path = "\(source)/\(name)"
      var status = stat()
      guard stat(path, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        try copy(path, to: "\(target)/\(name)")
      } else {
        try NewFile.write(try FileBytes.read(path), to: "\(target)/\(name)")
      }
    }
  }
}
