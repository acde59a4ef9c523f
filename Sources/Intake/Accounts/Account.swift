import Store

/// A person who may sign in.
struct Account: Sendable, Equatable {
  enum State: String, Sendable, CaseIterable {
    /// Has registered, and has not shown yet that the address is theirs.
    case unconfirmed
    /// Has registered, and waits for a maintainer.
    case pending
    case active
    /// May not sign in.
    case suspended
  }

  let id: String
  /// In lower case; no two accounts share one.
  var email: String
  /// As shown to others.
  var name: String
  /// The code of the language for pages and mail.
  var language: String
  var role = Role.member
  var state = State.active
  /// The slug of the profile that is theirs; no two accounts share one.
  var profile: String?
  /// By `PasswordHashing`; nil until one is chosen.
  var passwordHash: String?
  /// How much of what they sent others have accepted.
  var accepted = 0
  /// How much of it was declined as spam.
  var spam = 0
  /// What a maintainer has decided about their trust; nil where it is earned.
  var trust: Trust?
  /// Seconds since 1970.
  let created: Int
  /// When they last signed in.
  var signedIn: Int?
}

extension Account {
  static let collection = DocumentCollection(
    "accounts",
    indexes: [
      Index("email", isUnique: true), Index("profile", isUnique: true), Index("state"), Index("role"), Index("name"),
    ])

  /// How long a request waits for its address to be confirmed: 7 days, in seconds.
  static let confirmationLimit = 7 * 86_400

  static let emailIndex = Index("email", isUnique: true)
  static let profileIndex = Index("profile", isUnique: true)

  /// Nil for a document that no program of this version has written.
  init?(_ document: Document) {
    guard let email = document["email"]?.text, let name = document["name"]?.text,
      let language = document["language"]?.text, let role = document["role"]?.text.flatMap(Role.init),
      let state = document["state"]?.text.flatMap(State.init), let created = document["created"]?.integer
    else { return nil }
    self.init(
      id: document.id, email: email, name: name, language: language, role: role, state: state,
      profile: document["profile"]?.text, passwordHash: document["password"]?.text,
      accepted: Int(document["accepted"]?.integer ?? 0), spam: Int(document["spam"]?.integer ?? 0),
      trust: document["trust"]?.text.flatMap(Trust.init), created: Int(created),
      signedIn: (document["signed_in"]?.integer).map(Int.init))
  }

  var fields: [String: DocumentValue] {
    var fields: [String: DocumentValue] = [
      "email": .text(email), "name": .text(name), "language": .text(language), "role": .text(role.rawValue),
      "state": .text(state.rawValue), "created": .integer(Int64(created)),
    ]
    fields["profile"] = profile.map(DocumentValue.text)
    fields["password"] = passwordHash.map(DocumentValue.text)
    if accepted > 0 { fields["accepted"] = .integer(Int64(accepted)) }
    if spam > 0 { fields["spam"] = .integer(Int64(spam)) }
    fields["trust"] = trust.map { .text($0.rawValue) }
    fields["signed_in"] = signedIn.map { .integer(Int64($0)) }
    return fields
  }
}

/// A mail address as people type it, brought into the one form that accounts are found by.
enum EmailAddress {
  static let longest = 254

  /// In lower case and without spaces around it; nil for what can be none (a subset of RFC 5321 §4.1.2).
  static func normalized(_ text: String) -> String? {
    let text = text.trimmed(where: \.isWhitespace).lowercased()
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, text.utf8.count <= longest, (1...64).contains(parts[0].utf8.count),
      isDotted(parts[0], isPart: { isAtom($0) }), parts[1].contains("."), isDotted(parts[1], isPart: isLabel)
    else { return nil }
    return text
  }

  private static func isDotted(_ text: Substring, isPart: (Substring) -> Bool) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty && isPart($0) }
  }

  private static func isAtom(_ text: Substring) -> Bool {
    text.utf8.allSatisfy { isLetterOrDigit($0) || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0) }
  }

  private static func isLabel(_ text: Substring) -> Bool {
    text.utf8.count <= 63 && text.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
      && text.first != "-" && text.last != "-"
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
