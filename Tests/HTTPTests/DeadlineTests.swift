import HTTP
import TestSupport
import Testing

/// Clients that keep a connection busy without ever being done.
struct DeadlineTests {
  private static func withImpatientServer(
    _ change: (inout ServerConfiguration) -> Void, test: (RunningServer) async throws -> Void
  ) async throws {
    let configuration = ServerConfiguration.with {
      $0.headerTimeout = .milliseconds(300)
      $0.transferTimeout = .milliseconds(300)
      $0.idleTimeout = .seconds(1)
      $0.minimumBytesPerSecond = 1 << 20
      change(&$0)
    }
    try await withServer(
      configuration,
      accept: { _ in
        Acceptance(body: .bytes(maximum: 1 << 20)) { request in
          let large = [UInt8](repeating: 65, count: 20 << 20)
          return request.path.segments == ["large"] ? .bytes(large, type: "text/plain") : .text("done")
        }
      }, test: test)
  }

  /// A server that waits for a client at most 0.3 seconds.
  private static func withImpatientServer(test: (RunningServer) async throws -> Void) async throws {
    try await withImpatientServer({ _ in }, test: test)
  }

  /// Sends a piece again and again; true when the server closes before the last.
  private static func isCutOff(_ client: TestClient, sending piece: String) async -> Bool {
    await !client.send(Array(repeating: Array(piece.utf8), count: 100), pausingMilliseconds: 30)
  }

  @Test func aHeaderThatTricklesInIsCutOff() async throws {
    try await Self.withImpatientServer { server in
      let client = server.client()
      await client.send("GET / HTTP/1.1\r\nHost: x\r\n")
      #expect(await Self.isCutOff(client, sending: "X-A: b\r\n"))
    }
  }

  @Test func aRequestLineThatTricklesInIsCutOff() async throws {
    try await Self.withImpatientServer { server in
      let client = server.client()
      #expect(await Self.isCutOff(client, sending: "G"))
    }
  }

  @Test func aClientThatSaysNothingIsCutOff() async throws {
    try await Self.withImpatientServer { server in #expect(await server.client().isClosedByServer()) }
  }

  @Test func aBodyThatTricklesInIsCutOff() async throws {
    try await Self.withImpatientServer { server in
      let client = server.client()
      await client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")
      #expect(await Self.isCutOff(client, sending: "a"))
    }
  }

  @Test func chunksThatTrickleInAreCutOff() async throws {
    try await Self.withImpatientServer { server in
      let client = server.client()
      await client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
      #expect(await Self.isCutOff(client, sending: "1\r\na\r\n"))
    }
  }

  @Test func aBodyThatComesFastEnoughMayTakeLonger() async throws {
    try await Self.withImpatientServer {
      $0.headerTimeout = .seconds(10)
      $0.transferTimeout = .seconds(1)
      $0.minimumBytesPerSecond = 10_000
    } test: { server in
      let client = server.client()
      let head = Array("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 90000\r\n\r\n".utf8)
      let pieces = Array(repeating: [UInt8](repeating: 65, count: 3_000), count: 30)
      #expect(await client.send([head] + pieces, pausingMilliseconds: 50))
      #expect(await client.answer()?.text == "done")
    }
  }

  @Test func anAnswerThatIsNotReadIsCutOff() async throws {
    try await Self.withImpatientServer {
      $0.minimumBytesPerSecond = 200 << 20
    } test: { server in
      let client = TestClient(port: server.port, receiveBuffer: 4_096)
      await client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
      try await Task.sleep(for: .milliseconds(900))
      #expect(await client.answer()?.status == nil)
    }
  }

  @Test func eachRequestOfAConnectionHasItsOwnTime() async throws {
    try await Self.withImpatientServer {
      $0.headerTimeout = .seconds(2)
      $0.idleTimeout = .seconds(10)
    } test: { server in
      let client = server.client()
      for _ in 0..<3 {
        #expect(await client.ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n")?.text == "done")
        try await Task.sleep(for: .milliseconds(900))
      }
    }
  }

  @Test func theNextRequestOfAConnectionIsWaitedForNoLonger() async throws {
    try await Self.withImpatientServer { server in
      let client = server.client()
      #expect(await client.ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n")?.text == "done")
      #expect(await Self.isCutOff(client, sending: "G"))
    }
  }
}
