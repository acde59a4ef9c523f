import HTTP
import TestSupport
import Testing

struct ServerTests {
  private static let echo: @Sendable (Request) -> Acceptance = { request in
    Acceptance(body: .bytes(maximum: 10)) { request in
      var text = "\(request.method.rawValue) \(request.path.segments) \(request.query.pairs.map(\.value))"
      if case .bytes(let bytes) = request.body, !bytes.isEmpty { text += " \(String(decoding: bytes, as: UTF8.self))" }
      return .text(text)
    }
  }

  @Test func answersOneRequestAfterTheOther() async throws {
    try await withServer(accept: Self.echo) { server in
      let client = server.client()
      for number in 1...3 {
        let answer = await client.ask("GET /a/\(number)?b=c%20d HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(answer?.text == "GET [\"a\", \"\(number)\"] [\"c d\"]")
        #expect(answer?["Content-Type"] == "text/plain; charset=utf-8")
        #expect(answer?["Date"].flatMap { HTTPDate.secondsSince1970($0) } != nil)
      }
    }
  }

  @Test func answersPipelinedRequestsInOrder() async throws {
    try await withServer(accept: Self.echo) { server in
      let client = server.client()
      await client.send((1...20).map { "GET /\($0) HTTP/1.1\r\nHost: x\r\n\r\n" }.joined())
      for number in 1...20 { #expect(await client.answer()?.text == "GET [\"\(number)\"] []") }
    }
  }

  @Test func headHasTheFieldsOfGetAndNoBody() async throws {
    try await withServer(accept: Self.echo) { server in
      let client = server.client()
      let answer = await client.ask("HEAD /abc HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(answer?.status == 200)
      #expect(answer?["Content-Length"] == "15")
      #expect(await client.ask("GET /d HTTP/1.1\r\nHost: x\r\n\r\n")?.text == "GET [\"d\"] []")
    }
  }

  @Test func bodiesComeInPiecesAndChunks() async throws {
    try await withServer(accept: Self.echo) { server in
      let client = server.client()
      await client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nab")
      await client.send("cd")
      await client.send("ef")
      #expect(await client.answer()?.text == "POST [] [] abcdef")
      await client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n")
      await client.send("3;x=y\r\ncde\r\n0\r\n\r\n")
      let answer = await client.answer()
      #expect(answer?.text == "POST [] [] abcde")
      #expect(answer?["Connection"] == "close")
      #expect(await client.isClosedByServer())
    }
  }

  @Test func bodiesThatAreTooLargeAreRefused() async throws {
    try await withServer(accept: Self.echo) { server in
      let declared = server.client()
      let refused = await declared.ask("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000000\r\n\r\n")
      #expect(refused?.status == 413)
      #expect(await declared.isClosedByServer())
      let chunked = await server.ask(
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n01234567890\r\n0\r\n\r\n")
      #expect(chunked?.status == 413)
    }
  }
}
