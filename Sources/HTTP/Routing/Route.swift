/// A path, what may be done with it, and by whom; a value, so that all routes of a program can be listed.
///
/// `Access` is whatever the program wants to know of a route before its handler runs: who may use it, say.
public struct Route<Access: Sendable>: Sendable {
  public let methods: Set<Method>
  public let pattern: RoutePattern
  public let access: Access
  public let body: BodyPolicy
  public let respond: @Sendable (Request, PathParameters) async -> Response

  /// GET brings HEAD with it, and every path answers OPTIONS.
  public init(
    _ methods: Set<Method>, _ pattern: RoutePattern, access: Access, body: BodyPolicy = .none,
    respond: @escaping @Sendable (Request, PathParameters) async -> Response
  ) {
    self.methods = methods.contains(.get) ? methods.union([.head]) : methods
    self.pattern = pattern
    self.access = access
    self.body = body
    self.respond = respond
  }
}

extension Route {
  /// A route of GET and HEAD.
  public static func get(
    _ pattern: RoutePattern, access: Access,
    respond: @escaping @Sendable (Request, PathParameters) async -> Response
  ) -> Route {
    Route([.get], pattern, access: access, respond: respond)
  }

  /// A route of POST.
  public static func post(
    _ pattern: RoutePattern, access: Access, body: BodyPolicy,
    respond: @escaping @Sendable (Request, PathParameters) async -> Response
  ) -> Route {
    Route([.post], pattern, access: access, body: body, respond: respond)
  }
}

extension Route where Access == Void {
  /// A route of GET and HEAD that is open to all.
  public static func get(
    _ pattern: RoutePattern, respond: @escaping @Sendable (Request, PathParameters) async -> Response
  ) -> Route {
    Route([.get], pattern, access: (), respond: respond)
  }

  /// A route of POST that is open to all.
  public static func post(
    _ pattern: RoutePattern, body: BodyPolicy,
    respond: @escaping @Sendable (Request, PathParameters) async -> Response
  ) -> Route {
    Route([.post], pattern, access: (), body: body, respond: respond)
  }
}
