import HTTP
import Store
import Templates

/// Tokens for scripts: each is shown once, when it is made.
extension Intake {
  var tokenRoutes: [ServiceRoute] {
    [
      .post("/-/account/tokens", .role(.member)) { visit, _ in try await self.makeToken(visit) },
      .post("/-/account/tokens/{id}/remove", .role(.member)) { visit, parameters in
        try await self.removeToken(parameters["id"], visit)
      },
    ]
  }

  func tokens(of account: Account) async throws(StoreError) -> [AccessToken] {
    try await store.find(
      Query(.equals("account", .text(account.id)), sort: [.descending("created")]), in: AccessToken.collection
    ).compactMap(AccessToken.init)
  }

  /// Who a request's `Authorization: Bearer …` stands for; nil where it has none that is known.
  func bearer(of request: Request, at now: Int) async throws(StoreError) -> Account? {
    guard let field = request.headers["Authorization"], field.lowercased().hasPrefix("bearer "),
      let secret = Secret(String(field.dropFirst(7))),
      let document = try await store.document(secret.digest, in: AccessToken.collection),
      var token = AccessToken(document), let account = try await account(token.account), account.state == .active
    else { return nil }
    if now - (token.used ?? 0) >= Session.stampInterval {
      token.used = now
      var document = document
      document.fields = token.fields
      // Another request may have noted it first.
      _ = try? await store.replace(document, in: AccessToken.collection)
    }
    return account
  }

  private func makeToken(_ visit: Visit) async throws -> Response {
    guard let account = visit.account else { throw Problem.notFound }
    var form = Form([("token_name", visit.field("token_name"))])
    form.checkName(visit.field("token_name"), in: "token_name")
    if try await tokens(of: account).count >= AccessToken.most { form.refuse("token_name", "error_too_many") }
    guard form.isFine else { return try await accountPage(visit, form) }
    let secret = Secret.random()
    let token = AccessToken(
      id: secret.digest, account: account.id, name: visit.field("token_name"), created: visit.now)
    try await store.transaction { [audit] (transaction) throws(StoreError) in
      try transaction.insert(token.fields, id: token.id, into: AccessToken.collection)
      try audit.note(.madeToken, by: account.id, of: account.id, token.name, at: visit.now, in: transaction)
    }
    return try pages.page(
      "token", at: "/-/account", title: "token_title", for: visit,
      [("token", .string(secret.text)), ("name", .string(token.name))])
  }

  private func removeToken(_ id: String, _ visit: Visit) async throws -> Response {
    guard let account = visit.account else { throw Problem.notFound }
    let isFound = try await store.transaction { [audit] (transaction) throws(StoreError) -> Bool in
      guard let token = try transaction.document(id, in: AccessToken.collection).flatMap(AccessToken.init),
        token.account == account.id
      else { return false }
      try transaction.delete(id, from: AccessToken.collection)
      try audit.note(.removedToken, by: account.id, of: account.id, token.name, at: visit.now, in: transaction)
      return true
    }
    guard isFound else { throw Problem.notFound }
    return pages.redirect(to: "/-/account", for: visit, done: .tokenRemoved)
  }
}
