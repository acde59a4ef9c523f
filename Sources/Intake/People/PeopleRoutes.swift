import Content
import HTTP
import Site
import Store
import Templates

/// What maintainers do about people.
extension Intake {
  private static let perPage = 50

  var peopleRoutes: [ServiceRoute] {
    let maintainer = Access.role(.maintainer)
    return [
      .get("/-/people", maintainer) { visit, _ in try await self.peoplePage(visit) },
      .get("/-/people/log", maintainer) { visit, _ in try await self.logPage(visit) },
      .get("/-/people/mail", maintainer) { visit, _ in try await self.mailPage(visit) },
      .get("/-/people/invite", maintainer) { visit, _ in try self.invitePage(Form([("role", "member")]), visit) },
      .post("/-/people/invite", maintainer, maximumBytes: 256 << 10) { visit, _ in try await self.invite(visit) },
      .post("/-/people/invitations/{id}/revoke", maintainer) { visit, parameters in
        guard let account = visit.account else { throw Problem.notFound }
        try await self.invitations.revoke(parameters["id"], by: account, at: visit.now)
        return self.pages.redirect(to: "/-/people", for: visit, done: .invitationRevoked)
      },
      .get("/-/people/{id}", maintainer) { visit, parameters in
        try await self.personPage(parameters["id"], Form(), visit)
      },
      .post("/-/people/{id}/role", maintainer) { visit, parameters in
        try await self.changeRole(of: parameters["id"], visit)
      },
      .post("/-/people/{id}/trust", maintainer) { visit, parameters in
        try await self.changeTrust(of: parameters["id"], visit)
      },
      .post("/-/people/{id}/state", maintainer) { visit, parameters in
        try await self.changeState(of: parameters["id"], visit)
      },
      .post("/-/people/{id}/end-sessions", maintainer) { visit, parameters in
        let account = try await self.person(parameters["id"])
        try await self.change(account.id, visit, .endedSessions, endingSessions: .allBut(nil)) { _ in }
        return self.pages.redirect(to: "/-/people/\(account.id)", for: visit, done: .personChanged)
      },
      .post("/-/people/{id}/remove", maintainer) { visit, parameters in
        try await self.removePerson(parameters["id"], visit)
      },
    ]
  }

  func person(_ id: String) async throws -> Account {
    guard Base64URL.isText(id), let account = try await account(id) else { throw Problem.notFound }
    return account
  }

  // MARK: Lists

  private func peoplePage(_ visit: Visit) async throws -> Response {
    let query = visit.request.query
    let search = (query["q"] ?? "").lowercased()
    var conditions: [Condition] = []
    if let role = query["role"].flatMap(Role.init) { conditions.append(.equals("role", .text(role.rawValue))) }
    if let state = query["state"].flatMap(Account.State.init) {
      conditions.append(.equals("state", .text(state.rawValue)))
    }
    let all = try await store.find(Query(.and(conditions), sort: [.ascending("name")]), in: Account.collection)
      .compactMap(Account.init)
      .filter { search.isEmpty || $0.name.lowercased().contains(search) || $0.email.contains(search) }
    let pageCount = max(1, (all.count + Self.perPage - 1) / Self.perPage)
    let number = min(max(1, query["page"].flatMap { Int($0) } ?? 1), pageCount)
    let shown = all.dropFirst((number - 1) * Self.perPage).prefix(Self.perPage)
    let open = try await invitations.open(at: visit.now).map { invitation in
      Value.dictionary([
        ("id", .string(invitation.id)), ("name", .string(invitation.name)), ("email", .init(invitation.email)),
        ("role", .string(invitation.role.rawValue)), ("expires", pages.site.moment(invitation.expires)),
      ])
    }
    let chosen = Value.dictionary(["q", "role", "state"].map { ($0, .string(query[$0] ?? "")) })
    return try pages.page(
      "people", at: "/-/people", title: "members_title", for: visit,
      [
        ("people", .list(shown.map { .object(PersonObject(account: $0, site: pages.site)) })),
        ("total", .integer(all.count)), ("invitations", .list(open)), ("chosen", chosen),
        ("page_number", .integer(number)), ("page_count", .integer(pageCount)),
        ("roles", .list(Role.allCases.map { .string($0.rawValue) })),
        ("states", .list(Account.State.allCases.map { .string($0.rawValue) })),
      ])
  }

  private func logPage(_ visit: Visit) async throws -> Response {
    try pages.page(
      "log", at: "/-/people/log", title: "log_title", for: visit,
      [("entries", try await logEntries(.all, limit: 200, visit))])
  }

  private func mailPage(_ visit: Visit) async throws -> Response {
    let deliveries = try await outbox.deliveries(limit: 200).map { delivery in
      Value.dictionary([
        ("to", .string(delivery.to)), ("kind", .string("mail_\(delivery.kind)_subject")),
        ("state", .string(delivery.state.rawValue)), ("attempts", .integer(delivery.attempts)),
        ("created", pages.site.moment(delivery.created)), ("reply", .string(delivery.reply ?? "")),
      ])
    }
    return try pages.page(
      "deliveries", at: "/-/people/mail", title: "deliveries_title", for: visit,
      [("deliveries", .list(deliveries)), ("site_title", .string(pages.site.title(in: visit.language)))])
  }

  /// Log entries with the names of the accounts that are still there.
  func logEntries(_ condition: Condition, limit: Int, _ visit: Visit) async throws(StoreError) -> Value {
    let entries = try await AuditLog.newest(limit, condition, in: store)
    let ids = Set(entries.flatMap { [$0.actor, $0.subject].compactMap(\.self) })
    let names = try await store.read { (reader) throws(StoreError) in
      var names: [String: String] = [:]
      for id in ids where Base64URL.isText(id) {
        names[id] = try reader.document(id, in: Account.collection)?["name"]?.text
      }
      return names
    }
    return .list(
      entries.map { entry in
        .dictionary([
          ("at", pages.site.moment(entry.at)), ("action", .string(entry.action.key)),
          ("actor", .init(entry.actor.map { names[$0] ?? $0 })),
          ("subject", .string(names[entry.subject] ?? entry.subject)),
          ("detail", .init(entry.detail.map { displayed($0, visit) })), ("reason", .init(entry.reason)),
        ])
      })
  }

  /// A detail of the log as people read it: an entry by its title, all else as it is.
  private func displayed(_ detail: String, _ visit: Visit) -> String {
    let parts = detail.split(separator: ":", maxSplits: 1).map(String.init)
    let (site, language) = (pages.site, pages.site.known(visit.language))
    guard parts.count == 2, let kind = site.library.kind(named: parts[0]) else { return detail }
    let entry = site.tree.entry(EntryAddress(kind: kind.name, slug: parts[1]))
    return site.text(
      "label_and_value", language: visit.language,
      [("label", kind.labels.singular.text(in: language)), ("value", entry?[language].title ?? parts[1])])
  }

  // MARK: One person

  func personPage(_ id: String, _ form: Form, _ visit: Visit) async throws -> Response {
    let account = try await person(id)
    let log = try await logEntries(
      .or([.equals("subject", .text(account.id)), .equals("actor", .text(account.id))]), limit: 50, visit)
    let count = try await sessions.all(of: account.id).count
    let own = account.profile.flatMap {
      pages.site.entry(EntryAddress(kind: settings.profileKind, slug: $0), in: visit.language)
    }
    return try pages.page(
      "person", at: "/-/people/\(account.id)", title: "person_title", for: visit,
      form.templateValues + [
        ("person", .object(PersonObject(account: account, site: pages.site))), ("entries", log),
        ("profile", Value(own?.title)), ("profiles", Self.choices(try await unclaimedProfiles(for: visit))),
        ("trusts", .list(["", "given", "taken"].map { .string($0) })), ("trust_after", .integer(settings.trustAfter)),
        ("sessions", .integer(count)), ("itself", .bool(account.id == visit.account?.id)),
        ("roles", .list(Role.allCases.map { .string($0.rawValue) })),
      ], status: form.isFine ? .ok : .unprocessableContent)
  }

  /// A role that changes ends the sessions that were begun with the old one.
  private func changeRole(of id: String, _ visit: Visit) async throws -> Response {
    let account = try await person(id)
    guard let role = Role(rawValue: visit.field("role")) else { throw Problem.refused(.badRequest) }
    guard role != account.role else { return pages.redirect(to: "/-/people/\(id)", for: visit) }
    let kept = account.id == visit.account?.id ? visit.member?.session.id : nil
    let isDone = try await demote(
      id, visit, .changedRole, detail: role.rawValue, endingSessions: .allBut(kept)
    ) { $0.role = role }
    guard isDone else { return try await lastMaintainerPage(id, visit) }
    return pages.redirect(to: "/-/people/\(id)", for: visit, done: .personChanged)
  }

  private func changeState(of id: String, _ visit: Visit) async throws -> Response {
    let account = try await person(id)
    switch (visit.field("action"), account.state) {
    case ("approve", .pending):
      let letter = Letter(
        subject: .approved, to: account.email, language: account.language,
        link: link(to: "/-/sign-in", in: account.language))
      let message = try message(of: letter, at: visit.now)
      try await store.transaction { [audit] (transaction) throws(StoreError) in
        try transaction.change(id) { $0.state = .active }
        try audit.note(.approved, by: visit.account?.id, of: id, at: visit.now, in: transaction)
        try self.send(message, letter, at: visit.now, in: transaction)
      }
    case ("reject", .pending):
      _ = try await remove(id, by: visit.account?.id ?? "", visit)
      return pages.redirect(to: "/-/people", for: visit, done: .personRemoved)
    case ("suspend", .active):
      let isDone = try await demote(id, visit, .suspended, endingSessions: .allBut(nil)) { $0.state = .suspended }
      guard isDone else { return try await lastMaintainerPage(id, visit) }
    case ("restore", .suspended): try await change(id, visit, .restored) { $0.state = .active }
    // Somebody else was quicker, or the form is an old one.
    default: break
    }
    return pages.redirect(to: "/-/people/\(id)", for: visit, done: .personChanged)
  }

  private func removePerson(_ id: String, _ visit: Visit) async throws -> Response {
    let account = try await person(id)
    guard try await remove(account.id, by: visit.account?.id ?? "", visit) else {
      return try await lastMaintainerPage(id, visit)
    }
    return pages.redirect(to: "/-/people", for: visit, done: .personRemoved)
  }

  private func lastMaintainerPage(_ id: String, _ visit: Visit) async throws -> Response {
    var form = Form()
    form.refuse("person", "error_last_maintainer")
    return try await personPage(id, form, visit)
  }
}
