/// What becomes of a file.
public enum Change: Sendable, Equatable {
  /// The file is made or replaced; one that is executable stays so.
  case write([UInt8])
  /// Folders that become empty go, too.
  case delete
}

/// A file in a revision.
public struct TreeFile: Sendable, Equatable {
  public enum Form: Sendable, Equatable {
    case file
    case executable
    case link
    /// A repository of its own.
    case submodule
  }

  /// From the root of the repository.
  public var path: String
  public var blob: ObjectID
  public var form: Form
}

/// What two revisions have at one path; nil for nothing.
public struct TreeChange: Sendable, Equatable {
  public var path: String
  public var old: TreeFile?
  public var new: TreeFile?
}

/// The branch that is checked out.
public struct Head: Sendable, Equatable {
  /// With `refs/heads/`.
  public var branch: String
  public var revision: ObjectID
}
