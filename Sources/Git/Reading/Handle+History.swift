import CGit2

extension Handle {
  /// The newest commits that changed a file or folder, newest first.
  func log(of path: String, from revision: ObjectID, limit: Int) throws(GitError) -> [Commit] {
    let walk = try Library.make { git_revwalk_new(&$0, repository) }
    defer { git_revwalk_free(walk) }
    try Library.check(git_revwalk_sorting(walk, GIT_SORT_TIME.rawValue | GIT_SORT_TOPOLOGICAL.rawValue))
    var start = revision.oid
    guard git_revwalk_push(walk, &start) == 0 else { throw .unknownRevision("\(revision)") }
    var commits: [Commit] = []
    var known: [ObjectID: ObjectID?] = [:]
    var oid = git_oid()
    while commits.count < limit {
      let code = git_revwalk_next(&oid, walk)
      if code == GIT_ITEROVER.rawValue { break }
      try Library.check(code)
      let commit = try commit(ObjectID(oid))
      let here = try state(of: path, at: commit.id, &known)
      known[commit.id] = nil
      var isChange = here != nil || !commit.parents.isEmpty
      // A merge has changed what is unlike in all that it merged.
      for parent in commit.parents where try state(of: path, at: parent, &known) == here { isChange = false }
      if isChange { commits.append(commit) }
    }
    return commits
  }

  /// What a revision has at a path, looked up once for a commit and its children.
  private func state(
    of path: String, at revision: ObjectID, _ known: inout [ObjectID: ObjectID?]
  ) throws(GitError) -> ObjectID? {
    if let state = known[revision] { return state }
    let state = try withTree(of: revision) { (tree) throws(GitError) -> ObjectID? in
      guard !path.isEmpty else { return git_tree_id(tree).map { ObjectID($0.pointee) } }
      return try entry(of: path, in: tree)?.id
    }
    known[revision] = .some(state)
    return state
  }

  /// What differs between two revisions, sorted by path.
  func changes(from old: ObjectID, to new: ObjectID) throws(GitError) -> [TreeChange] {
    try withTree(of: old) { (before) throws(GitError) in
      try withTree(of: new) { (after) throws(GitError) in
        try changes(from: before, to: after)
      }
    }
  }

  private func changes(from old: OpaquePointer, to new: OpaquePointer) throws(GitError) -> [TreeChange] {
    var options = git_diff_options()
    try Library.check(git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION)))
    options.flags = GIT_DIFF_INCLUDE_TYPECHANGE.rawValue
    let diff = try Library.make { git_diff_tree_to_tree(&$0, repository, old, new, &options) }
    defer { git_diff_free(diff) }
    var changes: [TreeChange] = []
    for number in 0..<git_diff_num_deltas(diff) {
      guard let delta = git_diff_get_delta(diff, number)?.pointee, let path = delta.new_file.path else { continue }
      let name = String(cString: path)
      changes.append(
        TreeChange(path: name, old: TreeFile(name, delta.old_file), new: TreeFile(name, delta.new_file)))
    }
    return changes
  }
}

extension TreeFile {
  fileprivate init?(_ path: String, _ file: git_diff_file) {
    guard let form = Form(git_filemode_t(rawValue: UInt32(file.mode))) else { return nil }
    self.init(path: path, blob: ObjectID(file.id), form: form)
  }
}
