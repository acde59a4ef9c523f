/// A request, checked and taken apart.
public struct Request: Sendable {
  public let method: Method
  /// As it was sent: a path and perhaps a query.
  public let target: String
  public let path: RequestPath
  public let query: NamedValues
  public let headers: Headers
  /// The host that the client asked for, perhaps with a port; nil only for HTTP/1.0.
  public let host: String?
  public let peer: PeerAddress
  /// As the route's `BodyPolicy` had it read; `.none` before that.
  public internal(set) var body: Body

  /// Checks a target (RFC 9112 §3.2); throws a refusal of status 400.
  ///
  /// A target that names scheme and host, as only proxies are sent them, is taken when the host is the one in `Host`.
  public init(
    _ method: Method, _ target: String, headers: Headers = Headers(), body: Body = .none,
    peer: PeerAddress = PeerAddress(host: "127.0.0.1", port: 0)
  ) throws(Refusal) {
    guard target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }) else {
      throw Refusal(.badRequest, "a target has only visible characters of ASCII, and no fragment")
    }
    host = headers["Host"]
    let local = try Self.localPart(of: target, host: host)
    let question = local.utf8.firstIndex(of: UInt8(ascii: "?")) ?? local.endIndex
    guard let path = RequestPath(local[..<question]) else {
      throw Refusal(.badRequest, "a path has no empty segments, dots or encoded slashes")
    }
    guard let query = NamedValues(query: local[question...].dropFirst()) else {
      throw Refusal(.badRequest, "a query has at most 1000 parameters")
    }
    self.method = method
    self.target = String(local)
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.peer = peer
  }

  /// The cookies that came along.
  public var cookies: Cookies { Cookies(fields: headers.all("Cookie")) }

  /// The fields and files of a form; empty when the body is none.
  public var form: FormData {
    if case .form(let form) = body { form } else { FormData() }
  }

  private static func localPart(of target: String, host: String?) throws(Refusal) -> Substring {
    if target.utf8.first == UInt8(ascii: "/") { return target[...] }
    let rest =
      ["http://", "https://"].first { HTTPSyntax.isEqual(target.prefix($0.count), $0) }.map {
        target.dropFirst($0.count)
      }
    guard let rest else { throw Refusal(.badRequest, "a target begins with a slash") }
    let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    guard let host, HTTPSyntax.isEqual(rest[..<end], host) else {
      throw Refusal(.badRequest, "a target names the same host as the field 'Host'")
    }
    return rest[end...].first == "/" ? rest[end...] : "/" + rest[end...]
  }
}
