/// A request method that the server knows (RFC 9110 §9.3, RFC 5789); others are answered with 501.
public enum Method: String, Sendable, Hashable, CaseIterable {
  case get = "GET"
  case head = "HEAD"
  case post = "POST"
  case put = "PUT"
  case patch = "PATCH"
  case delete = "DELETE"
  case options = "OPTIONS"

  /// Whether the answer may be any that the client already has.
  var isConditional: Bool { self == .get || self == .head }
}
