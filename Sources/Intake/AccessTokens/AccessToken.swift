import Store

/// A secret with which a script acts as an account, until it is removed.
struct AccessToken: Sendable, Equatable {
  static let collection = DocumentCollection("access_tokens", indexes: [Index("account")])

  /// The digest of the secret.
  let id: String
  let account: String
  /// What its owner calls it.
  let name: String
  /// Seconds since 1970.
  let created: Int
  var used: Int?

  /// How many an account may have.
  static let most = 20

  init(id: String, account: String, name: String, created: Int, used: Int? = nil) {
    self.id = id
    self.account = account
    self.name = name
    self.created = created
    self.used = used
  }

  init?(_ document: Document) {
    guard let account = document["account"]?.text, let name = document["name"]?.text,
      let created = document["created"]?.integer
    else { return nil }
    self.init(
      id: document.id, account: account, name: name, created: Int(created),
      used: (document["used"]?.integer).map(Int.init))
  }

  var fields: [String: DocumentValue] {
    var fields: [String: DocumentValue] = [
      "account": .text(account), "name": .text(name), "created": .integer(Int64(created)),
    ]
    fields["used"] = used.map { .integer(Int64($0)) }
    return fields
  }
}
