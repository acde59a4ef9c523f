import Store

/// What became of a message, without what it says.
public struct Delivery: Sendable, Equatable {
  public enum State: String, Sendable, CaseIterable {
    /// It is sent when it is due.
    case waiting
    /// It is being sent, or was when the program ended.
    case sending
    /// A server has accepted it.
    case sent
    /// A server will not have it, whenever it comes.
    case refused
    /// It was tried for the last time.
    case failed
  }

  /// The message's id.
  public let id: String
  public let to: String
  /// What sort of message it is: `invitation`.
  public let kind: String
  /// What it is about, such as an event's id; empty where it is about nothing.
  public let about: String
  public let state: State
  /// How often it was given to a server.
  public let attempts: Int
  /// What the server said last, or why there was none; nil before the first attempt has ended.
  public let reply: String?

  // In seconds since 1970-01-01 00:00 UTC.

  public let created: Int
  /// When the last attempt began; nil before the first.
  public let attempted: Int?
  /// When it is tried again; nil once it is finished.
  public let due: Int?
  /// When it was sent, refused or given up; nil before.
  public let finished: Int?

  /// Nil for a document that is no delivery.
  init?(_ document: Document) {
    guard let to = document["to"]?.text, let kind = document["kind"]?.text, let about = document["about"]?.text,
      let state = document["state"]?.text.flatMap(State.init), let attempts = document["attempts"]?.integer,
      let created = document["created"]?.integer
    else { return nil }
    id = document.id
    self.to = to
    self.kind = kind
    self.about = about
    self.state = state
    self.attempts = Int(attempts)
    reply = document["reply"]?.text
    self.created = Int(created)
    attempted = document["attempted"]?.integer.map { Int($0) }
    due = document["due"]?.integer.map { Int($0) }
    finished = document["finished"]?.integer.map { Int($0) }
  }
}

/// Which deliveries are wanted; what is nil leaves the choice open.
public struct DeliveryFilter: Sendable, Equatable {
  public var to: String?
  public var kind: String?
  public var about: String?
  public var state: Delivery.State?

  public init(to: String? = nil, kind: String? = nil, about: String? = nil, state: Delivery.State? = nil) {
    self.to = to
    self.kind = kind
    self.about = about
    self.state = state
  }

  var condition: Condition {
    let wanted: [(FieldPath, String?)] = [("to", to), ("kind", kind), ("about", about), ("state", state?.rawValue)]
    return .and(wanted.compactMap { path, value in value.map { .equals(path, .text($0)) } })
  }
}
