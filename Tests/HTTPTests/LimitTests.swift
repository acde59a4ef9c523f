import HTTP
import Synchronization
import TestSupport
import Testing

/// Lets handlers wait until a test opens it.
final class Gate: Sendable {
  private let state = Mutex<(isOpen: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))

  var waiting: Int { state.withLock { $0.waiting.count } }

  func pass() async {
    await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        if !state.isOpen { state.waiting.append(continuation) }
        return state.isOpen
      }
      if isOpen { continuation.resume() }
    }
  }

  func open() {
    let waiting = state.withLock { state in
      defer { state = (true, []) }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Returns when so many wait.
  func isReached(by count: Int) async {
    while waiting < count { try? await Task.sleep(for: .milliseconds(1)) }  // a cancelled test only asks more often
  }
}

struct LimitTests {
  private static let accept: @Sendable (Request) -> Acceptance = { _ in
    Acceptance(body: .bytes(maximum: 3 << 20)) { request in
      if case .bytes(let bytes) = request.body { return .text("\(bytes.count)") }
      return .text("none")
    }
  }

  @Test func headersThatAreTooLongAreRefused() async throws {
    try await withServer(accept: Self.accept) { server in
      let long = String(repeating: "a", count: 40_000)
      #expect(await server.get("/", "X-A: \(long)")?.status == 431)
      let many = String(repeating: "X-A: b\r\n", count: 5_000)
      #expect(await server.get("/", String(many.dropLast(2)))?.status == 431)
      #expect([414, 431].contains(await server.get("/\(long)")?.status))
      #expect(await server.get("/", "X-A: \(long.prefix(8_000))")?.status == 200)
    }
  }

  @Test func aBodyIsAskedForOnlyWhenItWillBeRead() async throws {
    try await withServer(accept: Self.accept) { server in
      let client = server.client()
      let head = "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length:"
      #expect(await client.ask("\(head) 3\r\n\r\n")?.status == 100)
      #expect(await client.ask("abc")?.text == "3")
      #expect(await client.ask("\(head) 99999999\r\n\r\n")?.status == 413)
      #expect(await client.isClosedByServer())
    }
  }

  @Test func aBodyIsLeftUnreadWhenItIsNotAdmitted() async throws {
    let wasRead = Mutex(false)
    try await withServer { request in
      Acceptance(
        body: .bytes(maximum: 1 << 30),
        admit: { $0.headers["X-Key"] == nil ? Response(.forbidden) : nil },
        respond: { _ in
          wasRead.withLock { $0 = true }
          return .text("taken")
        })
    } test: { server in
      let client = server.client()
      let head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n"
      #expect(await client.ask(head)?.status == 403)
      #expect(await client.isClosedByServer())
      #expect(!wasRead.withLock { $0 })
      #expect(await server.get("/")?.status == 403)
      #expect(await server.get("/", "X-Key: a")?.text == "taken")
      let admitted = server.client()
      await admitted.send("POST / HTTP/1.1\r\nHost: x\r\nX-Key: a\r\nContent-Length: 100000\r\n\r\n")
      await admitted.send([UInt8](repeating: 1, count: 100_000))
      #expect(await admitted.answer()?.text == "taken")
    }
  }

  @Test func aBodyMayBeLarge() async throws {
    try await withServer(accept: Self.accept) { server in
      let body = [UInt8](repeating: 7, count: 3 << 20)
      #expect(await server.post("/", type: "text/plain", body)?.text == "\(3 << 20)")
    }
  }

  @Test func aChunkedBodyThatNeverEndsIsCutOff() async throws {
    try await withServer { _ in
      Acceptance(body: .bytes(maximum: 10)) { _ in .text("") }
    } test: { server in
      let client = server.client()
      await client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
      let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 65, count: 0x10000) + [13, 10]
      var sent = 0
      while sent < 1_000, await client.send(chunk) { sent += 1 }
      #expect(sent < 1_000)
    }
  }

  @Test func whenThereAreTooManyRequestsMoreAreTurnedAway() async throws {
    let gate = Gate()
    try await withServer(.with { $0.maximumRequests = 2 }) { _ in
      Acceptance { _ in
        await gate.pass()
        return .text("done")
      }
    } test: { server in
      async let first = server.get("/")
      async let second = server.get("/")
      await gate.isReached(by: 2)
      let third = await server.get("/")
      #expect(third?.status == 503)
      #expect(third?["Retry-After"] == "1")
      gate.open()
      #expect(await first?.text == "done")
      #expect(await second?.text == "done")
      #expect(await server.get("/")?.status == 200)
    }
  }

  @Test func anAddressHasOnlySoManyConnections() async throws {
    try await withServer(.with { $0.maximumConnectionsPerAddress = 2 }, accept: Self.accept) { server in
      let request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"
      let first = server.client()
      #expect(await first.ask(request)?.status == 200)
      let second = server.client()
      #expect(await second.ask(request)?.status == 200)
      #expect(await server.client().ask(request)?.status == nil)
      // Both are still connected.
      #expect(await first.ask(request)?.status == 200)
      #expect(await second.ask(request)?.status == 200)
    }
  }

  @Test func slowHandlersDoNotHoldOthersUp() async throws {
    let gate = Gate()
    try await withServer(.with { $0.threads = 1 }) { request in
      Acceptance { request in
        if request.path.segments == ["slow"] { await gate.pass() }
        return .text("done")
      }
    } test: { server in
      async let slow = server.get("/slow")
      await gate.isReached(by: 1)
      #expect(await server.get("/quick")?.text == "done")
      gate.open()
      #expect(await slow?.text == "done")
    }
  }
}
