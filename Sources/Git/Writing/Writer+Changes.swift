import CGit2

extension Writer {
  /// Keeps changes as a commit of their own, named by a reference that is no branch.
  func commit(
    _ changes: [String: Change], onto base: ObjectID, to reference: String, replacing old: ObjectID?, _ new: NewCommit
  ) throws(GitError) -> ObjectID {
    try check(reference)
    return try alone { () throws(GitError) in
      // Before anything is written, and once more when the reference moves.
      let found = try handle.revision(of: reference)
      guard found == old else { throw .referenceMoved(reference, found: found) }
      let id = try makeCommit(changes, on: base, new) { (id, syncing) throws(GitError) in
        try references.prepare(id, syncing)
      }
      try references.move(reference, from: old)
      return id
    }
  }

  func delete(_ reference: String, expecting old: ObjectID) throws(GitError) {
    try check(reference)
    try alone { () throws(GitError) in
      let syncing = Syncing()
      try references.delete(reference, expecting: old, syncing)
      try syncing.end()
    }
  }

  func advance(
    _ changes: [String: Change], from head: ObjectID, retiring retired: BranchMove.Retired?, _ new: NewCommit
  ) throws(GitError) -> ObjectID {
    if let retired { try check(retired.reference) }
    return try moving { () throws(GitError) in
      let found = try checkReady()
      guard found.revision == head else { throw .referenceMoved(found.branch, found: found.revision) }
      let id = try makeCommit(changes, on: head, new)
      try advance(found, to: id, retiring: retired, by: new.committer, new.message)
      return id
    }
  }

  func advance(to id: ObjectID, retiring retired: BranchMove.Retired?) throws(GitError) {
    if let retired { try check(retired.reference) }
    try moving { () throws(GitError) in
      let found = try checkReady()
      let commit = try handle.commit(id)
      guard commit.parents == [found.revision] else { throw .referenceMoved(found.branch, found: found.revision) }
      try advance(found, to: id, retiring: retired, by: commit.committer, commit.message)
    }
  }

  private func advance(
    _ head: Head, to id: ObjectID, retiring retired: BranchMove.Retired?, by person: Signature, _ message: String
  ) throws(GitError) {
    try perform(BranchMove(branch: head.branch, old: head.revision, new: id, retired: retired))
    references.log(head.branch, from: head.revision, to: id, by: person, "commit: \(message)")
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
