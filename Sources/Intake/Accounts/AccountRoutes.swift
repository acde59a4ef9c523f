import Content
import HTTP
import Site
import Store
import Templates

/// My account: what is known of me, and what I may change.
extension Intake {
  var accountRoutes: [ServiceRoute] {
    [
      .get("/-/account", .role(.member)) { visit, _ in try await self.accountPage(visit, nil) },
      .post("/-/account/details", .role(.member)) { visit, _ in try await self.changeDetails(visit) },
      .post("/-/account/password", .role(.member)) { visit, _ in try await self.changePassword(visit) },
      .post("/-/account/email", .role(.member)) { visit, _ in try await self.askToChangeEmail(visit) },
      .post("/-/account/devices/{id}/end", .role(.member)) { visit, parameters in
        try await self.endSessions(.one(parameters["id"]), visit)
      },
      .post("/-/account/devices/end-others", .role(.member)) { visit, _ in
        try await self.endSessions(.allBut(visit.member?.session.id), visit)
      },
      .get("/-/account/data", .role(.member)) { visit, _ in try await self.download(visit) },
      .get("/-/account/delete", .role(.member)) { visit, _ in try self.deletionPage(Form(), visit) },
      .post("/-/account/delete", .role(.member)) { visit, _ in try await self.deleteAccount(visit) },
      .get("/-/email/{secret}", .anyone) { visit, parameters in
        _ = try await self.mailLink(parameters["secret"], visit)
        return try self.pages.page(
          "confirm", at: "/-/email/\(parameters["secret"])", title: "change_email_title", for: visit,
          [("heading", .string("change_email_title")), ("text", .string("change_email_text"))])
      },
      .post("/-/email/{secret}", .anyone) { visit, parameters in
        try await self.changeEmail(parameters["secret"], visit)
      },
    ]
  }

  /// - Parameter form: one that is shown again with its mistakes; nil for the page as it is.
  func accountPage(_ visit: Visit, _ form: Form?) async throws -> Response {
    guard let member = visit.member else { throw Problem.notFound }
    let account = member.account
    let own = account.profile.flatMap {
      pages.site.entry(EntryAddress(kind: settings.profileKind, slug: $0), in: visit.language)
    }
    let shown = form ?? Form([("name", account.name)])
    let devices = try await sessions.all(of: account.id).map { session in
      Value.dictionary([
        ("id", .string(session.id)), ("device", .string(DeviceName.of(session.device))),
        ("address", .string(session.address)), ("seen", pages.site.moment(session.seen)),
        ("current", .bool(session.id == member.session.id)),
      ])
    }
    let tokens = try await tokens(of: account).map { token in
      Value.dictionary([
        ("id", .string(token.id)), ("name", .string(token.name)),
        ("created", pages.site.moment(token.created)),
        ("used", token.used.map { pages.site.moment($0) } ?? Value.none),
      ])
    }
    let values: [(String, Value)] = [
      ("devices", .list(devices)), ("tokens", .list(tokens)),
      ("profiles", try await claimable(by: account, visit)),
      ("profile", own.map { .dictionary([("title", .string($0.title)), ("address", .string($0.address))]) } ?? .none),
      ("shortest_password", .integer(PasswordRules.shortest)),
      ("site_languages", .list(pages.site.languages.map { .string($0) })),
    ]
    return try pages.page(
      "account", at: "/-/account", title: "account_title", for: visit, shown.templateValues + values,
      status: shown.isFine ? .ok : .unprocessableContent)
  }

  private func changeDetails(_ visit: Visit) async throws -> Response {
    guard let account = visit.account else { throw Problem.notFound }
    var form = Form([("name", visit.field("name"))])
    form.checkName(visit.field("name"))
    guard form.isFine else { return try await accountPage(visit, form) }
    let language = visit.field("language")
    let isKnown = pages.site.languages.contains(language)
    try await store.transaction { (transaction) throws(StoreError) in
      try transaction.change(account.id) {
        $0.name = visit.field("name")
        if isKnown { $0.language = language }
      }
    }
    // What was chosen shows at once.
    let shown = isKnown ? language : visit.language
    return .redirect(to: pages.site.address("/-/account", in: shown) + "?done=\(Notice.saved.rawValue)")
  }

  private func changePassword(_ visit: Visit) async throws -> Response {
    guard let member = visit.member else { throw Problem.notFound }
    let account = member.account
    try limit(.signInOfAccount, account.email, visit)
    var form = Form([("name", account.name)])
    let password = visit.request.form["new_password"] ?? ""
    form.checkPassword(password, email: account.email, name: account.name, in: "new_password")
    if try await !passwords.matches(visit.request.form["password"] ?? "", account.passwordHash) {
      form.refuse("password", "error_password")
    }
    guard form.isFine, let hash = try await passwords.hash(of: password) else {
      return try await accountPage(visit, form)
    }
    try await set(hash, of: account, visit, keeping: member.session.id)
    return pages.redirect(to: "/-/account", for: visit, done: .passwordChanged)
  }

  /// A new password ends all other sessions, and its owner is told.
  func set(_ hash: String, of account: Account, _ visit: Visit, keeping session: String?) async throws {
    let letter = Letter(subject: .passwordChanged, to: account.email, language: account.language, link: nil)
    let message = try message(of: letter, at: visit.now)
    try await store.transaction { [audit] (transaction) throws(StoreError) in
      try transaction.change(account.id) { $0.passwordHash = hash }
      try transaction.removeMailLinks(of: account.id)
      try Sessions.end(.allBut(session), of: account.id, in: transaction)
      try audit.note(.changedPassword, by: account.id, of: account.id, at: visit.now, in: transaction)
      try self.send(message, letter, at: visit.now, in: transaction)
    }
  }

  private func endSessions(_ which: Sessions.Selection, _ visit: Visit) async throws -> Response {
    guard let account = visit.account else { throw Problem.notFound }
    try await sessions.end(which, of: account.id)
    try await note(.endedSessions, by: account.id, of: account.id, visit)
    return pages.redirect(to: "/-/account", for: visit, done: .sessionsEnded)
  }

  // MARK: Mail address

  private func askToChangeEmail(_ visit: Visit) async throws -> Response {
    guard let account = visit.account else { throw Problem.notFound }
    var form = Form([("name", account.name), ("email", visit.field("email"))])
    let email = form.checkEmail(visit.field("email"))
    try limit(.signInOfAccount, account.email, visit)
    if try await !passwords.matches(visit.request.form["password"] ?? "", account.passwordHash) {
      form.refuse("email_password", "error_password")
    }
    guard form.isFine, let email else { return try await accountPage(visit, form) }
    try limit(.mailToAddress, email, visit)
    // The answer is the same whether or not the address has an account; the mail tells its owner.
    let isTaken = try await self.account(withEmail: email) != nil
    let secret = Secret.random()
    let link = MailLink(
      id: secret.digest, account: account.id, purpose: .changeEmail(email), expires: visit.now + MailLink.lifetime)
    let letter = Letter(
      subject: isTaken ? .alreadyMember : .changeEmail, to: email, language: account.language,
      link: isTaken
        ? self.link(to: "/-/sign-in", in: account.language)
        : self.link(to: "/-/email/\(secret.text)", in: account.language))
    let message = try message(of: letter, at: visit.now)
    try await store.transaction { (transaction) throws(StoreError) in
      try transaction.insert(link.fields, id: link.id, into: MailLink.collection)
      try self.send(message, letter, at: visit.now, in: transaction)
    }
    return pages.redirect(to: "/-/account", for: visit, done: .mailSent)
  }

  private func changeEmail(_ text: String, _ visit: Visit) async throws -> Response {
    let link = try await mailLink(text, visit)
    guard case .changeEmail(let email) = link.purpose, let account = try await account(link.account),
      account.state == .active
    else {
      throw Problem.linkIsOver
    }
    let letter = Letter(subject: .emailChanged, to: account.email, language: account.language, link: nil)
    let message = try message(of: letter, at: visit.now)
    do throws(StoreError) {
      try await store.transaction { [audit] (transaction) throws(StoreError) in
        try transaction.removeMailLinks(of: account.id)
        try transaction.change(account.id) { $0.email = email }
        try audit.note(.changedEmail, by: account.id, of: account.id, at: visit.now, in: transaction)
        try self.send(message, letter, at: visit.now, in: transaction)
      }
    } catch .duplicate {
      throw Problem.linkIsOver
    }
    return pages.redirect(to: visit.account == nil ? "/-/sign-in" : "/-/account", for: visit, done: .emailChanged)
  }

  /// The link of a mail, if it may still be followed.
  func mailLink(_ text: String, _ visit: Visit) async throws -> MailLink {
    try limit(.linksOfAddress, visit.network, visit)
    guard let secret = Secret(text),
      let link = try await store.document(secret.digest, in: MailLink.collection).flatMap(MailLink.init),
      visit.now < link.expires
    else { throw Problem.linkIsOver }
    return link
  }
}
