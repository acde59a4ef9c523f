/// An answer to a request.
///
/// What could break out of its header fields never reaches the client: such an answer is replaced by one of status 500.
/// The server writes `Content-Length`, `Transfer-Encoding`, `Connection` and `Date` itself; an answer that has one of
/// these is replaced too.
public struct Response: Sendable {
  public enum Body: Sendable {
    case empty
    case bytes([UInt8])
    case file(FileBody)
    /// Has no end of its own, so only GET starts it.
    case events(EventStream)
  }

  public var status: Status
  public var headers: Headers
  public var cookies: [Cookie]
  public var body: Body

  public init(_ status: Status, headers: Headers = Headers(), body: Body = .empty) {
    self.status = status
    self.headers = headers
    self.body = body
    cookies = []
  }

  private static let serverFields = ["Content-Length", "Transfer-Encoding", "Connection", "Date"]

  /// All fields to be sent; nil when one of them must not be.
  var checkedFields: [Headers.Field]? {
    var fields = headers.fields
    for cookie in cookies {
      guard let field = cookie.field else { return nil }
      fields.append(.init("Set-Cookie", field))
    }
    let isValid = fields.allSatisfy { field in
      field.isValid && !Self.serverFields.contains { HTTPSyntax.isEqual($0, field.name) }
    }
    return isValid && (200...599).contains(status.code) ? fields : nil
  }
}

extension Response {
  /// Bytes of a type.
  public static func bytes(_ bytes: [UInt8], type: String, status: Status = .ok) -> Response {
    Response(status, headers: Headers([("Content-Type", type)]), body: .bytes(bytes))
  }

  /// Plain text.
  public static func text(_ text: String, status: Status = .ok) -> Response {
    bytes(Array(text.utf8), type: "text/plain; charset=utf-8", status: status)
  }

  /// An HTML page.
  public static func html(_ text: String, status: Status = .ok) -> Response {
    bytes(Array(text.utf8), type: "text/html; charset=utf-8", status: status)
  }

  /// Sends the client elsewhere; `seeOther` makes it ask with GET.
  public static func redirect(to location: String, status: Status = .seeOther) -> Response {
    Response(status, headers: Headers([("Location", location)]))
  }

  /// A file, with the fields by which clients ask for it again or for a part of it.
  public static func file(_ file: FileBody, type: String) -> Response {
    let headers = Headers([
      ("Content-Type", type), ("ETag", file.entityTag),
      ("Last-Modified", HTTPDate.text(secondsSince1970: file.modified)),
      ("Accept-Ranges", "bytes"),
    ])
    return Response(.ok, headers: headers, body: .file(file))
  }

  /// Events as they happen.
  public static func events(_ stream: EventStream) -> Response {
    // Proxies that gather an answer before they pass it on would hold events back.
    let headers = Headers([
      ("Content-Type", "text/event-stream"), ("Cache-Control", "no-store"), ("X-Accel-Buffering", "no"),
    ])
    return Response(.ok, headers: headers, body: .events(stream))
  }
}
