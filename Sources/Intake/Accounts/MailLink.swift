import Store

/// A link in a mail that proves who may do something, once and soon.
struct MailLink: Sendable, Equatable {
  enum Purpose: Sendable, Equatable {
    case resetPassword
    /// To this address.
    case changeEmail(String)
    /// Of a request for an account.
    case confirmAddress
  }

  /// The digest of the secret in the link.
  let id: String
  let account: String
  let purpose: Purpose
  /// Seconds since 1970.
  let expires: Int
}

extension MailLink {
  static let collection = DocumentCollection("mail_links", indexes: [Index("account"), Index("expires")])

  /// How long a link may be followed: an hour.
  static let lifetime = 3_600

  init?(_ document: Document) {
    guard let account = document["account"]?.text, let expires = document["expires"]?.integer else { return nil }
    self.init(
      id: document.id, account: account,
      purpose: (document["email"]?.text).map(Purpose.changeEmail)
        ?? (document["confirms"]?.boolean == true ? .confirmAddress : .resetPassword), expires: Int(expires))
  }

  var fields: [String: DocumentValue] {
    var fields: [String: DocumentValue] = ["account": .text(account), "expires": .integer(Int64(expires))]
    if case .changeEmail(let email) = purpose { fields["email"] = .text(email) }
    if purpose == .confirmAddress { fields["confirms"] = .boolean(true) }
    return fields
  }
}

extension StoreTransaction {
  /// Ends what was mailed before something changed that it relied on.
  func removeMailLinks(of account: String) throws(StoreError) {
    for link in try find(Query(.equals("account", .text(account))), in: MailLink.collection) {
      try delete(link.id, from: MailLink.collection)
    }
  }
}
