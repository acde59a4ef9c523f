import Content
import HTTP
import Store

/// What a maintainer has decided about somebody, whatever became of what they sent.
enum Trust: String, Sendable {
  case given
  case taken
}

extension Account {
  /// How much that was declined as spam makes somebody a repeater, whom nobody hears any more.
  static let mostSpam = 2

  /// Whether what they send need not wait where kinds wait for trust only.
  ///
  /// - Parameter count: how much must have been accepted.
  func isTrusted(after count: Int) -> Bool {
    switch trust {
    case .given: true
    case .taken: false
    case nil: accepted >= count && spam == 0
    }
  }

  /// Whether what they send is kept from sight, without a word to them.
  var isSilenced: Bool { spam >= Self.mostSpam && trust != .given }
}

/// Who is trusted, so that what they send need not wait.
extension Intake {
  /// What decides about changes of the site.
  func editor(of account: Account) -> Editor {
    let role: Editor.Role =
      switch account.role {
      case .member: .member
      case .reviewer: .reviewer
      case .maintainer: .maintainer
      }
    return Editor(
      role: role, profile: account.profile, profileKind: settings.profileKind, member: account.id,
      isTrusted: account.isTrusted(after: settings.trustAfter))
  }

  /// A maintainer gives trust, takes it, or lets it be earned.
  func changeTrust(of id: String, _ visit: Visit) async throws -> Response {
    let account = try await person(id)
    let trust = Trust(rawValue: visit.field("trust"))
    if trust != account.trust {
      try await change(account.id, visit, .changedTrust, detail: trust?.rawValue ?? "earned") { $0.trust = trust }
    }
    return pages.redirect(to: "/-/people/\(account.id)", for: visit, done: .personChanged)
  }
}

extension StoreTransaction {
  /// Counts what others have accepted of somebody, unless they are gone.
  func countAccepted(of id: String) throws(StoreError) {
    guard try document(id, in: Account.collection) != nil else { return }
    try change(id) { $0.accepted += 1 }
  }

  func countSpam(of id: String) throws(StoreError) {
    guard try document(id, in: Account.collection) != nil else { return }
    try change(id) { $0.spam += 1 }
  }
}
