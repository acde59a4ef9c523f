import Store

/// Who did what to whom, and when; entries are only ever added, and hold no secrets.
struct AuditLog: Sendable {
  static let collection = DocumentCollection("audit", indexes: [Index("at"), Index("subject"), Index("actor")])

  enum Action: String, Sendable, CaseIterable {
    case invited
    case revokedInvitation = "revoked_invitation"
    case accepted
    case registered
    case approved
    case signedIn = "signed_in"
    case signInFailed = "sign_in_failed"
    case signedOut = "signed_out"
    case endedSessions = "ended_sessions"
    case changedPassword = "changed_password"
    case askedForReset = "asked_for_reset"
    case changedEmail = "changed_email"
    case changedProfile = "changed_profile"
    case changedRole = "changed_role"
    case changedTrust = "changed_trust"
    case suspended
    case restored
    case removed
    case madeToken = "made_token"
    case removedToken = "removed_token"
    case downloadedData = "downloaded_data"
    case submitted
    case acceptedSubmission = "accepted_submission"
    case rejectedSubmission = "rejected_submission"
    case askedForChanges = "asked_for_changes"
    case withdrew
    case calledSpam = "called_spam"
    case hidComment = "hid_comment"
    case showedComment = "showed_comment"
    case deletedComment = "deleted_comment"
    case closedThread = "closed_thread"
    case openedThread = "opened_thread"
    case hidEntry = "hid_entry"
    case showedEntry = "showed_entry"
    case deletedEntry = "deleted_entry"
    case dismissedReport = "dismissed_report"

    /// The theme's text that says so.
    var key: String { "audit_\(rawValue)" }
  }

  struct Entry: Sendable {
    var at: Int
    var action: Action
    /// An account; nil for the command line and for strangers.
    var actor: String?
    /// An account, an address or a name.
    var subject: String
    /// Such as the new role.
    var detail: String?
    /// What was said to whom it is about.
    var reason: String?
  }

  /// Adds an entry within the change that it tells of, so that there is none without the other.
  func note(
    _ action: Action, by actor: String?, of subject: String, _ detail: String? = nil, because reason: String = "",
    at now: Int, in transaction: any StoreTransaction
  ) throws(StoreError) {
    var fields: [String: DocumentValue] = [
      "at": .integer(Int64(now)), "action": .text(action.rawValue), "subject": .text(subject),
    ]
    fields["actor"] = actor.map(DocumentValue.text)
    fields["detail"] = detail.map(DocumentValue.text)
    if !reason.isEmpty { fields["reason"] = .text(reason) }
    try transaction.insert(fields, id: RandomID.make(), into: Self.collection)
  }

  /// How long an entry is kept: a year, in seconds.
  ///
  /// It holds personal data, which nobody may keep for ever (GDPR article 5).
  static let retention = 365 * 86_400

  /// Forgets the oldest entries that are older than that.
  static func removeOld(at now: Int, in transaction: any StoreTransaction) throws(StoreError) {
    let old = Query(.less("at", .integer(Int64(now - retention))), sort: [.ascending("at")], limit: 1_000)
    for document in try transaction.find(old, in: collection) { try transaction.delete(document.id, from: collection) }
  }

  /// Puts the bare id of an account that goes in the place of its address.
  static func forget(_ email: String, of id: String, in transaction: any StoreTransaction) throws(StoreError) {
    for var document in try transaction.find(Query(.equals("subject", .text(email))), in: collection) {
      document["subject"] = .text(id)
      try transaction.replace(document, in: collection)
    }
  }

  /// The newest entries that meet a condition.
  static func newest(
    _ count: Int, _ condition: Condition = .all, in store: any Store
  ) async throws(StoreError) -> [Entry] {
    try await store.find(Query(condition, sort: [.descending("at")], limit: count), in: collection).compactMap(
      Entry.init)
  }
}

extension AuditLog.Entry {
  fileprivate init?(_ document: Document) {
    guard let at = document["at"]?.integer, let subject = document["subject"]?.text,
      let action = document["action"]?.text.flatMap(AuditLog.Action.init)
    else { return nil }
    self.init(
      at: Int(at), action: action, actor: document["actor"]?.text, subject: subject, detail: document["detail"]?.text,
      reason: document["reason"]?.text)
  }
}
