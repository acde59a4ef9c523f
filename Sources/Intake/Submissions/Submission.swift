import Store

/// A proposed change to the content tree, as the store knows it; what it changes is a commit on a ref of its own.
struct Submission: Sendable, Equatable {
  enum Action: String, Sendable {
    case add
    case edit
    case delete
  }

  enum State: String, Sendable, CaseIterable {
    /// For a reviewer.
    case waiting
    /// For its author, whom a reviewer has asked for changes.
    case changes
    /// It was decided, and is on its way to the main branch.
    case accepting
    case accepted
    case rejected
    case withdrawn
    /// What it changes has changed otherwise; its author takes it up again.
    case conflict

    /// Whether its author may go on with it, or take it back.
    var isWithAuthor: Bool { self == .waiting || self == .changes || self == .conflict }

    /// Whether its author may make a new one of it.
    var isOver: Bool { self == .rejected || self == .withdrawn }

    var isOpen: Bool { self == .waiting || self == .changes || self == .conflict || self == .accepting }
  }

  let id: String
  /// Whose it is.
  let account: String
  let action: Action
  /// The name of the entry's kind.
  let kind: String
  var slug: String
  /// The slug that the entry is to have; nil where it keeps its own.
  var moved: String?
  /// The id of the comment on that entry that it is about; nil for the entry itself.
  var comment: String?
  /// The entry's, for lists.
  var title: String
  var state = State.waiting
  /// The revision that it was made for, and the commit that holds it: 40 hexadecimal digits.
  var base: String
  var commit: String
  /// From the author to the reviewer.
  var note = ""
  /// From the reviewer to the author.
  var reason = ""
  /// The account that decided.
  var reviewer: String?
  /// How much it looks like spam, and by which signs: names of `SpamScore.Reason`.
  var points = 0
  var signs: [String] = []
  /// Of its text.
  var digest = ""
  /// Whether it is sorted away without a word to its author.
  var isSilenced = false
  /// Whether a reviewer has called it spam.
  var isSpam = false
  /// Seconds since 1970.
  let created: Int
  var updated: Int
  /// That of the store's document it was read from; nil where it is written whatever others have written meanwhile.
  var version: Int?
}

extension Submission {
  /// Whether the entry itself goes, and not only something that was said about it.
  var deletesEntry: Bool { action == .delete && comment == nil }

  /// Notes what was thought of it before anybody read it.
  mutating func note(_ verdict: Verdict) {
    points = verdict.score.points
    signs = verdict.score.reasons.map(\.rawValue)
    digest = verdict.digest
    isSilenced = verdict.isSilenced
  }

  /// The state that its author is told: who is not heard does not learn it.
  var toldState: State { isSilenced && state == .rejected ? .waiting : state }

  /// Whether it speaks for its author that it was accepted.
  var isAcceptedByAnother: Bool { state == .accepted && reviewer.map { $0 != account } ?? false }

  static let collection = DocumentCollection(
    "submissions",
    indexes: [
      Index("account", "created"), Index("state", "created"), Index("entry"), Index("created"),
      Index("digest", "created"),
    ])

  /// Where the commit of a submission is kept in git.
  static func reference(_ id: String) -> String { "refs/preau/submissions/\(id)" }

  /// What several submissions about one entry have in common.
  static func entry(kind: String, slug: String) -> String { "\(kind):\(slug)" }

  init?(_ document: Document) {
    guard let account = document["account"]?.text, let kind = document["kind"]?.text,
      let slug = document["slug"]?.text, let title = document["title"]?.text,
      let action = document["action"]?.text.flatMap(Action.init),
      let state = document["state"]?.text.flatMap(State.init), let base = document["base"]?.text,
      let commit = document["commit"]?.text, let created = document["created"]?.integer,
      let updated = document["updated"]?.integer
    else { return nil }
    self.init(
      id: document.id, account: account, action: action, kind: kind, slug: slug, moved: document["moved"]?.text,
      comment: document["comment"]?.text, title: title,
      state: state, base: base, commit: commit, note: document["note"]?.text ?? "",
      reason: document["reason"]?.text ?? "",
      reviewer: document["reviewer"]?.text, points: Int(document["points"]?.integer ?? 0),
      signs: document["signs"]?.list?.compactMap(\.text) ?? [], digest: document["digest"]?.text ?? "",
      isSilenced: document["silenced"]?.boolean ?? false, isSpam: document["spam"]?.boolean ?? false,
      created: Int(created), updated: Int(updated), version: document.version)
  }

  var fields: [String: DocumentValue] {
    var fields: [String: DocumentValue] = [
      "account": .text(account), "action": .text(action.rawValue), "kind": .text(kind), "slug": .text(slug),
      "entry": .text(Self.entry(kind: kind, slug: slug)), "title": .text(title), "state": .text(state.rawValue),
      "base": .text(base), "commit": .text(commit), "note": .text(note), "reason": .text(reason),
      "created": .integer(Int64(created)), "updated": .integer(Int64(updated)),
    ]
    fields["moved"] = moved.map(DocumentValue.text)
    fields["reviewer"] = reviewer.map(DocumentValue.text)
    fields["comment"] = comment.map(DocumentValue.text)
    if points > 0 {
      fields["points"] = .integer(Int64(points))
      fields["signs"] = .list(signs.map { .text($0) })
    }
    if !digest.isEmpty { fields["digest"] = .text(digest) }
    if isSilenced { fields["silenced"] = .boolean(true) }
    if isSpam { fields["spam"] = .boolean(true) }
    return fields
  }
}
