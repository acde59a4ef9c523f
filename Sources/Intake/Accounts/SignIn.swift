import HTTP
import Site
import Store
import Templates

/// Signing in and out.
extension Intake {
  var signInRoutes: [ServiceRoute] {
    [
      .get("/-/sign-in", .anyone) { visit, _ in
        if visit.account != nil { return self.pages.redirect(to: "/-/account", for: visit) }
        return try self.signInPage(Form([("email", ""), ("next", visit.request.query["next"] ?? "")]), for: visit)
      },
      .post("/-/sign-in", .anyone) { visit, _ in try await self.signIn(visit) },
      .post("/-/sign-out", .role(.member)) { visit, _ in try await self.signOut(visit) },
    ]
  }

  private func signInPage(_ form: Form, for visit: Visit) throws -> Response {
    try pages.page(
      "sign-in", at: "/-/sign-in", title: "sign_in", for: visit,
      form.templateValues + [("registers", .bool(settings.registration == .approval))],
      status: form.isFine ? .ok : .unprocessableContent)
  }

  private func signIn(_ visit: Visit) async throws -> Response {
    var form = Form([("email", visit.field("email")), ("next", visit.field("next"))])
    let email = EmailAddress.normalized(visit.field("email")) ?? ""
    try limit(.signInOfAddress, visit.network, visit)
    // A stranger who guesses elsewhere must not shut the owner out.
    try limit(.signInOfAccount, "\(email) \(visit.network)", visit)
    try limit(.signInOfAccountAnywhere, email, visit)
    let account = try await account(withEmail: email)
    // A password is checked even where there is no account, so that the time tells nothing.
    guard try await passwords.matches(visit.request.form["password"] ?? "", account?.passwordHash),
      let account
    else {
      try await note(.signInFailed, by: nil, of: account?.id ?? "-", visit)
      form.refuse("password", "error_sign_in")
      return try signInPage(form, for: visit)
    }
    guard account.state == .active else {
      form.refuse("password", account.state == .suspended ? "error_suspended" : "error_pending")
      return try signInPage(form, for: visit)
    }
    try await rehash(visit.request.form["password"] ?? "", of: account)
    let next = QueryText.localPath(visit.field("next")) ?? home(in: account.language)
    return try await begin(account, visit, sendingTo: next)
  }

  /// Signs in on this device; a session that it had before is over.
  func begin(_ account: Account, _ visit: Visit, sendingTo target: String) async throws -> Response {
    if let old = visit.member { try await sessions.end(.one(old.session.id), of: old.account.id) }
    let (secret, _) = try await sessions.begin(
      for: account, device: visit.request.headers["User-Agent"] ?? "", address: visit.address, at: visit.now)
    try await change(account.id, visit, .signedIn) { $0.signedIn = visit.now }
    var response = Response.redirect(to: target)
    response.cookies.append(cookies.session(secret))
    return response
  }

  private func signOut(_ visit: Visit) async throws -> Response {
    if let member = visit.member {
      try await sessions.end(.one(member.session.id), of: member.account.id)
      try await note(.signedOut, by: member.account.id, of: member.account.id, visit)
    }
    var response = pages.redirect(to: "/-/sign-in", for: visit, done: .signedOut)
    response.cookies.append(cookies.endOfSession)
    return response
  }

  private func rehash(_ password: String, of account: Account) async throws {
    guard let hash = account.passwordHash, passwords.isOutdated(hash),
      let newer = try await passwords.hash(of: password)
    else { return }
    try await store.transaction { (transaction) throws(StoreError) in
      try transaction.change(account.id) { $0.passwordHash = newer }
    }
  }
}

// MARK: - What several features do

extension Intake {
  func limit(_ rule: RateLimits.Rule, _ subject: String, _ visit: Visit) throws(Problem) {
    if let seconds = limits.take(rule, subject, at: visit.now) { throw .tooOften(seconds) }
  }

  func account(withEmail email: String) async throws(StoreError) -> Account? {
    try await store.find(Query(.equals("email", .text(email)), limit: 1), in: Account.collection).first
      .flatMap(Account.init)
  }

  func account(_ id: String) async throws(StoreError) -> Account? {
    try await store.document(id, in: Account.collection).flatMap(Account.init)
  }

  func note(_ action: AuditLog.Action, by actor: String?, of subject: String, _ visit: Visit) async throws(StoreError) {
    try await store.transaction { [audit] (transaction) throws(StoreError) in
      try audit.note(action, by: actor, of: subject, at: visit.now, in: transaction)
    }
  }

  /// Changes an account and notes who did it, in one step.
  func change(
    _ id: String, _ visit: Visit, _ action: AuditLog.Action, detail: String? = nil,
    endingSessions ended: Sessions.Selection? = nil, _ body: @Sendable (inout Account) -> Void
  ) async throws(StoreError) {
    try await store.transaction { [audit] (transaction) throws(StoreError) in
      try transaction.change(id, body)
      if let ended { try Sessions.end(ended, of: id, in: transaction) }
      try audit.note(action, by: visit.account?.id ?? id, of: id, detail, at: visit.now, in: transaction)
    }
  }

  /// The same for what takes rights away; answers false, with nothing done, for the last maintainer.
  func demote(
    _ id: String, _ visit: Visit, _ action: AuditLog.Action, detail: String? = nil,
    endingSessions ended: Sessions.Selection, _ body: @Sendable (inout Account) -> Void
  ) async throws(StoreError) -> Bool {
    try await store.transaction { [audit] (transaction) throws(StoreError) -> Bool in
      guard try !transaction.isLastMaintainer(id) else { return false }
      try transaction.change(id, body)
      try Sessions.end(ended, of: id, in: transaction)
      try audit.note(action, by: visit.account?.id ?? id, of: id, detail, at: visit.now, in: transaction)
      return true
    }
  }
}

extension StoreTransaction {
  /// Throws `notFound` for an account that is gone.
  func change(_ id: String, _ body: (inout Account) -> Void) throws(StoreError) {
    guard var document = try document(id, in: Account.collection), var account = Account(document) else {
      throw .notFound(id, collection: Account.collection.name)
    }
    body(&account)
    document.fields = account.fields
    try replace(document, in: Account.collection)
  }
}
