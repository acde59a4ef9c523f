import Git
import HTTP
import Site
import Store
import Synchronization

extension Intake {
  /// The answer to a request that may not use a route; nil when it may.
  func refuse(_ request: Request, _ route: Route<Access>) async -> Response? {
    guard case .role = route.access else { return nil }
    let language = language(of: request)
    return await answer(request, in: language) { visit in
      if route.access.allows(visit.account) { return nil }
      // Who is signed in learns no more than that there is nothing for them here.
      guard visit.account == nil else { throw Problem.notFound }
      guard request.method == .get || request.method == .head else { throw Problem.staleForm }
      let target = QueryText.encoded(request.target)
      return .redirect(to: self.pages.address("/-/sign-in", for: visit) + "?next=\(target)")
    }
  }

  func respond(
    to request: Request, _ parameters: PathParameters, by route: ServiceRoute, in language: String
  ) async -> Response {
    let response = await answer(request, in: language) { visit in
      guard route.access.allows(visit.account) else { throw Problem.notFound }
      if route.method == .post {
        try self.checkOrigin(of: visit)
        if visit.account != nil || !route.keepsForms { try self.checkToken(of: visit) }
      }
      return try await route.respond(visit, parameters)
    }
    return response ?? .text("", status: .internalServerError)
  }

  func page(of refusal: Refusal, for request: Request) async -> Response {
    let problem: Problem = refusal.status == .notFound ? .notFound : .refused(refusal.status)
    return await answer(request, in: language(of: request)) { _ in throw problem } ?? refusal.response
  }

  /// Finds out who visits, and makes a page of every error.
  private func answer(
    _ request: Request, in language: String, _ body: @Sendable (Visit) async throws -> Response?
  ) async -> Response? {
    let time = now()
    let address = clientAddress(of: request)
    var visit = Visit(
      request: request, language: language, member: nil, formSecret: cookies.form(in: request),
      address: address?.text ?? "", network: address?.network ?? "", now: time)
    let isNew = visit.formSecret == nil
    if isNew { visit.formSecret = Secret.random() }
    var response: Response
    do {
      if let secret = cookies.session(in: request), let found = try await sessions.find(secret, at: time) {
        visit.member = Visit.Member(account: found.account, session: found.session)
        visit.formSecret = secret
      }
      guard let answer = try await body(visit) else { return nil }
      response = answer
    } catch {
      response = pages.page(of: problem(for: error, request), for: visit)
    }
    if isNew, visit.member == nil, request.method == .get, let secret = visit.formSecret {
      response.cookies.append(cookies.form(secret))
    }
    SecurityHeaders.add(to: &response, isSecure: pages.isSecure)
    return response
  }

  /// The language of an address, else what the browser prefers.
  private func language(of request: Request) -> String {
    let first = request.path.segments.first ?? ""
    return pages.site.languages.first { $0 == first }
      ?? pages.site.language(preferredIn: first == "-" ? nil : request.headers["Accept-Language"])
  }

  private func problem(for error: any Error, _ request: Request) -> Problem {
    switch error {
    case let problem as Problem: return problem
    case is PasswordHashing.Busy, StoreError.busy: return .busy
    case StoreError.conflict, StoreError.notFound: return .conflict
    case let error as GitError:
      log.write("repository", ["error": .text("\(error)")])
      return .repository
    default:
      let id = RandomID.make()
      // A secret in a link opens an account: it has no place in a log.
      let path = request.path.segments.map { "/" + (Secret($0) == nil ? $0 : "…") }.joined()
      log.write("fault", ["id": .text(id), "error": .text("\(error)"), "path": .text(path)])
      return .fault(id: id)
    }
  }

  /// The address of who asks: what the nearest trusted proxy says, or the connection's own.
  private func clientAddress(of request: Request) -> ClientAddress? {
    guard settings.trustedProxies.contains(request.peer.host),
      let last = request.headers.list("X-Forwarded-For")?.split(separator: ",").last,
      let address = ClientAddress(last)
    else { return ClientAddress(request.peer.host) }
    return address
  }

  /// Refuses forms that another site has sent.
  private func checkOrigin(of visit: Visit) throws(Problem) {
    if let origin = visit.request.headers["Origin"] {
      guard origin == pages.origin else { throw .staleForm }
    } else if let site = visit.request.headers["Sec-Fetch-Site"] {
      guard site == "same-origin" || site == "none" else { throw .staleForm }
    }
  }

  /// Refuses forms that were not made for this browser.
  private func checkToken(of visit: Visit) throws(Problem) {
    guard let token = visit.request.form["form_token"], let expected = visit.formSecret?.derived(for: "form"),
      expected.isEqual(to: token)
    else { throw .staleForm }
  }

  var cookies: ServiceCookies { ServiceCookies(isSecure: pages.isSecure) }
}
