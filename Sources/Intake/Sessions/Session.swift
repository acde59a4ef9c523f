import Store

/// A device on which somebody is signed in.
struct Session: Sendable, Equatable {
  /// The digest of the secret in the device's cookie.
  let id: String
  let account: String
  /// Seconds since 1970.
  let created: Int
  /// When it was last used, to within `stampInterval`.
  var seen: Int
  /// What the browser calls itself, shortened.
  let device: String
  /// The address that it signed in from.
  let address: String
}

extension Session {
  static let collection = DocumentCollection("sessions", indexes: [Index("account"), Index("seen")])

  /// Unused for so long, it ends: 30 days.
  static let idleLimit = 30 * 86_400
  /// It ends after so long whatever happens: 180 days.
  static let absoluteLimit = 180 * 86_400
  /// A use is noted at most so often: 10 minutes.
  static let stampInterval = 600

  func isOver(at now: Int) -> Bool {
    now - seen > Self.idleLimit || now - created > Self.absoluteLimit
  }

  init?(_ document: Document) {
    guard let account = document["account"]?.text, let created = document["created"]?.integer,
      let seen = document["seen"]?.integer
    else { return nil }
    self.init(
      id: document.id, account: account, created: Int(created), seen: Int(seen),
      device: document["device"]?.text ?? "", address: document["address"]?.text ?? "")
  }

  var fields: [String: DocumentValue] {
    [
      "account": .text(account), "created": .integer(Int64(created)), "seen": .integer(Int64(seen)),
      "device": .text(device), "address": .text(address),
    ]
  }
}

/// Begins, finds and ends sessions.
struct Sessions: Sendable {
  let store: any Store

  /// Signs an account in on a device; the secret is for its cookie.
  func begin(
    for account: Account, device: String, address: String, at now: Int
  ) async throws(StoreError) -> (secret: Secret, session: Session) {
    let secret = Secret.random()
    let session = Session(
      id: secret.digest, account: account.id, created: now, seen: now, device: String(device.prefix(200)),
      address: address)
    try await store.insert(session.fields, id: session.id, into: Session.collection)
    return (secret, session)
  }

  /// The session of a secret and its account; nil when it is over, or the account may not sign in.
  func find(_ secret: Secret, at now: Int) async throws(StoreError) -> (session: Session, account: Account)? {
    let id = secret.digest
    let found = try await store.read { (reader) throws(StoreError) -> (Document, Account)? in
      guard let document = try reader.document(id, in: Session.collection),
        let account = try document["account"]?.text.flatMap({ (id) throws(StoreError) in
          try reader.document(id, in: Account.collection)
        }).flatMap(Account.init)
      else { return nil }
      return (document, account)
    }
    guard let (document, account) = found, var session = Session(document), !session.isOver(at: now),
      account.state == .active
    else { return nil }
    if now - session.seen >= Session.stampInterval {
      session.seen = now
      var document = document
      document.fields = session.fields
      // Another request of the same device may have been quicker, or ended it.
      _ = try? await store.replace(document, in: Session.collection)
    }
    return (session, account)
  }

  /// The sessions of an account, the one used last first.
  func all(of account: String) async throws(StoreError) -> [Session] {
    try await store.find(
      Query(.equals("account", .text(account)), sort: [.descending("seen")]), in: Session.collection
    ).compactMap(Session.init)
  }

  /// Ends sessions of an account: one of them, or all but one.
  func end(_ which: Selection, of account: String) async throws(StoreError) {
    try await store.transaction { (transaction) throws(StoreError) in
      try Self.end(which, of: account, in: transaction)
    }
  }

  /// The same within a change of something else.
  static func end(_ which: Selection, of account: String, in transaction: any StoreTransaction) throws(StoreError) {
    let documents = try transaction.find(Query(.equals("account", .text(account))), in: Session.collection)
    for document in documents where which.contains(document.id) {
      try transaction.delete(document.id, from: Session.collection)
    }
  }

  enum Selection: Sendable {
    case one(String)
    case allBut(String?)

    func contains(_ id: String) -> Bool {
      switch self {
      case .one(let chosen): id == chosen
      case .allBut(let kept): id != kept
      }
    }
  }

  /// Forgets sessions that are over.
  func removeOld(at now: Int) async throws(StoreError) {
    try await store.transaction { (transaction) throws(StoreError) in
      let old = Condition.less("seen", .integer(Int64(now - Session.idleLimit)))
      for document in try transaction.find(Query(old, limit: 1_000), in: Session.collection) {
        try transaction.delete(document.id, from: Session.collection)
      }
    }
  }
}
