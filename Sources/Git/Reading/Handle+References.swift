import CGit2

extension Handle {
  /// Throws `unborn` or `detached` where no branch with a commit is checked out.
  func head() throws(GitError) -> Head {
    let reference = try Library.make { git_reference_lookup(&$0, repository, "HEAD") }
    defer { git_reference_free(reference) }
    guard let target = git_reference_symbolic_target(reference) else {
      guard let id = git_reference_target(reference) else { throw .engine(code: 0, message: "HEAD leads nowhere") }
      throw .detached(ObjectID(id.pointee))
    }
    let branch = String(cString: target)
    guard let revision = try revision(of: branch) else { throw .unborn(branch: branch) }
    return Head(branch: branch, revision: revision)
  }

  /// What a reference names; nil where there is none.
  func revision(of reference: String) throws(GitError) -> ObjectID? {
    var oid = git_oid()
    let code = git_reference_name_to_id(&oid, repository, reference)
    if code == GIT_ENOTFOUND.rawValue { return nil }
    if code == GIT_EINVALIDSPEC.rawValue { throw .invalidReference(reference) }
    try Library.check(code)
    return ObjectID(oid)
  }

  /// The commit that somebody means by a name, as `main~2` or `v1`.
  func revision(_ name: String) throws(GitError) -> ObjectID {
    var object: OpaquePointer?
    guard git_revparse_single(&object, repository, name) == 0, let object else { throw .unknownRevision(name) }
    defer { git_object_free(object) }
    var commit: OpaquePointer?
    guard git_object_peel(&commit, object, GIT_OBJECT_COMMIT) == 0, let commit else { throw .unknownRevision(name) }
    defer { git_object_free(commit) }
    guard let id = git_object_id(commit) else { throw .unknownRevision(name) }
    return ObjectID(id.pointee)
  }

  /// The references below a prefix that lead to commits, sorted by name.
  func references(under prefix: String) throws(GitError) -> [ReferencedCommit] {
    let iterator = try Library.make { git_reference_iterator_new(&$0, repository) }
    defer { git_reference_iterator_free(iterator) }
    var names: [String] = []
    var name: UnsafePointer<CChar>?
    while true {
      let code = git_reference_next_name(&name, iterator)
      if code == GIT_ITEROVER.rawValue { break }
      try Library.check(code)
      if let name {
        let name = String(cString: name)
        if name.hasPrefix(prefix) { names.append(name) }
      }
    }
    var found: [ReferencedCommit] = []
    for name in names.sorted() {
      // Somebody may have deleted it meanwhile.
      guard let id = try revision(of: name) else { continue }
      found.append(ReferencedCommit(reference: name, commit: try commit(id)))
    }
    return found
  }

  func isAncestor(_ ancestor: ObjectID, of revision: ObjectID) throws(GitError) -> Bool {
    if ancestor == revision { return true }
    var above = ancestor.oid
    var below = revision.oid
    let code = git_graph_descendant_of(repository, &below, &above)
    if code == GIT_ENOTFOUND.rawValue { throw .unknownRevision("\(revision)") }
    try Library.check(code)
    return code == 1
  }
}
