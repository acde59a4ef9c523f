import HTTP
import Store
import Templates

/// Asking for an account without an invitation, where the operator allows it; a maintainer approves.
extension Intake {
  /// Forms that are filled in quicker than this were not read by a person.
  private static let shortestReading = 3

  var registrationRoutes: [ServiceRoute] {
    guard settings.registration == .approval else { return [] }
    return [
      .get("/-/register", .anyone) { visit, _ in
        try self.registrationPage(Form([("name", ""), ("email", "")]), visit)
      },
      .post("/-/register", .anyone) { visit, _ in try await self.register(visit) },
    ]
  }

  private func registrationPage(_ form: Form, _ visit: Visit) throws -> Response {
    try pages.page(
      "register", at: "/-/register", title: "register_title", for: visit,
      form.templateValues + [
        ("shortest_password", .integer(PasswordRules.shortest)), ("shown_at", .integer(visit.now)),
      ], status: form.isFine ? .ok : .unprocessableContent)
  }

  private func register(_ visit: Visit) async throws -> Response {
    let done = pages.redirect(to: "/-/sign-in", for: visit, done: .registered)
    // A field that people do not see, and the time that reading takes: machines learn nothing from the answer.
    let shown = Int(visit.field("shown_at")) ?? 0
    guard visit.field("website").isEmpty, shown <= visit.now - Self.shortestReading else { return done }
    try limit(.registrationsOfAddress, visit.address, visit)
    var form = Form([("name", visit.field("name")), ("email", visit.field("email"))])
    let email = form.checkEmail(visit.field("email"))
    let password = visit.request.form["password"] ?? ""
    form.checkName(visit.field("name"))
    form.checkPassword(password, email: email ?? "", name: visit.field("name"))
    guard form.isFine, let email, let hash = try await passwords.hash(of: password) else {
      return try registrationPage(form, visit)
    }
    let account = Account(
      id: RandomID.make(), email: email, name: visit.field("name"), language: visit.language, state: .pending,
      passwordHash: hash, created: visit.now)
    let letter = Letter(
      subject: .alreadyMember, to: email, language: visit.language, link: link(to: "/-/sign-in", in: visit.language))
    let message = try message(of: letter, at: visit.now)
    let mayWrite = limits.take(.mailToAddress, email, at: visit.now) == nil
    try await store.transaction { [audit] (transaction) throws(StoreError) in
      // Who has the address learns by mail that somebody used it; who used it learns nothing.
      guard try transaction.count(.equals("email", .text(email)), in: Account.collection) == 0 else {
        if mayWrite { try self.send(message, letter, at: visit.now, in: transaction) }
        return
      }
      try transaction.insert(account.fields, id: account.id, into: Account.collection)
      try audit.note(.registered, by: account.id, of: account.id, at: visit.now, in: transaction)
    }
    return done
  }
}
