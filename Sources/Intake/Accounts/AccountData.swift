import HTTP
import Store
import Templates

/// Taking one's data along, and leaving.
extension Intake {
  /// Everything that the store holds about an account, without secrets.
  func download(_ visit: Visit) async throws -> Response {
    guard let account = visit.account else { throw Problem.notFound }
    var fields = account.fields
    fields["password"] = nil
    let sessions = try await sessions.all(of: account.id).map { DocumentValue.object($0.fields) }
    let tokens = try await tokens(of: account).map { DocumentValue.object($0.fields) }
    let log = try await store.find(
      Query(
        .or([.equals("subject", .text(account.id)), .equals("actor", .text(account.id))]), sort: [.ascending("at")]),
      in: AuditLog.collection
    ).map { DocumentValue.object($0.fields) }
    let invitations = try await store.find(
      Query(.equals("account", .text(account.id))), in: Invitation.collection
    ).map { DocumentValue.object($0.fields) }
    let reports = try await store.find(Query(.equals("account", .text(account.id))), in: Report.collection)
      .map { DocumentValue.object($0.fields) }
    let mail = try await store.find(Query(.equals("to", .text(account.email))), in: Outbox.collection).map { sent in
      var fields = sent.fields
      // Links in it open accounts.
      fields["message"] = nil
      return DocumentValue.object(fields)
    }
    let own = Query(.equals("account", .text(account.id)))
    func all(_ collection: DocumentCollection) async throws -> DocumentValue {
      .list(try await store.find(own, in: collection).map { .object($0.fields) })
    }
    let data = DocumentValue.object([
      "account": .object(fields), "devices": .list(sessions), "tokens": .list(tokens), "log": .list(log),
      "invitations": .list(invitations), "reports": .list(reports), "mail": .list(mail),
      "drafts": try await all(Draft.collection),
      "uploads": try await all(Upload.collection), "submissions": try await all(Submission.collection),
    ])
    try await note(.downloadedData, by: account.id, of: account.id, visit)
    var response = Response.bytes(try data.json(), type: "application/json")
    response.headers["Content-Disposition"] = "attachment; filename=\"preau-account.json\""
    return response
  }

  func deletionPage(_ form: Form, _ visit: Visit) throws -> Response {
    try pages.page(
      "delete", at: "/-/account/delete", title: "delete_title", for: visit, form.templateValues,
      status: form.isFine ? .ok : .unprocessableContent)
  }

  /// Removes the account and all that is about it alone; the audit log keeps its bare id.
  func deleteAccount(_ visit: Visit) async throws -> Response {
    guard let account = visit.account else { throw Problem.notFound }
    try limit(.signInOfAccount, account.email, visit)
    var form = Form()
    if try await !passwords.matches(visit.request.form["password"] ?? "", account.passwordHash) {
      form.refuse("password", "error_password")
    }
    guard form.isFine else { return try deletionPage(form, visit) }
    guard try await remove(account.id, by: account.id, visit) else {
      form.refuse("password", "error_last_maintainer")
      return try deletionPage(form, visit)
    }
    var response = pages.redirect(to: "/-/sign-in", for: visit, done: .accountDeleted)
    response.cookies.append(cookies.endOfSession)
    return response
  }

  /// Removes an account with its sessions, tokens and links; answers false for the last maintainer, who stays.
  func remove(_ id: String, by actor: String, _ visit: Visit) async throws -> Bool {
    let files = try await store.find(Query(.equals("account", .text(id))), in: Upload.collection).map(\.id)
    let isRemoved = try await store.transaction { [audit] (transaction) throws(StoreError) -> Bool in
      guard try !transaction.isLastMaintainer(id) else { return false }
      for collection in [
        Session.collection, AccessToken.collection, MailLink.collection, Invitation.collection, Draft.collection,
        Upload.collection,
      ] {
        for document in try transaction.find(Query(.equals("account", .text(id))), in: collection) {
          try transaction.delete(document.id, from: collection)
        }
      }
      // What somebody has reported stays, without them.
      for var document in try transaction.find(Query(.equals("account", .text(id))), in: Report.collection) {
        document["account"] = nil
        try transaction.replace(document, in: Report.collection)
      }
      for document in try transaction.find(Query(.equals("account", .text(id))), in: Draft.collection) {
        try transaction.delete(document.id, from: Draft.collection)
      }
      let email = try transaction.document(id, in: Account.collection)?["email"]?.text ?? ""
      try AuditLog.forget(email, of: id, in: transaction)
      try Outbox.forget(email, in: transaction)
      try transaction.delete(id, from: Account.collection)
      try audit.note(.removed, by: actor, of: id, at: visit.now, in: transaction)
      return true
    }
    guard isRemoved else { return false }
    for file in files { uploadFolder.remove(file) }
    if content != nil { try await submissions().forgetAll(of: id) }
    return true
  }
}

extension StoreReader {
  /// Whether nobody else could let people in if this account went.
  func isLastMaintainer(_ id: String) throws(StoreError) -> Bool {
    let others = try find(
      Query(
        .and([.equals("role", .text(Role.maintainer.rawValue)), .equals("state", .text(Account.State.active.rawValue))]
        ),
        limit: 2), in: Account.collection)
    return others.count == 1 && others[0].id == id
  }
}
