import Store

/// A link by which one person makes an account.
struct Invitation: Sendable, Equatable {
  /// The digest of the secret in the link.
  let id: String
  /// The only address that may accept it; nil for whoever has the link.
  var email: String?
  var name: String
  var role = Role.member
  /// The slug of the profile that becomes theirs.
  var profile: String?
  /// Who invited; nil for the command line.
  var inviter: String?
  /// Seconds since 1970.
  let created: Int
  let expires: Int
  /// The account that accepted it.
  var account: String?
  var isRevoked = false
  /// Whether it is the operator's link for the first maintainer, which is over once there is one.
  var isFirst = false
}

extension Invitation {
  static let collection = DocumentCollection(
    "invitations", indexes: [Index("created"), Index("account"), Index("expires")])

  /// How long a link may be followed: 14 days.
  static let lifetime = 14 * 86_400

  func isOpen(at now: Int) -> Bool { account == nil && !isRevoked && now < expires }

  init?(_ document: Document) {
    guard let name = document["name"]?.text, let role = document["role"]?.text.flatMap(Role.init),
      let created = document["created"]?.integer, let expires = document["expires"]?.integer
    else { return nil }
    self.init(
      id: document.id, email: document["email"]?.text, name: name, role: role, profile: document["profile"]?.text,
      inviter: document["inviter"]?.text, created: Int(created), expires: Int(expires),
      account: document["account"]?.text, isRevoked: document["revoked"]?.boolean ?? false,
      isFirst: document["first"]?.boolean ?? false)
  }

  var fields: [String: DocumentValue] {
    var fields: [String: DocumentValue] = [
      "name": .text(name), "role": .text(role.rawValue), "created": .integer(Int64(created)),
      "expires": .integer(Int64(expires)), "revoked": .boolean(isRevoked),
    ]
    fields["email"] = email.map(DocumentValue.text)
    fields["profile"] = profile.map(DocumentValue.text)
    fields["inviter"] = inviter.map(DocumentValue.text)
    fields["account"] = account.map(DocumentValue.text)
    if isFirst { fields["first"] = .boolean(true) }
    return fields
  }
}
