extension Writer {
  /// The branch after it has taken in what the remote has, and whether it has something that the remote has not.
  struct Integration: Sendable {
    var head: ObjectID
    var isAhead: Bool
  }

  /// Brings the branch that is checked out on top of what was fetched.
  func integrate(_ remote: Remote) throws(GitError) -> Integration {
    try alone { () throws(GitError) in
      let head = try checkReady()
      guard head.branch == remote.branch else { throw .referenceMoved(remote.branch, found: nil) }
      guard let theirs = try handle.revision(of: remote.tracking) else { throw .unknownRevision(remote.tracking) }
      if try handle.isAncestor(theirs, of: head.revision) {
        return Integration(head: head.revision, isAhead: theirs != head.revision)
      }
      let new = try Rebase(handle: handle).rebase(head.revision, onto: theirs)
      // The log does not say how these commits are made.
      try FileSystem.sync(handle.gitFolder)
      let move = BranchMove(branch: head.branch, old: head.revision, new: new, retired: nil)
      try perform(move)
      references.log(move, by: try handle.commit(new).committer, "rebase: onto \(theirs)")
      return Integration(head: new, isAhead: new != theirs)
    }
  }
}
