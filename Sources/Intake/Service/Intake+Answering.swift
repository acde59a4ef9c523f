import Content
import Git
public import HTTP
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
      guard route.method == .post else { return try await route.respond(visit, parameters) }
      try self.checkOrigin(of: visit)
      var visit = visit
      if !self.hasToken(visit) {
        guard route.keepsForms else { throw UnsentForm(problem: .staleForm, kept: .shown(visit.writtenReason)) }
        visit.hasStaleForm = true
      }
      return try await route.respond(visit, parameters)
    }
    return response ?? .text("", status: .internalServerError)
  }

  func page(of refusal: Refusal, for request: Request) async -> Response {
    await answer(request, in: language(of: request)) { _ in throw Problem(refusal) } ?? refusal.response
  }

  /// The answer to a request that the server refuses while it comes in, by whomever it is made.
  public func page(ofRefused request: Request, _ refusal: Refusal) -> Response {
    let visit = Visit(
      request: request, language: language(of: request), member: nil, formSecret: nil, address: "", network: "",
      now: now())
    var response = pages.page(of: Problem(refusal), for: visit)
    SecurityHeaders.add(to: &response, isSecure: pages.isSecure)
    return response
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
    } catch let error as UnsentForm {
      response = pages.page(of: error.problem, for: visit, kept: error.kept)
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

  func problem(for error: any Error, _ request: Request) -> Problem {
    switch error {
    case let problem as Problem: return problem
    case is PasswordHashing.Busy, StoreError.busy: return .busy
    case StoreError.conflict, StoreError.notFound: return .conflict
    case EditError.unreadable: return .stuck
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

  /// Whether a form was made for this session.
  private func hasToken(_ visit: Visit) -> Bool {
    guard let token = visit.request.form["form_token"], let expected = visit.formSecret?.derived(for: "form") else {
      return false
    }
    return expected.isEqual(to: token)
  }

  var cookies: ServiceCookies { ServiceCookies(isSecure: pages.isSecure) }
}
