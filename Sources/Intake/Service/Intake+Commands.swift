import Content
import Site
public import Store

/// What an operator does from the command line.
extension Intake {
  /// Invites somebody; answers the link to be sent to them, which works once.
  ///
  /// - Parameter email: the only address that may accept it; nil for whoever has the link.
  public func invite(
    email: String?, name: String, role: Role, profile: String? = nil
  ) async throws(StoreError) -> String {
    let guest = Invitations.Guest(
      email: email.flatMap(EmailAddress.normalized), name: name, role: role, profile: profile)
    let secrets = try await invitations.invite([guest], by: nil, at: now())
    return secrets.map { link(to: "/-/invitations/\($0.text)", in: pages.site.languages.first ?? "") }.joined()
  }

  /// A link with which the first maintainer begins; those that were made before are over, and so is this one as soon as
  /// there is a maintainer.
  public func inviteFirstMaintainer() async throws(StoreError) -> String {
    let guest = Invitations.Guest(role: .maintainer, isFirst: true)
    let secrets = try await invitations.invite([guest], by: nil, at: now())
    return secrets.map { link(to: "/-/invitations/\($0.text)", in: pages.site.languages.first ?? "") }.joined()
  }

  /// Whether somebody can let others in.
  public func hasMaintainer() async throws(StoreError) -> Bool { try await Self.hasMaintainer(in: store) }

  /// The same of a store that no service is running on.
  public static func hasMaintainer(in store: any Store) async throws(StoreError) -> Bool {
    try await store.read { (reader) throws(StoreError) in try reader.hasMaintainer() }
  }

  /// Forgets sessions, links and invitations that are over, and what logs have kept for long enough.
  public func removeOld() async throws {
    let now = now()
    try await sessions.removeOld(at: now)
    try await uploads.removeOld(at: now)
    try await store.transaction { (transaction) throws(StoreError) in
      let old = Query(.less("expires", .integer(Int64(now))), limit: 1_000)
      for document in try transaction.find(old, in: MailLink.collection) {
        try transaction.delete(document.id, from: MailLink.collection)
      }
      for (lifetime, isUnclaimed) in [(Draft.lifetime, false), (Draft.unclaimedLifetime, true)] {
        var forgotten = Condition.less("updated", .integer(Int64(now - lifetime)))
        if isUnclaimed { forgotten = .and([forgotten, .isMissing("account")]) }
        for document in try transaction.find(Query(forgotten, limit: 1_000), in: Draft.collection) {
          try transaction.delete(document.id, from: Draft.collection)
        }
      }
      // Those that nobody accepted; the others go with their account.
      let unused = Query(.and([old.condition, .isMissing("account")]), limit: 1_000)
      for document in try transaction.find(unused, in: Invitation.collection) {
        try transaction.delete(document.id, from: Invitation.collection)
      }
      let unconfirmed = Condition.and([
        .equals("state", .text(Account.State.unconfirmed.rawValue)),
        .less("created", .integer(Int64(now - Account.confirmationLimit))),
      ])
      for document in try transaction.find(Query(unconfirmed, limit: 1_000), in: Account.collection) {
        try transaction.delete(document.id, from: Account.collection)
      }
      try AuditLog.removeOld(at: now, in: transaction)
      try Report.removeOld(at: now, in: transaction)
      try Outbox.removeOld(at: now, in: transaction)
    }
    if content != nil { try await submissions().forgetOld(at: now) }
  }
}

extension Intake {
  /// Whether somebody has an account with this address already.
  public func hasAccount(_ email: String) async throws(StoreError) -> Bool {
    let account = try await account(withEmail: EmailAddress.normalized(email) ?? "")
    return account.map { $0.state == .active || $0.state == .suspended } ?? false
  }

  /// Whether there is a profile of this slug.
  public func hasProfile(_ slug: String) -> Bool {
    pages.site.entry(EntryAddress(kind: settings.profileKind, slug: slug), in: "") != nil
  }

  /// Somebody who has an account.
  public struct Person: Sendable {
    public var name: String
    public var email: String
    public var role: Role
    /// Whether they may sign in.
    public var isActive: Bool
  }

  /// Everybody who has an account, by name.
  public func people() async throws(StoreError) -> [Person] {
    try await store.find(Query(sort: [.ascending("name")]), in: Account.collection).compactMap(Account.init).map {
      Person(name: $0.name, email: $0.email, role: $0.role, isActive: $0.state == .active)
    }
  }

  /// What became of a change that an operator asked for.
  public enum RoleChange: Sendable {
    case done
    case nobody
    /// Nobody could let others in any more.
    case lastMaintainer
  }

  /// Changes what somebody may do, and ends their sessions.
  public func changeRole(of email: String, to role: Role) async throws(StoreError) -> RoleChange {
    let now = now()
    guard let account = try await account(withEmail: EmailAddress.normalized(email) ?? "") else { return .nobody }
    return try await store.transaction { [audit] (transaction) throws(StoreError) in
      if role != .maintainer, try transaction.isLastMaintainer(account.id) { return .lastMaintainer }
      try transaction.change(account.id) { $0.role = role }
      try Sessions.end(.allBut(nil), of: account.id, in: transaction)
      try audit.note(.changedRole, by: nil, of: account.id, role.rawValue, at: now, in: transaction)
      return .done
    }
  }

  /// A link with which somebody chooses a new password, once and within an hour; nil when nobody active has the address.
  public func passwordLink(of email: String) async throws(StoreError) -> String? {
    let now = now()
    guard let account = try await account(withEmail: EmailAddress.normalized(email) ?? ""), account.state == .active
    else { return nil }
    let secret = Secret.random()
    let link = MailLink(
      id: secret.digest, account: account.id, purpose: .resetPassword, expires: now + MailLink.lifetime)
    try await store.transaction { [audit] (transaction) throws(StoreError) in
      try transaction.insert(link.fields, id: link.id, into: MailLink.collection)
      try audit.note(.askedForReset, by: nil, of: account.id, at: now, in: transaction)
    }
    return self.link(to: "/-/reset/\(secret.text)", in: account.language)
  }

  /// Whether a text is a mail address that an account can have.
  public static func isEmailAddress(_ text: String) -> Bool { EmailAddress.normalized(text) != nil }
}
