import HTTP
import Synchronization
import TestSupport
import Testing

struct AnswerTests {
  @Test func severalCookiesAreSet() async throws {
    try await withServer { _ in
      Acceptance { request in
        var response = Response.text(request.cookies["a"] ?? "none")
        response.cookies = [Cookie("a", "1"), Cookie("b", "2", lifetime: .zero)]
        response.headers.add("X-A", "b")
        return response
      }
    } test: { server in
      let answer = await server.get("/", "Cookie: a=7")
      #expect(answer?.text == "7")
      #expect(
        answer?.all("Set-Cookie") == [
          "a=1; Path=/; Secure; HttpOnly; SameSite=Lax", "b=2; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax",
        ])
      #expect(answer?["X-A"] == "b")
    }
  }

  @Test(arguments: [
    ("X-A", "b\r\nX-C: d"), ("X-A", "b\nc"), ("X-A", "b\rc"), ("X-A", "b\0c"), ("X-A\r\nX-B", "c"), ("X A", "b"),
    ("", "b"),
    ("X-A:", "b"), ("é", "b"), ("Content-Length", "3"), ("transfer-encoding", "chunked"), ("Connection", "upgrade"),
  ])
  func fieldsThatWouldBreakOutAreNeverSent(name: String, value: String) async throws {
    try await withServer { _ in
      Acceptance { _ in Response(.ok, headers: Headers([("X-Before", "a"), (name, value)]), body: .bytes([1])) }
    } test: { server in
      let answer = await server.get("/")
      #expect(answer?.status == 500)
      #expect(answer?["X-Before"] == nil)
      #expect(answer?.text == "500: the answer has an invalid header field\n")
    }
  }

  @Test func anInvalidCookieOrStatusIsAFaultOfOurs() async throws {
    try await withServer { request in
      Acceptance { request in
        var response = Response(request.path.segments == ["status"] ? 42 : .ok)
        if request.path.segments == ["cookie"] { response.cookies = [Cookie("a", "b;c")] }
        return response
      }
    } test: { server in
      #expect(await server.get("/cookie")?.status == 500)
      #expect(await server.get("/status")?.status == 500)
      #expect(await server.get("/")?.status == 200)
    }
  }

  @Test func answersWithoutABodySayNoLength() async throws {
    try await withServer { _ in
      Acceptance { _ in Response(.noContent, body: .bytes([1, 2, 3])) }
    } test: { server in
      let client = server.client()
      for _ in 1...2 {
        let answer = await client.ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(answer?.status == 204)
        #expect(answer?["Content-Length"] == nil)
      }
    }
  }

  @Test func eachAnswerIsObservedOnce() async throws {
    let records = Mutex<[AccessRecord]>([])
    let router = Router([
      Route.get("/a/{id}") { _, _ in .text("hello") },
      .post("/a", body: .bytes(maximum: 1)) { _, _ in .text("hello") },
    ])
    try await withServer(
      .with { $0.observer = { record in records.withLock { $0.append(record) } } }, accept: router.accept
    ) { server in
      _ = await server.get("/a/b?c")
      _ = await server.get("/nothing")
      _ = await server.post("/a", type: "text/plain", [1, 2])
      _ = await server.ask("PURGE /a HTTP/1.1\r\nHost: x\r\n\r\n")
    }
    let seen = records.withLock { $0 }
    #expect(seen.map(\.route) == ["/a/{id}", nil, "/a", nil])
    #expect(seen.map(\.status.code) == [200, 404, 413, 501])
    #expect(seen.map(\.target) == ["/a/b?c", "/nothing", "/a", "/a"])
    #expect(seen.map(\.method) == ["GET", "GET", "POST", "PURGE"])
    #expect(seen.first?.bytes == 5)
    #expect(seen.allSatisfy { $0.isComplete && $0.duration > .zero && $0.peer.host == "127.0.0.1" && $0.peer.port > 0 })
  }

  @Test func theServerIsAskedForItsMethods() async throws {
    try await withServer { _ in
      Acceptance { _ in .text("") }
    } test: { server in
      let answer = await server.ask("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(answer?.status == 204)
      #expect(answer?["Allow"] == "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")
    }
  }

  @Test func refusalsHaveAPageOfTheProgram() async throws {
    let configuration = ServerConfiguration.with {
      $0.refusal = { refusal, request in .html("<p>\(refusal.status.code) \(request?.target ?? "?")", status: .ok) }
    }
    try await withServer(configuration) { _ in
      Acceptance { _ in .text("") }
    } test: { server in
      #expect(await server.get("/%")?.text == "<p>400 ?")
      let answer = await server.post("/a", type: "text/plain", [1])
      #expect(answer?.status == 413)
      #expect(answer?.text == "<p>413 /a")
    }
  }

  @Test func anIPv6AddressIsServed() async throws {
    let server = Server(ServerConfiguration(host: "::1")) { _ in Acceptance { _ in .text("") } }
    do {
      try server.start()
    } catch {
      // A machine without IPv6.
      #expect([.system(operation: "socket", code: 97), .system(operation: "bind", code: 99)].contains(error))
      return
    }
    #expect(server.address?.description.hasPrefix("[::1]:") == true)
    await server.stop(within: .zero)
  }

  @Test func whatKeepsAServerFromStartingIsTold() async throws {
    let accept: @Sendable (Request) -> Acceptance = { _ in Acceptance { _ in .text("") } }
    #expect(throws: ServerError.invalidAddress("localhost")) {
      try Server(ServerConfiguration(host: "localhost"), accept: accept).start()
    }
    try await withServer(accept: accept) { server in
      let second = Server(ServerConfiguration(port: server.port), accept: accept)
      #expect(throws: ServerError.system(operation: "bind", code: 98)) { try second.start() }
      #expect(throws: ServerError.alreadyStarted) { try server.server.start() }
      #expect(second.address == nil)
    }
  }
}
