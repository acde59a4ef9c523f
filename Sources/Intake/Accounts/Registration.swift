import HTTP
import Store
import Templates

/// Asking for an account without an invitation, where the operator allows it; a maintainer approves.
extension Intake {
  var registrationRoutes: [ServiceRoute] {
    guard settings.registration == .approval else { return [] }
    return [
      .get("/-/register", .anyone) { visit, _ in
        try self.registrationPage(Form([("name", ""), ("email", "")]), visit)
      },
      .post("/-/register", .anyone) { visit, _ in try await self.register(visit) },
      .get("/-/register/{secret}", .anyone) { visit, parameters in
        _ = try await self.confirmationLink(parameters["secret"], visit)
        return try self.pages.page(
          "confirm", at: "/-/register/\(parameters["secret"])", title: "confirm_address_title", for: visit,
          [("heading", .string("confirm_address_title")), ("text", .string("confirm_address_text"))])
      },
      .post("/-/register/{secret}", .anyone) { visit, parameters in
        try await self.confirm(parameters["secret"], visit)
      },
    ]
  }

  private func registrationPage(_ form: Form, _ visit: Visit) throws -> Response {
    try pages.page(
      "register", at: "/-/register", title: "register_title", for: visit,
      form.templateValues + [
        ("shortest_password", .integer(PasswordRules.shortest)),
        ("shown_at", .string(ReadingTime.stamp(visit))),
      ], status: form.isFine ? .ok : .unprocessableContent)
  }

  private func register(_ visit: Visit) async throws -> Response {
    let done = pages.redirect(to: "/-/sign-in", for: visit, done: .asked)
    // A field that people do not see, and the time that reading takes: machines learn nothing from the answer.
    guard !visit.filledTrap, ReadingTime.hasPassed(visit) else { return done }
    try limit(.registrationsOfAddress, visit.network, visit)
    var form = Form([("name", visit.field("name")), ("email", visit.field("email"))])
    let email = form.checkEmail(visit.field("email"))
    let password = visit.request.form["password"] ?? ""
    form.checkName(visit.field("name"))
    form.checkPassword(password, email: email ?? "", name: visit.field("name"))
    guard form.isFine, let email, let hash = try await passwords.hash(of: password) else {
      return try registrationPage(form, visit)
    }
    let account = Account(
      id: RandomID.make(), email: email, name: visit.field("name"), language: visit.language, state: .unconfirmed,
      passwordHash: hash, created: visit.now)
    let secret = Secret.random()
    let link = MailLink(
      id: secret.digest, account: account.id, purpose: .confirmAddress,
      expires: visit.now + Account.confirmationLimit)
    let known = Letter(
      subject: .alreadyMember, to: email, language: visit.language,
      link: self.link(to: "/-/sign-in", in: visit.language))
    let new = Letter(
      subject: .confirmAddress, to: email, language: visit.language,
      link: self.link(to: "/-/register/\(secret.text)", in: visit.language))
    let messages = (known: try message(of: known, at: visit.now), new: try message(of: new, at: visit.now))
    let mayWrite = limits.take(.mailToAddress, email, at: visit.now) == nil
    try await store.transaction { (transaction) throws(StoreError) in
      // Who has the address learns by mail that somebody used it; who used it learns nothing.
      let same = try transaction.find(Query(.equals("email", .text(email)), limit: 1), in: Account.collection)
      if let other = same.first.flatMap(Account.init) {
        guard other.state == .unconfirmed else {
          if mayWrite { try self.send(messages.known, known, at: visit.now, in: transaction) }
          return
        }
        // Somebody has typed the address, and nobody has shown that it is theirs.
        try transaction.removeMailLinks(of: other.id)
        try transaction.delete(other.id, from: Account.collection)
      }
      guard mayWrite else { return }
      try self.send(messages.new, new, at: visit.now, in: transaction)
      try transaction.insert(link.fields, id: link.id, into: MailLink.collection)
      try transaction.insert(account.fields, id: account.id, into: Account.collection)
    }
    return done
  }

  // MARK: Confirming the address

  private func confirmationLink(_ text: String, _ visit: Visit) async throws -> MailLink {
    let link = try await mailLink(text, visit)
    guard link.purpose == .confirmAddress else { throw Problem.linkIsOver }
    return link
  }

  /// Only now maintainers see the request.
  private func confirm(_ text: String, _ visit: Visit) async throws -> Response {
    let link = try await confirmationLink(text, visit)
    try await store.transaction { [audit] (transaction) throws(StoreError) in
      try transaction.removeMailLinks(of: link.account)
      guard let account = try transaction.document(link.account, in: Account.collection).flatMap(Account.init),
        account.state == .unconfirmed
      else { return }
      try transaction.change(account.id) { $0.state = .pending }
      try audit.note(.registered, by: account.id, of: account.id, at: visit.now, in: transaction)
    }
    return pages.redirect(to: "/-/sign-in", for: visit, done: .addressConfirmed)
  }
}
