import HTTP
import Store

/// A form that somebody has begun and wants to find again.
struct Draft: Sendable, Equatable {
  /// The digest of a secret for a form that came without a session, else made of account and entry.
  let id: String
  /// Nil until whoever wrote it signs in.
  var account: String?
  let kind: String
  /// Nil for a new entry.
  let slug: String?
  var title: String
  /// As the browser sent it.
  var values: NamedValues
  var base: String
  var updated: Int
  /// Whether it is what somebody says about the entry, instead of the entry.
  var isComment = false

  /// The page of its form, without the language's prefix.
  var path: String {
    if isComment {
      let answered = values["reply_to"].flatMap { CommentID.isID($0) ? "?reply=\($0)" : nil } ?? ""
      return "/-/comment/\(kind)/\(slug ?? "")\(answered)"
    }
    return slug.map { "/-/edit/\(kind)/\($0)" } ?? "/-/new/\(kind)"
  }
}

extension Draft {
  static let collection = DocumentCollection("drafts", indexes: [Index("account", "updated"), Index("updated")])

  /// How long a draft is kept: 90 days; one that nobody has claimed, a day.
  static let lifetime = 90 * 86_400
  static let unclaimedLifetime = 86_400

  /// The name of values that are names of files, which came without a session and are not kept; no field's.
  static let fileName = "_file"

  /// In the address of a form that is to begin without the draft that there is.
  static let none = "none"

  /// Each account has one draft of an entry, and one new entry of a kind.
  static func id(account: String, kind: String, slug: String?) -> String { "\(account):\(kind):\(slug ?? "")" }

  init?(_ document: Document) {
    guard let kind = document["kind"]?.text, let title = document["title"]?.text, let base = document["base"]?.text,
      let updated = document["updated"]?.integer, let pairs = document["values"]?.list
    else { return nil }
    let values = pairs.compactMap { pair -> NamedValues.Pair? in
      guard let parts = pair.list, parts.count == 2, let name = parts[0].text, let value = parts[1].text else {
        return nil
      }
      return NamedValues.Pair(name, value)
    }
    self.init(
      id: document.id, account: document["account"]?.text, kind: kind, slug: document["slug"]?.text, title: title,
      values: NamedValues(values), base: base, updated: Int(updated), isComment: document["comment"]?.boolean ?? false)
  }

  var fields: [String: DocumentValue] {
    var fields: [String: DocumentValue] = [
      "kind": .text(kind), "title": .text(title), "base": .text(base), "updated": .integer(Int64(updated)),
      "values": .list(values.pairs.map { .list([.text($0.name), .text($0.value)]) }),
    ]
    fields["account"] = account.map(DocumentValue.text)
    fields["slug"] = slug.map(DocumentValue.text)
    if isComment { fields["comment"] = .boolean(true) }
    return fields
  }
}
