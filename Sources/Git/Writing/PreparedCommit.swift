import CGit2

/// A commit whose objects are written, and not in their places yet.
struct PreparedCommit {
  let id: ObjectID
  let made: MadeCommit
  /// From the parent, sorted by path.
  let differences: [TreeChange]
  let objects: NewObjects

  /// Throws `invalidPath`, `unknownPath` and `obstructed`.
  init(_ changes: [String: Change], on base: ObjectID, _ commit: NewCommit, in handle: Handle) throws(GitError) {
    try self.init(changes, on: base, in: handle) { Array(CommitText.whole(commit, tree: $0, parent: base).utf8) }
  }

  /// The same commit once more.
  init(again made: MadeCommit, in handle: Handle) throws(GitError) {
    try self.init(made.changes, on: made.base, in: handle) { (tree) throws(GitError) in
      guard made.text.starts(with: "tree \(tree)\n".utf8) else {
        throw .engine(code: 0, message: "the log has a commit that cannot be made again: tree \(tree)")
      }
      return made.text
    }
  }

  private init(
    _ changes: [String: Change], on base: ObjectID, in handle: Handle,
    text: (ObjectID) throws(GitError) -> [UInt8]
  ) throws(GitError) {
    objects = NewObjects(in: handle)
    var builder = TreeBuilder(handle: handle, objects: objects)
    let tree = try builder.tree(changes, on: base)
    differences = tree.differences
    made = MadeCommit(base: base, changes: changes, text: try text(tree.id))
    id = try objects.add(made.text, as: GIT_OBJECT_COMMIT)
  }
}
