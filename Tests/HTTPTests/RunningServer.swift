import HTTP
import TestSupport

/// Runs a test against a server on a free port, and stops it afterwards.
func withServer<Result>(
  _ configuration: ServerConfiguration = .with { _ in },
  accept: @escaping @Sendable (Request) -> Acceptance,
  test: (RunningServer) async throws -> Result
) async throws -> Result {
  let fixture = SiteFixture()
  var configuration = configuration
  configuration.uploadFolder = fixture.path
  let server = Server(configuration, accept: accept)
  try server.start()
  let running = RunningServer(server: server, port: server.address?.port ?? 0, uploads: fixture)
  do {
    let result = try await test(running)
    await server.stop(within: .seconds(2))
    return result
  } catch {
    await server.stop(within: .zero)
    throw error
  }
}

struct RunningServer {
  let server: Server
  let port: UInt16
  let uploads: SiteFixture

  func client() -> TestClient { TestClient(port: port) }

  /// The answer to one request on a connection of its own.
  func ask(_ text: String) async -> TestAnswer? { await client().ask(text) }

  func get(_ target: String, _ fields: String...) async -> TestAnswer? {
    await ask("GET \(target) HTTP/1.1\r\nHost: a.example\r\n\(fields.map { $0 + "\r\n" }.joined())\r\n")
  }

  func post(_ target: String, type: String, _ body: [UInt8]) async -> TestAnswer? {
    let client = client()
    await client.send(
      "POST \(target) HTTP/1.1\r\nHost: a.example\r\nContent-Type: \(type)\r\nContent-Length: \(body.count)\r\n\r\n")
    await client.send(body)
    return await client.answer()
  }
}

extension ServerConfiguration {
  /// What is usual, but for some of it; and patient, since a busy machine may keep a test from its clients.
  static func with(_ change: (inout ServerConfiguration) -> Void) -> ServerConfiguration {
    var configuration = ServerConfiguration()
    configuration.headerTimeout = .seconds(600)
    configuration.transferTimeout = .seconds(600)
    configuration.idleTimeout = .seconds(600)
    change(&configuration)
    return configuration
  }
}
