/// Who did something, and when.
public struct Signature: Sendable, Equatable {
  public var name: String
  public var email: String
  /// Seconds since 1970.
  public var time: Int64
  /// How many minutes the clock of the person was ahead of UTC.
  public var offset: Int

  public init(name: String, email: String, time: Int64, offset: Int = 0) {
    self.name = name
    self.email = email
    self.time = time
    self.offset = offset
  }
}

/// A line `key: value` at the end of a commit's message.
public struct Trailer: Sendable, Equatable {
  public var key: String
  public var value: String

  /// `key` is made of letters, digits and hyphens.
  public init(_ key: String, _ value: String) {
    self.key = key
    self.value = value
  }
}

/// What a commit to be made says about itself.
///
/// Control characters, and `<` and `>` in names, do not arrive in the commit.
public struct NewCommit: Sendable, Equatable {
  public var message: String
  public var trailers: [Trailer]
  public var author: Signature
  public var committer: Signature

  /// The author commits, where nobody else is named.
  public init(_ message: String, trailers: [Trailer] = [], author: Signature, committer: Signature? = nil) {
    self.message = message
    self.trailers = trailers
    self.author = author
    self.committer = committer ?? author
  }
}

/// A commit as it is.
public struct Commit: Sendable, Equatable {
  public var id: ObjectID
  public var tree: ObjectID
  public var parents: [ObjectID]
  /// Without the trailers.
  public var message: String
  public var trailers: [Trailer]
  public var author: Signature
  public var committer: Signature

  /// The value of the last trailer of this name.
  public func trailer(_ key: String) -> String? { trailers.last { $0.key == key }?.value }
}

/// A reference and the commit that it leads to.
public struct ReferencedCommit: Sendable, Equatable {
  public var reference: String
  public var commit: Commit
}
