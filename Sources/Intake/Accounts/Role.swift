/// What a member may do; each role may do what those before it may.
public enum Role: String, Sendable, CaseIterable, Comparable {
  /// Signs in, and edits what is theirs.
  case member
  /// Also accepts what others submit.
  case reviewer
  /// Also invites, approves and removes people.
  case maintainer

  public static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .member: 0
    case .reviewer: 1
    case .maintainer: 2
    }
  }
}
