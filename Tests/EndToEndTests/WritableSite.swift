import Foundation
import TestSupport
import Testing

/// A site in a git repository, whose service members write to.
final class WritableSite {
  let service: ServiceSite
  private(set) var program: RunningProgram

  /// Written by hand, with all that forms must leave alone.
  static let project = """
    ---
    # Le projet de l'automne
    title:    'Météo du préau'   # guillemets simples
    summary: Quel temps fera-t-il à la récré ?

    members: [lea-durand, "paul-petit"]
    ---
    Un texte.

    """

  /// Léa and Paul have made a project; profiles need no review, projects do.
  ///
  /// - Parameters:
  ///   - settings: of the service.
  ///   - megabytes: of the disk that the site lies on; nil for the machine's own.
  ///   - servesPages: whether the pages of the site are served beside the service.
  ///   - prepare: what is done in the site's folder before the service starts.
  init(
    _ settings: [String: String] = [:], megabytes: Int? = nil, servesPages: Bool = false,
    prepare: (URL) throws -> Void = { _ in }
  ) async throws {
    service = try ServiceSite(megabytes: megabytes)
    service.settings = settings
    let content = service.folder.appending(path: "content")
    for (name, person) in [("lea-durand", "Léa Durand"), ("paul-petit", "Paul Petit"), ("zoe-blanc", "Zoé Blanc")] {
      try Self.write("---\nname: \(person)\n---\n", to: content.appending(path: "profiles/\(name).md"))
    }
    try Self.write(Self.project, to: content.appending(path: "projects/meteo.md"))
    let kind = content.appending(path: "kinds/profile.yaml")
    let text = try String(contentsOf: kind, encoding: .utf8)
    try Self.write(text.replacing("edit: { by: owner }", with: "edit: { by: owner, review: false }"), to: kind)
    for arguments in [
      ["init", "-q", "-b", "main"], ["config", "user.name", "Site"], ["config", "user.email", "site@example.org"],
      ["add", "-A"], ["commit", "-q", "-m", "First"],
    ] { try Self.git(arguments, in: service.folder) }
    try prepare(service.folder)
    program =
      servesPages ? try await service.start("serve", says: "begins here: ") : try await service.start()
  }

  /// Starts the service again after it has ended.
  func restart() async throws { program = try await service.start() }

  func kill() { program.kill() }

  /// What has been written to somebody, subjects and texts, once so many mails have.
  func mail(to address: String, count: Int) async throws -> [String] {
    var found: [String] = []
    for _ in 0..<100 {
      let folder = service.folder.appending(path: "var/outbox")
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      found = names.sorted().compactMap { try? String(contentsOf: folder.appending(path: $0), encoding: .utf8) }
        .filter { $0.contains("To: \(address)") || $0.contains("To: <\(address)>") }
      if found.count >= count { break }
      try await Task.sleep(for: .milliseconds(50))
    }
    return found
  }

  /// What `preau check` says; empty when all is well.
  func mistakes() throws -> String {
    let run = try ProcessRun(preau, ["check", "--strict"], in: service.folder, environment: service.environment)
    return run.code == 0 ? "" : run.output + run.errors
  }

  /// Somebody with an account who is signed in.
  func member(_ email: String, profile: String? = nil, role: String = "member") async throws -> Visitor {
    let visitor = Visitor(port: service.port)
    let link = try invitation(for: email, profile: profile, role: role)
    _ = try #require(await service.accept(link, as: email, visitor))
    return visitor
  }

  /// The path of an invitation.
  func invitation(for email: String, profile: String? = nil, role: String = "member") throws -> String {
    var arguments = ["account", "invite", email, "--role", role]
    if let profile { arguments += ["--profile", profile] }
    let run = try ProcessRun(preau, arguments, in: service.folder, environment: service.environment)
    try #require(run.code == 0, "\(run.errors)")
    return run.output.replacing(service.origin, with: "").split(separator: "\n").last.map(String.init) ?? ""
  }

  func text(_ path: String) throws -> String {
    try String(contentsOf: service.folder.appending(path: path), encoding: .utf8)
  }

  func has(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: service.folder.appending(path: path).path)
  }

  /// The bytes of all files of a folder and those below; none where there is no folder.
  func files(in path: String) throws -> [[UInt8]] {
    let folder = self.service.folder.appending(path: path)
    let names = FileManager.default.subpaths(atPath: folder.path) ?? []
    return names.compactMap { FileManager.default.contents(atPath: folder.appending(path: $0).path).map { Array($0) } }
  }

  func write(_ text: String, to path: String) throws { try Self.write(text, to: service.folder.appending(path: path)) }

  /// What git prints.
  @discardableResult
  func git(_ arguments: String...) throws -> String { try Self.git(arguments, in: service.folder) }

  private static func write(_ text: String, to file: URL) throws {
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  @discardableResult
  static func git(_ arguments: [String], in folder: URL) throws -> String {
    let run = try ProcessRun(URL(filePath: "/usr/bin/git"), arguments, in: folder)
    try #require(run.code == 0, "git \(arguments): \(run.errors)")
    return run.output
  }
}
