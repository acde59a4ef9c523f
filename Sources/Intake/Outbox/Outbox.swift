public import Mail
public import Store

/// Messages that are to be sent, kept in the store until they are.
///
/// A message is put there by the transaction that also writes what it is about, so that there is never one without the
/// other. It is sent at least once: when the program ends between a server's answer and its note in the store, the same
/// message, with the same id, is sent again. What it says is erased once it is finished; that it was sent is kept.
public struct Outbox: Sendable {
  public static let collection = DocumentCollection(
    "outbox",
    indexes: [
      Index("due"), Index("created"), Index("to", "created"), Index("kind", "created"), Index("about", "created"),
      Index("state", "created"),
    ])

  /// How long after each attempt that has failed the next is made, in seconds; after the last of them there is none.
  static let delays = [60, 300, 1_800, 7_200, 21_600, 43_200, 86_400]
  /// How long an attempt stays its sender's, in seconds; longer than any transport takes.
  ///
  /// Then the sender is taken for dead, and the message is sent again.
  static let claim = 300
  /// After how many attempts a message is not claimed again, however they ended: it may be what ends the program.
  static let mostAttempts = 2 * (delays.count + 1)

  /// How long it is kept that a message was sent, or was not: 90 days, in seconds.
  static let retention = 90 * 86_400

  private let store: any Store
  private let transport: any MailTransport

  /// The store must have been opened with `collection`.
  public init(_ store: any Store, _ transport: any MailTransport) {
    self.store = store
    self.transport = transport
  }

  /// Adds a message that is due at once.
  ///
  /// `now` is in seconds since 1970-01-01 00:00 UTC, as all times here. Throws `duplicateID` for a message that was
  /// added before.
  public static func enqueue(
    _ message: Message, kind: String, about key: String = "", now: Int, in transaction: any StoreTransaction
  ) throws(StoreError) {
    try transaction.insert(
      [
        "to": .text(message.to.text), "kind": .text(kind), "about": .text(key),
        "state": .text(Delivery.State.waiting.rawValue), "attempts": 0, "created": .integer(Int64(now)),
        "due": .integer(Int64(now)), "message": StoredMessage.value(of: message),
      ], id: message.id.text, into: collection)
  }

  /// Forgets finished messages that are older than that.
  static func removeOld(at now: Int, in transaction: any StoreTransaction) throws(StoreError) {
    let bound = DocumentValue.integer(Int64(now - retention))
    let old = Query(.and([.less("created", bound), .isMissing("due")]), sort: [.ascending("created")], limit: 1_000)
    for document in try transaction.find(old, in: collection) { try transaction.delete(document.id, from: collection) }
  }

  /// Forgets what was sent to an address, or is to be.
  static func forget(_ email: String, in transaction: any StoreTransaction) throws(StoreError) {
    for document in try transaction.find(Query(.equals("to", .text(email))), in: collection) {
      try transaction.delete(document.id, from: collection)
    }
  }

  /// Sends all that is due, one after another, the longest due first.
  ///
  /// Stops early when the task is cancelled.
  public func deliver(now: Int) async throws(StoreError) {
    while !Task.isCancelled, try await deliverNext(now: now) != nil {}
  }

  /// Sends what has been due for longest, and answers what became of it; nil when nothing is due.
  @discardableResult
  public func deliverNext(now: Int) async throws(StoreError) -> Delivery? {
    guard let claimed = try await claimNext(now) else { return nil }
    return try await record(await attempt(claimed), of: claimed, now)
  }

  /// When the next message is due; nil when none waits.
  public func nextDue() async throws(StoreError) -> Int? {
    // A bound rather than "not missing": what is finished comes first in the index, and there is much of it.
    let waiting = Query(.greaterOrEqual("due", 0), sort: [.ascending("due")], limit: 1)
    return try await store.find(waiting, in: Self.collection).first?["due"]?.integer.map { Int($0) }
  }

  /// What became of messages, the newest first.
  public func deliveries(
    _ filter: DeliveryFilter = DeliveryFilter(), limit: Int, offset: Int = 0
  ) async throws(StoreError) -> [Delivery] {
    let query = Query(filter.condition, sort: [.descending("created")], limit: limit, offset: offset)
    return try await store.find(query, in: Self.collection).compactMap(Delivery.init)
  }

  /// How many deliveries there are of those that are wanted.
  public func count(_ filter: DeliveryFilter = DeliveryFilter()) async throws(StoreError) -> Int {
    try await store.count(filter.condition, in: Self.collection)
  }

  /// What is added to the outbox, or changed in it, from now on.
  func changes() throws(StoreError) -> AsyncStream<Change> { try store.changes(in: Self.collection) }
}

// MARK: Attempts

extension Outbox {
  private enum Outcome: Sendable {
    case sent(reply: String)
    case failed(MailError)
    /// It was not even tried.
    case abandoned(cause: String)
  }

  /// Takes what has been due for longest for this sender.
  private func claimNext(_ now: Int) async throws(StoreError) -> Document? {
    try await store.transaction { (transaction) throws(StoreError) in
      let due = Query(.lessOrEqual("due", .integer(Int64(now))), sort: [.ascending("due")], limit: 1)
      guard var document = try transaction.find(due, in: Self.collection).first else { return nil }
      document["state"] = .text(Delivery.State.sending.rawValue)
      document["attempts"] = .integer((document["attempts"]?.integer ?? 0) + 1)
      document["attempted"] = .integer(Int64(now))
      document["due"] = .integer(Int64(now + Self.claim))
      return try transaction.replace(document, in: Self.collection)
    }
  }

  private func attempt(_ claimed: Document) async -> Outcome {
    guard let message = claimed["message"].flatMap({ StoredMessage.message(claimed.id, $0) }) else {
      return .abandoned(cause: "the stored message cannot be read")
    }
    guard Int(claimed["attempts"]?.integer ?? 0) <= Self.mostAttempts else {
      return .abandoned(cause: "too many attempts have ended with the program")
    }
    do throws(MailError) {
      return .sent(reply: try await transport.send(message))
    } catch {
      return .failed(error)
    }
  }

  private func record(_ outcome: Outcome, of claimed: Document, _ now: Int) async throws(StoreError) -> Delivery? {
    try await store.transaction { (transaction) throws(StoreError) in
      guard var document = try transaction.document(claimed.id, in: Self.collection) else { return nil }
      guard document["finished"] == nil else { return Delivery(document) }
      // Another has taken it meanwhile, and only that it has arrived would be news.
      if case .sent = outcome {} else if document.version != claimed.version { return Delivery(document) }
      Self.note(outcome, in: &document, now)
      return Delivery(try transaction.replace(document, in: Self.collection))
    }
  }

  private static func note(_ outcome: Outcome, in document: inout Document, _ now: Int) {
    let attempts = Int(document["attempts"]?.integer ?? 1)
    switch outcome {
    case .sent(let reply):
      finish(&document, .sent, reply, now)
    case .failed(.cancelled):
      // Nobody's fault, so it does not count.
      document["attempts"] = .integer(Int64(attempts - 1))
      wait(&document, until: now)
    case .failed(let error) where error.isPermanent:
      finish(&document, .refused, error.cause, now)
    case .failed(let error) where attempts > delays.count:
      finish(&document, .failed, error.cause, now)
    case .failed(let error):
      document["reply"] = .text(error.cause)
      wait(&document, until: now + delays[attempts - 1])
    case .abandoned(let cause):
      finish(&document, .failed, cause, now)
    }
  }

  private static func wait(_ document: inout Document, until due: Int) {
    document["state"] = .text(Delivery.State.waiting.rawValue)
    document["due"] = .integer(Int64(due))
  }

  private static func finish(_ document: inout Document, _ state: Delivery.State, _ reply: String, _ now: Int) {
    document["state"] = .text(state.rawValue)
    document["reply"] = .text(reply)
    document["finished"] = .integer(Int64(now))
    document["due"] = nil
    // Links in it open accounts.
    document["message"] = nil
  }
}
