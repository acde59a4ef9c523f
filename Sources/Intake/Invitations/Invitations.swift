import Store

/// Makes, accepts and revokes invitations.
struct Invitations: Sendable {
  let store: any Store
  let audit: AuditLog

  /// Why an invitation was not accepted.
  enum Refusal: Error, Sendable, Equatable {
    /// It was used, revoked, is too old or never was.
    case isOver
    /// It is for another address.
    case otherAddress
    /// There is an account with this address.
    case emailTaken
    /// The profile belongs to somebody else.
    case profileTaken
    case store(StoreError)
  }

  /// Whom to invite.
  struct Guest: Sendable, Equatable {
    var email: String?
    var name = ""
    var role = Role.member
    var profile: String?
    var isFirst = false
    /// Where a list has them, from 1 on.
    var line = 0
  }

  /// Invites people at once; the secrets, in their order, are for their links.
  func invite(_ guests: [Guest], by inviter: Account?, at now: Int) async throws(StoreError) -> [Secret] {
    let secrets = guests.map { _ in Secret.random() }
    try await store.transaction { (transaction) throws(StoreError) in
      for (guest, secret) in zip(guests, secrets) {
        try supersede(guest, in: transaction)
        let invitation = Invitation(
          id: secret.digest, email: guest.email, name: guest.name, role: guest.role, profile: guest.profile,
          inviter: inviter?.id, created: now, expires: now + Invitation.lifetime,
          isFirst: guest.isFirst)
        try transaction.insert(invitation.fields, id: invitation.id, into: Invitation.collection)
        try audit.note(.invited, by: inviter?.id, of: guest.email ?? guest.name, at: now, in: transaction)
      }
    }
    return secrets
  }

  /// A newer link for the same person takes the place of an older one, which would stay open unseen.
  private func supersede(_ guest: Guest, in transaction: any StoreTransaction) throws(StoreError) {
    guard guest.isFirst || guest.email != nil else { return }
    let open = Condition.and([.equals("revoked", .boolean(false)), .isMissing("account")])
    for document in try transaction.find(Query(open), in: Invitation.collection) {
      guard var invitation = Invitation(document) else { continue }
      guard guest.isFirst ? invitation.isFirst : invitation.email == guest.email else { continue }
      var document = document
      invitation.isRevoked = true
      document.fields = invitation.fields
      try transaction.replace(document, in: Invitation.collection)
    }
  }

  /// The invitation of a secret, if it may still be accepted.
  func find(_ secret: Secret, at now: Int) async throws(StoreError) -> Invitation? {
    try await store.read { (reader) throws(StoreError) -> Invitation? in
      guard let invitation = try reader.document(secret.digest, in: Invitation.collection).flatMap(Invitation.init),
        invitation.isOpen(at: now)
      else { return nil }
      let isOver = try reader.hasMaintainer()
      return invitation.isFirst && isOver ? nil : invitation
    }
  }

  /// Those that may still be accepted, the newest first.
  func open(at now: Int) async throws(StoreError) -> [Invitation] {
    let condition = Condition.and([
      .greater("expires", .integer(Int64(now))), .equals("revoked", .boolean(false)), .isMissing("account"),
    ])
    return try await store.find(Query(condition, sort: [.descending("created")]), in: Invitation.collection)
      .compactMap(Invitation.init)
  }

  /// Makes the account of who accepts; the invitation is used by that.
  ///
  /// Two people who accept at once, or claim one profile, get one account between them.
  func accept(_ secret: Secret, as account: Account, at now: Int) async throws(Refusal) {
    let id = secret.digest
    let refusal: Refusal?
    do throws(StoreError) {
      refusal = try await store.transaction { (transaction) throws(StoreError) -> Refusal? in
        guard var document = try transaction.document(id, in: Invitation.collection),
          var invitation = Invitation(document), invitation.isOpen(at: now)
        else { return .isOver }
        guard invitation.email ?? account.email == account.email else { return .otherAddress }
        let hasMaintainer = try transaction.hasMaintainer()
        if invitation.isFirst, hasMaintainer { return .isOver }
        guard try makeRoom(for: account.email, invitation, at: now, in: transaction) else { return .emailTaken }
        if let profile = account.profile,
          try transaction.count(.equals("profile", .text(profile)), in: Account.collection) > 0
        {
          return .profileTaken
        }
        try transaction.insert(account.fields, id: account.id, into: Account.collection)
        invitation.account = account.id
        document.fields = invitation.fields
        try transaction.replace(document, in: Invitation.collection)
        try audit.note(.accepted, by: account.id, of: account.id, at: now, in: transaction)
        return nil
      }
    } catch {
      throw .store(error)
    }
    if let refusal { throw refusal }
  }

  /// Whether nobody has the address.
  ///
  /// A request for an account that a maintainer has not accepted gives way to an invitation to the same address.
  private func makeRoom(
    for email: String, _ invitation: Invitation, at now: Int, in transaction: any StoreTransaction
  ) throws(StoreError) -> Bool {
    let same = try transaction.find(Query(.equals("email", .text(email)), limit: 1), in: Account.collection)
    guard let other = same.first.flatMap(Account.init) else { return true }
    guard invitation.email == email, other.state == .pending || other.state == .unconfirmed else { return false }
    try transaction.removeMailLinks(of: other.id)
    try transaction.delete(other.id, from: Account.collection)
    try audit.note(.removed, by: nil, of: other.id, at: now, in: transaction)
    return true
  }

  /// Ends an invitation that nobody has accepted yet.
  func revoke(_ id: String, by maintainer: Account, at now: Int) async throws(StoreError) {
    try await store.transaction { (transaction) throws(StoreError) in
      guard var document = try transaction.document(id, in: Invitation.collection),
        var invitation = Invitation(document), invitation.account == nil
      else { return }
      invitation.isRevoked = true
      document.fields = invitation.fields
      try transaction.replace(document, in: Invitation.collection)
      try audit.note(
        .revokedInvitation, by: maintainer.id, of: invitation.email ?? invitation.name, at: now, in: transaction)
    }
  }
}

extension StoreReader {
  /// Whether somebody can let others in.
  func hasMaintainer() throws(StoreError) -> Bool {
    try count(.equals("role", .text(Role.maintainer.rawValue)), in: Account.collection) > 0
  }
}
