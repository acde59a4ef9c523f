/// Finds what somebody has edited and not committed, among the paths that are to change.
struct HandEdits {
  let workTree: WorkTree
  let index: IndexFile
  let changes: [TreeChange]

  /// Throws `dirty`, or `obstructed` where a path leads through a file or a symbolic link.
  func check() throws(GitError) {
    var edited: [String] = []
    for change in changes where try isEdited(change) { edited.append(change.path) }
    guard edited.isEmpty else { throw .dirty(edited) }
  }

  private func isEdited(_ change: TreeChange) throws(GitError) -> Bool {
    // What a submodule has checked out is for its own git.
    if change.old?.form == .submodule || change.new?.form == .submodule { throw .obstructed(change.path) }
    if isStaged(change) { return true }
    switch try workTree.find(change.path) {
    case .blocked(let blocker):
      guard isDeleted(blocker) else { throw .obstructed(change.path) }
      return false
    case .folder where change.old == nil:
      // A file takes the place of a folder only where everything in it goes.
      guard try workTree.contents(of: change.path).allSatisfy({ isDeleted($0) }) else {
        throw .obstructed(change.path)
      }
      return false
    default: return try workTree.state(of: change) == .other
    }
  }

  private func isStaged(_ change: TreeChange) -> Bool {
    if index.isConflicted(change.path) { return true }
    let staged = index.entry(change.path)
    guard staged == nil ? change.old == nil || change.new == nil : staged == change.old || staged == change.new else {
      return true
    }
    guard change.new != nil else { return false }
    // The index cannot have a file and a folder of the same name; to add one would remove the other.
    return TreePath.folders(of: change.path).contains { index.entry($0) != nil && !isDeleted($0) }
  }

  private func isDeleted(_ path: String) -> Bool {
    changes.contains { $0.path == path && $0.new == nil }
  }
}
