/// Finds the route of a request.
///
/// Literal segments go before parameters, from left to right, whatever the order of the routes.
public struct Router<Access: Sendable>: Sendable {
  public typealias Admission = @Sendable (Route<Access>, Request, PathParameters) async -> Response?
  public typealias Fallback = @Sendable (Request, Refusal) async -> Response

  /// In the order in which they are tried.
  public let routes: [Route<Access>]
  private let admit: Admission?
  private let otherwise: Fallback
  /// By the literal first segment of the pattern, nil for others; the numbers of routes.
  private let first: [String?: [Int]]

  /// Two routes of the same paths and method are a fault of the program, which stops.
  ///
  /// - Parameters:
  ///   - admit: asked before the body of a request is read; an answer, such as a redirect to a login, refuses it.
  ///   - otherwise: makes the answer when there is no route (404) or it lacks the method (405); status and `Allow` of
  ///     the latter are kept.
  public init(
    _ routes: [Route<Access>], admit: Admission? = nil,
    otherwise: @escaping Fallback = { _, refusal in refusal.response }
  ) {
    var seen: Set<String> = []
    for route in routes {
      for method in route.methods {
        let isNew = seen.insert("\(method.rawValue) \(route.pattern.shape)").inserted
        precondition(isNew, "a path and method have one route: \(method.rawValue) \(route.pattern)")
      }
    }
    self.routes = routes.sorted { $0.pattern.precision.lexicographicallyPrecedes($1.pattern.precision) }
    self.admit = admit
    self.otherwise = otherwise
    var first: [String?: [Int]] = [:]
    for (number, route) in self.routes.enumerated() {
      if case .literal(let text) = route.pattern.parts.first {
        first[text, default: []].append(number)
      } else {
        first[nil, default: []].append(number)
      }
    }
    self.first = first
  }

  /// What becomes of a request; the argument of `Server.init`.
  public func accept(_ request: Request) -> Acceptance {
    var methods: Set<Method> = []
    let segment = request.path.segments.first
    let numbers = (segment.flatMap { first[$0] } ?? []) + (first[nil] ?? [])
    for route in numbers.lazy.map({ routes[$0] }) {
      guard let parameters = route.pattern.match(request.path) else { continue }
      if route.methods.contains(request.method) { return accept(route, parameters) }
      methods.formUnion(route.methods)
    }
    guard !methods.isEmpty else { return decline(Refusal(.notFound, "there is no such page")) }
    let allowed = Array(methods.union([.options]))
    if request.method == .options {
      let response = Response(.noContent, headers: Headers([("Allow", Method.list(allowed))]))
      return Acceptance { _ in response }
    }
    var refusal = Refusal(.methodNotAllowed, "the page has other methods")
    refusal.allowed = allowed
    return decline(refusal)
  }

  /// The answer to a request whose body, if any, has been read: what a server would send, without one.
  public func respond(to request: Request) async -> Response {
    let acceptance = accept(request)
    if let refused = await acceptance.admit?(request) { return refused }
    return await acceptance.respond(request)
  }

  private func accept(_ route: Route<Access>, _ parameters: PathParameters) -> Acceptance {
    var acceptance = Acceptance(route: route.pattern.description, body: route.body) { request in
      await route.respond(request, parameters)
    }
    if let admit { acceptance.admit = { request in await admit(route, request, parameters) } }
    return acceptance
  }

  private func decline(_ refusal: Refusal) -> Acceptance {
    Acceptance { [otherwise] request in
      let response = await otherwise(request, refusal)
      return refusal.status == .methodNotAllowed ? refusal.completed(response) : response
    }
  }
}
