import HTTP
import Testing

struct RouterTests {
  private static func route(_ methods: Set<Method>, _ pattern: RoutePattern, access: Int = 0) -> Route<Int> {
    Route(methods, pattern, access: access) { request, parameters in
      .text("\(pattern) \(parameters["id"]) \(parameters["path"])")
    }
  }

  private static let router = Router([
    route([.get], "/"), route([.get], "/people/{id}"), route([.get], "/people/new", access: 1),
    route([.post], "/people/{id}", access: 2), route([.get, .put], "/people/{id}/edit"),
    route([.get], "/people/"), route([.get], "/files/{path...}"), route([.get], "/{id}/last"),
  ])

  private static func answer(_ method: Method, _ target: String) async throws -> Response {
    await router.respond(to: try Request(method, target))
  }

  private static func text(_ method: Method, _ target: String) async throws -> String? {
    guard case .bytes(let bytes) = try await answer(method, target).body else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("/", "/  "), ("/people/", "/people/  "), ("/people/l%C3%A9a", "/people/{id} léa "),
    ("/people/new", "/people/new  "),
    ("/people/new/edit", "/people/{id}/edit new "), ("/files/a", "/files/{path...}  a"),
    ("/files/a/b/", "/files/{path...}  a/b/"), ("/people/last", "/people/{id} last "), ("/x/last", "/{id}/last x "),
  ])
  func theMostExactPatternIsChosen(target: String, text: String) async throws {
    #expect(try await Self.text(.get, target) == text)
  }

  @Test(arguments: ["/person", "/people", "/people/a/", "/files/", "/files", "/people/a/edit/b", "/x/last/"])
  func otherPathsAreNotFound(target: String) async throws {
    #expect(try await Self.answer(.get, target).status == .notFound)
  }

  @Test func aWrongMethodIsToldTheRightOnes() async throws {
    let answer = try await Self.answer(.delete, "/people/a")
    #expect(answer.status == .methodNotAllowed)
    #expect(answer.headers["Allow"] == "GET, HEAD, POST, OPTIONS")
    #expect(try await Self.answer(.post, "/people/new").status == .ok)
  }

  @Test func optionsAreAnsweredForEachPath() async throws {
    let answer = try await Self.answer(.options, "/people/a/edit")
    #expect(answer.status == .noContent)
    #expect(answer.headers["Allow"] == "GET, HEAD, PUT, OPTIONS")
    #expect(try await Self.answer(.options, "/nothing").status == .notFound)
  }

  @Test func headComesWithGet() async throws {
    #expect(try await Self.text(.head, "/people/a") == "/people/{id} a ")
  }

  @Test func routesCanBeListedWithWhoMayUseThem() {
    #expect(Self.router.routes.count == 8)
    #expect(Self.router.routes.filter { $0.access == 2 }.map(\.pattern.description) == ["/people/{id}"])
  }

  @Test func admissionIsAskedWithTheRoute() async throws {
    let router = Router([Self.route([.get], "/people/{id}", access: 7)]) { route, _, parameters in
      parameters["id"] == "a" ? .text("no \(route.access)", status: .forbidden) : nil
    }
    #expect(await router.respond(to: try Request(.get, "/people/a")).status == .forbidden)
    #expect(await router.respond(to: try Request(.get, "/people/b")).status == .ok)
    #expect(await router.respond(to: try Request(.get, "/a")).status == .notFound)
  }

  @Test func whatIsMissingHasAPageOfItsOwn() async throws {
    let router = Router(
      [Self.route([.post], "/a")],
      otherwise: { request, refusal in .html("<p>\(refusal.status.code) \(request.path.encoded)") })
    #expect(await router.respond(to: try Request(.get, "/b")).status == .ok)
    let answer = await router.respond(to: try Request(.get, "/a"))
    #expect(answer.status == .methodNotAllowed)
    #expect(answer.headers["Allow"] == "POST, OPTIONS")
  }
}
