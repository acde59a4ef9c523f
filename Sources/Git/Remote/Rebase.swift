import CGit2

/// Puts commits on top of others, in memory.
struct Rebase {
  let handle: Handle

  /// Makes the new commits and answers the last; throws `conflict`.
  ///
  /// Merges among the commits dissolve into what they merged, as with `git rebase`; a commit whose changes are there
  /// already goes.
  func rebase(_ tip: ObjectID, onto base: ObjectID) throws(GitError) -> ObjectID {
    var top = base
    for id in try commits(of: tip, without: base) {
      let commit = try handle.commit(id)
      guard commit.parents.count < 2 else { continue }
      let under = try handle.commit(top)
      let tree = try tree(of: commit, on: under)
      let isEmpty = try parentTree(of: commit) == commit.tree
      if tree != under.tree || isEmpty { top = try copy(id, tree, onto: top) }
    }
    return top
  }

  /// Oldest first.
  private func commits(of tip: ObjectID, without base: ObjectID) throws(GitError) -> [ObjectID] {
    let walk = try Library.make { git_revwalk_new(&$0, handle.repository) }
    defer { git_revwalk_free(walk) }
    try Library.check(git_revwalk_sorting(walk, GIT_SORT_TOPOLOGICAL.rawValue | GIT_SORT_REVERSE.rawValue))
    var start = tip.oid
    var end = base.oid
    try Library.check(git_revwalk_push(walk, &start))
    try Library.check(git_revwalk_hide(walk, &end))
    var ids: [ObjectID] = []
    var oid = git_oid()
    while true {
      let code = git_revwalk_next(&oid, walk)
      if code == GIT_ITEROVER.rawValue { return ids }
      try Library.check(code)
      ids.append(ObjectID(oid))
    }
  }

  private func parentTree(of commit: Commit) throws(GitError) -> ObjectID? {
    guard let parent = commit.parents.first else { return nil }
    return try handle.commit(parent).tree
  }

  private func tree(of commit: Commit, on under: Commit) throws(GitError) -> ObjectID {
    var options = git_merge_options()
    try Library.check(git_merge_options_init(&options, UInt32(GIT_MERGE_OPTIONS_VERSION)))
    let ours = try object(under.tree)
    defer { git_tree_free(ours) }
    let theirs = try object(commit.tree)
    defer { git_tree_free(theirs) }
    var ancestor: OpaquePointer?
    if let parent = try parentTree(of: commit) { ancestor = try object(parent) }
    defer { git_tree_free(ancestor) }
    let index = try Library.make { git_merge_trees(&$0, handle.repository, ancestor, ours, theirs, &options) }
    defer { git_index_free(index) }
    let conflicts = try conflicts(in: index)
    guard conflicts.isEmpty else { throw .conflict(conflicts) }
    var oid = git_oid()
    try Library.check(git_index_write_tree_to(&oid, index, handle.repository))
    return ObjectID(oid)
  }

  private func object(_ tree: ObjectID) throws(GitError) -> OpaquePointer {
    var oid = tree.oid
    return try Library.make { git_tree_lookup(&$0, handle.repository, &oid) }
  }

  private func conflicts(in index: OpaquePointer) throws(GitError) -> [String] {
    guard git_index_has_conflicts(index) != 0 else { return [] }
    var paths: Set<String> = []
    for number in 0..<git_index_entrycount(index) {
      guard let entry = git_index_get_byindex(index, number), git_index_entry_stage(entry) > 0,
        let path = entry.pointee.path
      else { continue }
      paths.insert(String(cString: path))
    }
    return paths.sorted()
  }

  /// The same words of the same people at the same time; only tree and parent are others.
  private func copy(_ id: ObjectID, _ tree: ObjectID, onto parent: ObjectID) throws(GitError) -> ObjectID {
    try handle.withCommit(id) { (commit) throws(GitError) in
      guard let author = git_commit_author(commit), let committer = git_commit_committer(commit),
        let text = git_commit_message_raw(commit)
      else { throw .unknownRevision("\(id)") }
      var above = parent.oid
      var pointer: OpaquePointer? = try Library.make { git_commit_lookup(&$0, handle.repository, &above) }
      defer { git_commit_free(pointer) }
      let encoding = git_commit_message_encoding(commit)
      var oid = git_oid()
      try handle.withTree(tree) { (tree) throws(GitError) in
        try Library.check(
          git_commit_create(&oid, handle.repository, nil, author, committer, encoding, text, tree, 1, &pointer))
      }
      return ObjectID(oid)
    }
  }
}
