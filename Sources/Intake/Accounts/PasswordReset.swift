import HTTP
import Store
import Templates

/// A new password for who has forgotten theirs.
extension Intake {
  var resetRoutes: [ServiceRoute] {
    [
      .get("/-/reset", .anyone) { visit, _ in try self.resetPage(Form([("email", "")]), visit) },
      .post("/-/reset", .anyone) { visit, _ in try await self.askForReset(visit) },
      .get("/-/reset/{secret}", .anyone) { visit, parameters in
        _ = try await self.resetLink(parameters["secret"], visit)
        return try self.newPasswordPage(Form(), parameters["secret"], visit)
      },
      .post("/-/reset/{secret}", .anyone) { visit, parameters in try await self.reset(parameters["secret"], visit) },
    ]
  }

  private func resetPage(_ form: Form, _ visit: Visit) throws -> Response {
    try pages.page(
      "reset", at: "/-/reset", title: "reset_title", for: visit, form.templateValues,
      status: form.isFine ? .ok : .unprocessableContent)
  }

  private func newPasswordPage(_ form: Form, _ secret: String, _ visit: Visit) throws -> Response {
    try pages.page(
      "new-password", at: "/-/reset/\(secret)", title: "new_password_title", for: visit,
      form.templateValues + [("shortest_password", .integer(PasswordRules.shortest))],
      status: form.isFine ? .ok : .unprocessableContent)
  }

  /// The answer and the work are the same whether or not somebody has the address.
  private func askForReset(_ visit: Visit) async throws -> Response {
    var form = Form([("email", visit.field("email"))])
    guard let email = form.checkEmail(visit.field("email")) else { return try resetPage(form, visit) }
    try limit(.linksOfAddress, visit.network, visit)
    try limit(.mailToAddress, email, visit)
    let account = try await account(withEmail: email)
    let secret = Secret.random()
    let letter = Letter(
      subject: .resetPassword, to: email, language: account?.language ?? visit.language,
      link: link(to: "/-/reset/\(secret.text)", in: account?.language ?? visit.language))
    let message = try message(of: letter, at: visit.now)
    try await store.transaction { [audit] (transaction) throws(StoreError) in
      guard let account, account.state == .active else {
        return try audit.note(.askedForReset, by: nil, of: "-", at: visit.now, in: transaction)
      }
      let link = MailLink(
        id: secret.digest, account: account.id, purpose: .resetPassword, expires: visit.now + MailLink.lifetime)
      try transaction.insert(link.fields, id: link.id, into: MailLink.collection)
      try audit.note(.askedForReset, by: nil, of: account.id, at: visit.now, in: transaction)
      try self.send(message, letter, at: visit.now, in: transaction)
    }
    return pages.redirect(to: "/-/reset", for: visit, done: .mailSent)
  }

  private func resetLink(_ text: String, _ visit: Visit) async throws -> MailLink {
    let link = try await mailLink(text, visit)
    guard link.purpose == .resetPassword else { throw Problem.linkIsOver }
    return link
  }

  /// Sets the password, ends all sessions and uses up all links of the account.
  private func reset(_ text: String, _ visit: Visit) async throws -> Response {
    let link = try await resetLink(text, visit)
    guard let account = try await account(link.account), account.state == .active else { throw Problem.linkIsOver }
    var form = Form()
    let password = visit.request.form["password"] ?? ""
    form.checkPassword(password, email: account.email, name: account.name)
    guard form.isFine, let hash = try await passwords.hash(of: password) else {
      return try newPasswordPage(form, text, visit)
    }
    let isUsed = try await store.transaction { (transaction) throws(StoreError) -> Bool in
      guard try transaction.document(link.id, in: MailLink.collection) != nil else { return false }
      try transaction.removeMailLinks(of: account.id)
      return true
    }
    guard isUsed else { throw Problem.linkIsOver }
    try await set(hash, of: account, visit, keeping: nil)
    return pages.redirect(to: "/-/sign-in", for: visit, done: .passwordChanged)
  }
}
