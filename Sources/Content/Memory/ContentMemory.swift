/// What an earlier build read, to be used again for files that are still the same.
public struct ContentMemory: Sendable {
  /// Of the settings and the kinds, which say how all other files are read.
  public let rules: Fingerprint
  /// Of the names of all files.
  public let names: Fingerprint
  /// By kind and slug.
  public let entries: [Entry]
  /// In the order of their paths.
  let comments: [Comment]
  /// Of each kind its name.
  let kindNames: [String]
}

extension ContentTree {
  /// What the next build may use again.
  public var memory: ContentMemory {
    ContentMemory(
      rules: rules, names: files.fingerprint, entries: entries, comments: threads.flatMap(\.comments),
      kindNames: kinds.map(\.name))
  }
}
