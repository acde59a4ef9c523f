/// Who may use a route.
public enum Access: Sendable, Equatable {
  /// Everybody, signed in or not.
  case anyone
  /// Whoever is signed in and has at least this role.
  case role(Role)

  func allows(_ account: Account?) -> Bool {
    switch self {
    case .anyone: true
    case .role(let role): account.map { $0.role >= role } ?? false
    }
  }
}
