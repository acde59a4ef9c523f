import HTTP
import Mail
import Store
import Templates

/// Inviting one person, or a class at once.
extension Intake {
  func invitePage(_ form: Form, _ visit: Visit, lines: [GuestList.Mistake] = []) throws -> Response {
    let mistakes = lines.map { mistake in
      Value.dictionary([
        ("line", .integer(mistake.line)), ("text", .string(mistake.text)), ("key", .string(mistake.key)),
      ])
    }
    return try pages.page(
      "invite", at: "/-/people/invite", title: "invite_title", for: visit,
      form.templateValues + [
        ("roles", .list(Role.allCases.map { .string($0.rawValue) })), ("line_mistakes", .list(mistakes)),
        ("days", .integer(Invitation.lifetime / 86_400)),
      ], status: form.isFine && lines.isEmpty ? .ok : .unprocessableContent)
  }

  func invite(_ visit: Visit) async throws -> Response {
    guard let maintainer = visit.account else { throw Problem.notFound }
    var form = Form([("people", visit.request.form["people"] ?? ""), ("role", visit.field("role"))])
    guard let role = Role(rawValue: visit.field("role")) else { throw Problem.refused(.badRequest) }
    let list = GuestList(visit.request.form["people"] ?? "", role: role)
    var mistakes = list.mistakes
    for guest in list.guests.prefix(GuestList.most) {
      guard let email = guest.email, try await hasAccount(email) else { continue }
      mistakes.append(.init(line: guest.line, text: email, key: "error_has_account"))
    }
    guard mistakes.isEmpty else {
      return try invitePage(form, visit, lines: mistakes.sorted { $0.line < $1.line })
    }
    if list.guests.isEmpty { form.refuse("people", "error_required") }
    if list.guests.count > GuestList.most { form.refuse("people", "error_too_many") }
    guard form.isFine else { return try invitePage(form, visit) }
    let secrets = try await invitations.invite(list.guests, by: maintainer, at: visit.now)
    var letters: [(Message, Letter)] = []
    for (guest, secret) in zip(list.guests, secrets) {
      guard let email = guest.email else { continue }
      let letter = Letter(
        subject: .invitation, to: email, language: visit.language,
        link: link(to: "/-/invitations/\(secret.text)", in: visit.language))
      letters.append((try message(of: letter, at: visit.now), letter))
    }
    try await store.transaction { [letters] (transaction) throws(StoreError) in
      for (message, letter) in letters { try self.send(message, letter, at: visit.now, in: transaction) }
    }
    let links = zip(list.guests, secrets).map { guest, secret in
      let link = link(to: "/-/invitations/\(secret.text)", in: visit.language)
      let code = QRCode(link)
      return Value.dictionary([
        ("name", .string(guest.name)), ("email", .init(guest.email)), ("link", .string(link)),
        ("qr_size", .integer(code?.size ?? 0)), ("qr_path", .string(code?.path ?? "")),
      ])
    }
    return try pages.page(
      "invited", at: "/-/people/invite", title: "invited_title", for: visit, [("links", .list(links))])
  }
}
