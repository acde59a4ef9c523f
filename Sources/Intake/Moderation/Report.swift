import Content
import Store

/// Somebody's word that an entry or a comment should not be there; private, and never in git.
struct Report: Sendable, Equatable {
  enum Reason: String, Sendable, CaseIterable {
    case spam
    case abuse
    /// It shows what is private to somebody.
    case privacy
    case rights
    case other

    /// The theme's text that says so.
    var key: String { "report_\(rawValue)" }
  }

  enum State: String, Sendable {
    case open
    /// A reviewer left it as it is.
    case dismissed
    case hidden
    case deleted
  }

  let id: String
  /// The name of the entry's kind.
  let kind: String
  let slug: String
  /// The id of the comment that it is about; nil for the entry.
  let comment: String?
  /// The entry's, for lists.
  let title: String
  /// The entry's file, relative to `content/`, by which a hidden one is found.
  let path: String
  let reason: Reason
  let text: String
  /// Who says so; nil for a visitor.
  var account: String?
  var state = State.open
  /// Seconds since 1970.
  let created: Int
  var decided: Int?

  var subject: EntryAddress { EntryAddress(kind: kind, slug: slug) }
}

extension Report {
  static let collection = DocumentCollection(
    "reports", indexes: [Index("state", "created"), Index("about"), Index("account"), Index("created")])

  /// How long a report is kept once it was decided: a year, in seconds.
  static let retention = 365 * 86_400

  /// What several reports of the same have in common.
  var about: String { "\(kind):\(slug)#\(comment ?? "")" }

  init?(_ document: Document) {
    guard let kind = document["kind"]?.text, let slug = document["slug"]?.text, let title = document["title"]?.text,
      let path = document["path"]?.text, let reason = document["reason"]?.text.flatMap(Reason.init),
      let state = document["state"]?.text.flatMap(State.init), let created = document["created"]?.integer
    else { return nil }
    self.init(
      id: document.id, kind: kind, slug: slug, comment: document["comment"]?.text, title: title, path: path,
      reason: reason, text: document["text"]?.text ?? "", account: document["account"]?.text, state: state,
      created: Int(created), decided: (document["decided"]?.integer).map(Int.init))
  }

  var fields: [String: DocumentValue] {
    var fields: [String: DocumentValue] = [
      "kind": .text(kind), "slug": .text(slug), "about": .text(about), "title": .text(title), "path": .text(path),
      "reason": .text(reason.rawValue), "text": .text(text), "state": .text(state.rawValue),
      "created": .integer(Int64(created)),
    ]
    fields["comment"] = comment.map(DocumentValue.text)
    fields["account"] = account.map(DocumentValue.text)
    fields["decided"] = decided.map { .integer(Int64($0)) }
    return fields
  }

  /// Forgets those that were decided long ago.
  static func removeOld(at now: Int, in transaction: any StoreTransaction) throws(StoreError) {
    let old = Query(
      .and([
        .less("created", .integer(Int64(now - retention))), .notEquals("state", .text(State.open.rawValue)),
      ]), limit: 1_000)
    for document in try transaction.find(old, in: collection) { try transaction.delete(document.id, from: collection) }
  }
}
