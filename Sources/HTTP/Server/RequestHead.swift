/// The header of a request as it came in, and what must be right about it before anything is made of it.
struct RequestHead {
  var method: String
  var target: String
  var version: String
  var headers: Headers

  /// The size of the body; nil for a chunked one.
  var bodySize: Int? { isChunked ? nil : headers["Content-Length"].flatMap(HTTPSyntax.number) ?? 0 }

  var isChunked: Bool { headers.contains("Transfer-Encoding") }

  /// Throws a refusal for everything that servers and proxies may understand differently (RFC 9112 §3.2, §6).
  func check() throws(Refusal) {
    guard version == "HTTP/1.1" || version == "HTTP/1.0" else {
      throw Refusal(.versionNotSupported, "the version is HTTP/1.1 or HTTP/1.0")
    }
    try checkHost()
    try checkFraming()
    guard headers.all("Expect").allSatisfy({ HTTPSyntax.isEqual($0, "100-continue") }) else {
      throw Refusal(.expectationFailed, "the only expectation is '100-continue'")
    }
  }

  private func checkHost() throws(Refusal) {
    let hosts = headers.all("Host")
    guard hosts.count == 1 || hosts.isEmpty && version == "HTTP/1.0" else {
      throw Refusal(.badRequest, "a request has one field 'Host'")
    }
    guard hosts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isHostByte) }) else {
      throw Refusal(.badRequest, "a host is a name or an address, and perhaps a port")
    }
  }

  private func checkFraming() throws(Refusal) {
    let lengths = headers.all("Content-Length")
    let codings = headers.all("Transfer-Encoding")
    guard lengths.count <= 1, lengths.allSatisfy({ HTTPSyntax.number($0) != nil }) else {
      throw Refusal(.badRequest, "a request has one field 'Content-Length', a number")
    }
    guard !codings.isEmpty else { return }
    guard lengths.isEmpty, codings.count == 1, version == "HTTP/1.1" else {
      throw Refusal(.badRequest, "the length of a body is told in one way")
    }
    guard HTTPSyntax.isEqual(codings[0], "chunked") else {
      throw Refusal(.notImplemented, "the only transfer coding is 'chunked'")
    }
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._:[]".utf8.contains(byte)
    }
  }
}
