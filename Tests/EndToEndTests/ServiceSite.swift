import Foundation
import TestSupport
import Testing

/// A new site, as `preau init` makes it, and its service on a port of its own.
final class ServiceSite {
  let port = freePort()
  private let scratch = SiteFixture()
  private(set) var disk: SmallDisk?

  static let password = "un préau sous la pluie"

  /// - Parameter megabytes: of the disk that the site lies on; nil for the machine's own.
  init(megabytes: Int? = nil) throws {
    if let megabytes {
      disk = SmallDisk(at: scratch.path, megabytes: megabytes)
      try #require(disk != nil, "no disk can be mounted")
    }
    let run = try ProcessRun(preau, ["init", "site"], in: URL(filePath: scratch.path), environment: environment)
    try #require(run.code == 0, "\(run.errors)")
  }

  deinit { disk?.remove() }

  var origin: String { "http://127.0.0.1:\(port)" }
  var folder: URL { URL(filePath: "\(scratch.path)/site") }
  /// Settings besides those that every test has.
  var settings: [String: String] = [:]
  var environment: [String: String] {
    ["PREAU_SHARE": packageFolder.path, "PREAU_ORIGIN": origin].merging(settings) { $1 }
  }

  /// Starts a command that serves, and waits until it says so.
  func start(_ command: String = "intake", says text: String = "listens at") async throws -> RunningProgram {
    let program = try RunningProgram(
      preau, [command, "--listen", "127.0.0.1:\(port)"], in: folder, environment: environment)
    try #require(try await program.writes(text), "\(program.output)")
    return program
  }

  /// The path of the invitation that a service without maintainers shows.
  func firstInvitation(of program: RunningProgram) async throws -> String {
    try #require(try await program.writes("begins here: \(origin)/"), "\(program.output)")
    let start = try #require(program.output.firstRange(of: "begins here: \(origin)"))
    return String(program.output[start.upperBound...].prefix { !$0.isWhitespace })
  }

  /// Accepts an invitation; nil when no whole answer came.
  func accept(_ link: String, as email: String, _ visitor: Visitor) async -> Visitor.Page? {
    guard let page = await visitor.open(link) else { return nil }
    return await visitor.submit(["name": "Léa Durand", "email": email, "password": Self.password], on: page)
  }

  func signIn(_ email: String, _ visitor: Visitor) async -> Visitor.Page? {
    guard let page = await visitor.open("/-/sign-in") else { return nil }
    return await visitor.submit(["email": email, "password": Self.password], to: "sign-in", on: page)
  }
}
