/// What happens to an entry that others mention.
public enum EntryFate: Sendable, Equatable {
  /// It has another slug from now on.
  case moved(to: String)
  /// It is gone.
  case gone
}

/// A mention of an entry that cannot be changed by itself, so that a person must.
public struct LastingMention: Error, Sendable, Equatable {
  /// The file, relative to `content/`.
  public var path: String

  public init(path: String) { self.path = path }
}
