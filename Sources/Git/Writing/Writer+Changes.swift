import CGit2

extension Writer {
  /// Keeps changes as a commit of their own, named by a reference that is no branch.
  func commit(
    _ changes: [String: Change], onto base: ObjectID, to reference: String, replacing old: ObjectID?, _ new: NewCommit
  ) throws(GitError) -> ObjectID {
    try check(reference)
    return try alone(needsFiles: false) { () throws(GitError) in
      // Before anything is written, and once more when the reference moves.
      let found = try handle.revision(of: reference)
      guard found == old else { throw .referenceMoved(reference, found: found) }
      let commit = try PreparedCommit(changes, on: base, new, in: handle)
      let move = ReferenceMove(name: reference, old: old, new: commit.id)
      try self.move(LogRecord(commit: commit.made, move: .reference(move)), commit.objects)
      log.finish()
      handle.recent.remember(commit)
      return commit.id
    }
  }

  func delete(_ reference: String, expecting old: ObjectID) throws(GitError) {
    try check(reference)
    try alone(needsFiles: false) { () throws(GitError) in
      let move = ReferenceMove(name: reference, old: old, new: nil)
      try self.move(LogRecord(commit: nil, move: .reference(move)), nil)
      log.finish()
    }
  }

  func advance(
    _ changes: [String: Change], from head: ObjectID, retiring retired: BranchMove.Retired?, _ new: NewCommit
  ) throws(GitError) -> ObjectID {
    if let retired { try check(retired.reference) }
    return try alone { () throws(GitError) in
      let found = try checkReady()
      guard found.revision == head else { throw .referenceMoved(found.branch, found: found.revision) }
      let commit = try PreparedCommit(changes, on: head, new, in: handle)
      let move = BranchMove(branch: found.branch, old: head, new: commit.id, retired: retired)
      try perform(move, commit)
      handle.recent.remember(commit)
      references.log(move, by: new.committer, "commit: \(new.message)")
      return commit.id
    }
  }

  func advance(to id: ObjectID, retiring retired: BranchMove.Retired?) throws(GitError) {
    if let retired { try check(retired.reference) }
    try alone { () throws(GitError) in
      let found = try checkReady()
      let commit = try handle.commit(id)
      guard commit.parents == [found.revision] else { throw .referenceMoved(found.branch, found: found.revision) }
      let move = BranchMove(branch: found.branch, old: found.revision, new: id, retired: retired)
      try perform(move)
      references.log(move, by: commit.committer, "commit: \(commit.message)")
    }
  }

  /// A branch moves with the work tree or not at all.
  private func check(_ reference: String) throws(GitError) {
    guard reference.hasPrefix("refs/"), !reference.hasPrefix("refs/heads/"), !reference.hasPrefix("refs/remotes/"),
      !reference.hasPrefix("refs/tags/")
    else { throw .invalidReference(reference) }
    var isValid: Int32 = 0
    guard git_reference_name_is_valid(&isValid, reference) == 0, isValid != 0, !reference.utf8.contains(0) else {
      throw .invalidReference(reference)
    }
  }
}
