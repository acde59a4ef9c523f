/// What becomes of a request whose header has been read.
public struct Acceptance: Sendable {
  /// The pattern of the route, for logs.
  public var route: String?
  public var body: BodyPolicy
  /// Asked before the body is read; what it returns, if anything, is the answer, and the body is left unread.
  public var admit: (@Sendable (Request) async -> Response?)?
  public var respond: @Sendable (Request) async -> Response

  public init(
    route: String? = nil, body: BodyPolicy = .none, admit: (@Sendable (Request) async -> Response?)? = nil,
    respond: @escaping @Sendable (Request) async -> Response
  ) {
    self.route = route
    self.body = body
    self.admit = admit
    self.respond = respond
  }
}
