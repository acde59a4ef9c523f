import HTTP
import Synchronization
import TestSupport
import Testing

/// Whoever listens to a stream of events, as a program would keep them.
private final class Listeners: Sendable {
  private let all = Mutex<[Int: AsyncStream<ServerSentEvent>.Continuation]>([:])
  private let last = Mutex(0)

  var count: Int { all.withLock { $0.count } }

  func add() -> AsyncStream<ServerSentEvent> {
    let (stream, continuation) = AsyncStream.makeStream(of: ServerSentEvent.self)
    let number = last.withLock { last in
      last += 1
      return last
    }
    continuation.onTermination = { [self] _ in all.withLock { $0[number] = nil } }
    all.withLock { $0[number] = continuation }
    return stream
  }

  func send(_ event: ServerSentEvent) {
    for continuation in all.withLock({ Array($0.values) }) { continuation.yield(event) }
  }

  func finish() {
    for continuation in all.withLock({ Array($0.values) }) { continuation.finish() }
  }

  /// True when so many listen before a test's patience ends.
  func becomes(_ count: Int) async -> Bool {
    for _ in 0..<60_000 {
      if self.count == count { return true }
      try? await Task.sleep(for: .milliseconds(2))  // a cancelled test only asks more often
    }
    return false
  }
}

struct EventStreamTests {
  private static let ask = "GET /events HTTP/1.1\r\nHost: x\r\n\r\n"

  private static func withStream(
    heartbeat: Duration = .seconds(60), maximumWaitingBytes: Int = 1 << 20,
    test: (RunningServer, Listeners) async throws -> Void
  ) async throws {
    let listeners = Listeners()
    try await withServer { _ in
      Acceptance { _ in
        .events(EventStream(listeners.add(), heartbeat: heartbeat, maximumWaitingBytes: maximumWaitingBytes))
      }
    } test: {
      try await test($0, listeners)
    }
  }

  @Test func eventsComeAsTheyHappen() async throws {
    try await Self.withStream { server, listeners in
      let client = server.client()
      await client.send(Self.ask)
      let head = await client.read(until: ":\n\n")
      #expect(head?.contains("Content-Type: text/event-stream\r\n") == true)
      #expect(head?.contains("Transfer-Encoding: chunked\r\n") == true)
      listeners.send(ServerSentEvent("one\ntwo\r\nthree\rfour", name: "a\nb", id: "7", retry: .milliseconds(1_500)))
      let event = "event: a b\nid: 7\nretry: 1500\ndata: one\ndata: two\ndata: three\ndata: four\n\n"
      #expect(await client.read(until: "\n\n")?.hasSuffix(event) == true)
      listeners.send(ServerSentEvent(""))
      #expect(await client.read(until: "\n\n")?.hasSuffix("data: \n\n") == true)
      listeners.finish()
      #expect(await client.read(until: "0\r\n\r\n") != nil)
      // The connection can be used again.
      #expect(await client.ask("HEAD /events HTTP/1.1\r\nHost: x\r\n\r\n")?["Content-Type"] == "text/event-stream")
    }
  }

  @Test func aHundredClientsGetEachEvent() async throws {
    try await Self.withStream { server, listeners in
      let clients = (0..<100).map { _ in server.client() }
      for client in clients { await client.send(Self.ask) }
      #expect(await listeners.becomes(100))
      for number in 1...5 { listeners.send(ServerSentEvent("number \(number)")) }
      for client in clients {
        for number in 1...5 { #expect(await client.read(until: "data: number \(number)\n\n") != nil) }
      }
      // The threads are free for others all the while.
      #expect(await server.ask("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n")?.status == 200)
      listeners.finish()
      for client in clients { #expect(await client.read(until: "0\r\n\r\n") != nil) }
    }
  }

  @Test func aClientThatHasLeftIsNoticedAtAHeartbeat() async throws {
    try await Self.withStream(heartbeat: .milliseconds(50)) { server, listeners in
      let stays = server.client()
      await stays.send(Self.ask)
      do {
        let leaves = server.client()
        await leaves.send(Self.ask)
        #expect(await leaves.read(until: ":\n\n") != nil)
        #expect(await listeners.becomes(2))
        leaves.reset()
      }
      #expect(await listeners.becomes(1))
      for _ in 0..<3 { #expect(await stays.read(until: ":\n\n") != nil) }
      listeners.send(ServerSentEvent("still here"))
      #expect(await stays.read(until: "data: still here\n\n") != nil)
    }
  }

  @Test func aClientThatDoesNotReadIsDropped() async throws {
    try await Self.withStream(maximumWaitingBytes: 100_000) { server, listeners in
      let slow = TestClient(port: server.port, receiveBuffer: 4_096)
      await slow.send(Self.ask)
      let quick = server.client()
      await quick.send(Self.ask)
      #expect(await listeners.becomes(2))
      let data = String(repeating: "x", count: 50_000)
      var sent = 0
      while listeners.count == 2, sent < 1_000 {
        listeners.send(ServerSentEvent("\(data)\(sent)"))
        #expect(await quick.read(until: "\(sent)\n\n") != nil)
        sent += 1
      }
      #expect(await listeners.becomes(1))
      #expect(await slow.isClosedByServer())
      listeners.send(ServerSentEvent("quick"))
      #expect(await quick.read(until: "quick\n\n") != nil)
    }
  }

  @Test func streamsThatAreOpenEndWhenTheServerStops() async throws {
    try await Self.withStream { server, listeners in
      let clients = (0..<20).map { _ in server.client() }
      for client in clients { await client.send(Self.ask) }
      #expect(await listeners.becomes(20))
      await server.server.stop(within: .seconds(5))
      for client in clients { #expect(await client.read(until: "0\r\n\r\n") != nil) }
      #expect(await listeners.becomes(0))
    }
  }
}
