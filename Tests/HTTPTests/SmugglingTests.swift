import HTTP
import Synchronization
import TestSupport
import Testing

/// Requests that a proxy could take for others than this server does.
struct SmugglingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var head: String
    var status: Int

    init(_ name: String, _ head: String, _ status: Int = 400) {
      testDescription = name
      self.head = head
      self.status = status
    }
  }

  private static let host = "Host: a.example\r\n"

  private static func post(_ fields: String) -> String { "POST / HTTP/1.1\r\n\(host)\(fields)\r\n" }

  private static let cases = [
    Case("length and coding", post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n")),
    Case("coding and length", post("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n")),
    Case("two lengths", post("Content-Length: 0\r\nContent-Length: 44\r\n")),
    Case("the same length twice", post("Content-Length: 4\r\ncontent-length: 4\r\n")),
    Case("a list of lengths", post("Content-Length: 4, 4\r\n")),
    Case("a signed length", post("Content-Length: +4\r\n")),
    Case("a negative length", post("Content-Length: -1\r\n")),
    Case("a hexadecimal length", post("Content-Length: 0x4\r\n")),
    Case("an empty length", post("Content-Length:\r\n")),
    Case("a huge length", post("Content-Length: 99999999999999999999999\r\n"), 413),
    Case("another coding", post("Transfer-Encoding: gzip\r\n"), 501),
    Case("two codings", post("Transfer-Encoding: gzip, chunked\r\n"), 501),
    Case("chunked twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n")),
    Case("chunked and identity", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n")),
    Case("a coding with a tab", post("Transfer-Encoding: \u{B}chunked\r\n")),
    Case("a coding of 1.0", "POST / HTTP/1.0\r\n\(host)Transfer-Encoding: chunked\r\n\r\n"),
    Case("a folded line", post("X-A: b\r\n c\r\n")),
    Case("a folded coding", post("Transfer-Enc: chunked\r\n oding\r\n")),
    Case("a folded length", post("Content-Length: 0\r\n\t4\r\n")),
    Case("a fold that is empty", post("Content-Length: 4\r\n \r\n")),
    Case("a space before the colon", post("Content-Length : 4\r\n")),
    Case("a tab before the colon", post("Transfer-Encoding\t: chunked\r\n")),
    Case("a space before the name", "POST / HTTP/1.1\r\n X: y\r\n\(host)\r\n"),
    Case("no name", post(": a\r\n")),
    Case("no colon", post("abc\r\n")),
    Case("a name that is no token", post("A(b): c\r\n")),
    Case("a lone line feed", post("X-A: b\nContent-Length: 4\r\n")),
    Case("a lone line feed at the end", "POST / HTTP/1.1\r\n\(host)X-A: b\n\r\n"),
    Case("a lone carriage return", post("X-A: b\rContent-Length: 4\r\n")),
    Case("a lone line feed after the request line", "POST / HTTP/1.1\n\(host)\r\n"),
    Case("a lone carriage return after the request line", "POST / HTTP/1.1\r\(host)\r\n"),
    Case("a NUL in a value", post("X-A: b\0c\r\n")),
    Case("a NUL in a name", post("X-A\0b: c\r\n")),
    Case("a NUL in the target", "GET /a\0b HTTP/1.1\r\n\(host)\r\n"),
    Case("a control character in a value", post("X-A: b\u{1}c\r\n")),
    Case("a delete character in a value", post("X-A: b\u{7F}c\r\n")),
    Case("no host", "GET / HTTP/1.1\r\n\r\n"),
    Case("two hosts", "GET / HTTP/1.1\r\n\(host)Host: b.example\r\n\r\n"),
    Case("an empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n"),
    Case("a host that is none", "GET / HTTP/1.1\r\nHost: a.example/b\r\n\r\n"),
    Case("a host with a user", "GET / HTTP/1.1\r\nHost: b@a.example\r\n\r\n"),
    Case("another host in the target", "GET http://b.example/ HTTP/1.1\r\n\(host)\r\n"),
    Case("two spaces before the target", "GET  / HTTP/1.1\r\n\(host)\r\n"),
    Case("two spaces after the target", "GET /  HTTP/1.1\r\n\(host)\r\n"),
    Case("a space in the target", "GET /a b HTTP/1.1\r\n\(host)\r\n"),
    Case("a tab instead of a space", "GET\t/ HTTP/1.1\r\n\(host)\r\n"),
    Case("a space after the version", "GET / HTTP/1.1 \r\n\(host)\r\n"),
    Case("a version of its own", "GET / HTTP/1.2\r\n\(host)\r\n", 505),
    Case("the next version", "GET / HTTP/2.0\r\n\(host)\r\n", 505),
    Case("a version in lower case", "GET / http/1.1\r\n\(host)\r\n"),
    Case("no version", "GET /\r\n\(host)\r\n"),
    Case("an unknown method", "PURGE / HTTP/1.1\r\n\(host)\r\n", 501),
    Case("a method in lower case", "get / HTTP/1.1\r\n\(host)\r\n", 501),
    Case("a tunnel", "CONNECT a.example:443 HTTP/1.1\r\n\(host)\r\n", 501),
    Case("an echo", "TRACE / HTTP/1.1\r\n\(host)\r\n", 501),
    Case("another expectation", post("Content-Length: 4\r\nExpect: 200-ok\r\n"), 417),
    Case("a path that leaves", "GET /a/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n\(host)\r\n"),
  ]

  @Test(arguments: cases)
  func nothingAfterThemIsTakenForARequest(_ each: Case) async throws {
    let smuggled = Mutex(0)
    try await withServer { request in
      if request.path.segments == ["smuggled"] { smuggled.withLock { $0 += 1 } }
      return Acceptance(body: .bytes(maximum: 100)) { _ in .text("taken") }
    } test: { server in
      let client = server.client()
      await client.send(each.head + "0\r\n\r\nGET /smuggled HTTP/1.1\r\n\(Self.host)\r\n")
      let status = await client.answer()?.status ?? 0
      #expect(status == each.status)
      #expect(await client.answer()?.status == nil)
      #expect(await client.isClosedByServer())
    }
    #expect(smuggled.withLock { $0 } == 0)
  }

  @Test(arguments: [
    "GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\nHost: [::1]:80\r\nX-A:\r\nX-B: \t c \t\r\n\r\n",
    "\r\nGET / HTTP/1.1\r\nhost:a\r\n\r\n", "GET http://A/ HTTP/1.1\r\nhost:a\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nX-A: caf\u{e9}\r\n\r\n",
  ])
  func unusualRequestsThatMeanOneThingAreTaken(request: String) async throws {
    try await withServer { _ in
      Acceptance { request in .text("\(request.headers["x-b"] ?? "")|\(request.headers["X-A"] ?? "")") }
    } test: { server in
      let answer = await server.ask(request)
      #expect(answer?.status == 200)
      #expect(answer?.text.hasPrefix(request.contains("X-B") ? "c|" : "|") == true)
    }
  }

  @Test(arguments: [
    "zz\r\nabc\r\n0\r\n\r\n", "-1\r\n", "0x3\r\nabc\r\n0\r\n\r\n", "fffffffffffffffff\r\nabc\r\n",
    "3\r\nabcd\r\n0\r\n\r\n", " 3\r\nabc\r\n0\r\n\r\n",
  ])
  func malformedChunksCloseTheConnection(body: String) async throws {
    try await withServer { _ in
      Acceptance(body: .bytes(maximum: 100)) { _ in .text("taken") }
    } test: { server in
      let client = server.client()
      await client.send(Self.post("Transfer-Encoding: chunked\r\n") + body)
      #expect(await client.answer()?.status != 200)
      #expect(await client.isClosedByServer())
    }
  }
}
