/// A request that is answered without asking whoever handles its route.
public struct Refusal: Error, Sendable, Equatable {
  public var status: Status
  /// What was wrong, for logs and for whoever writes a client: one line, lower case.
  public var reason: String
  /// The methods that a path has, for 405.
  public var allowed: [Method] = []
  /// The seconds after which a busy server may be asked again, for 503.
  public var retryAfter: Int?

  public init(_ status: Status, _ reason: String) {
    self.status = status
    self.reason = reason
  }

  /// An answer in plain text.
  public var response: Response { completed(.text("\(status.code): \(reason)\n", status: status)) }

  /// An answer with this status, and the header fields that it demands.
  func completed(_ response: Response) -> Response {
    var response = response
    response.status = status
    if status == .methodNotAllowed { response.headers["Allow"] = Method.list(allowed) }
    if let retryAfter { response.headers["Retry-After"] = String(retryAfter) }
    return response
  }
}

extension Method {
  /// As an `Allow` field has them.
  static func list(_ methods: [Method]) -> String {
    allCases.filter(methods.contains).map(\.rawValue).joined(separator: ", ")
  }
}
