import CGit2

extension Handle {
  func mergeBases(of one: ObjectID, and other: ObjectID) throws(GitError) -> [ObjectID] {
    var (first, second) = (one.oid, other.oid)
    var bases = git_oidarray()
    let code = git_merge_bases(&bases, repository, &first, &second)
    // At the end of a shallow clone the search fails, since the commits that others name are not there.
    if code == GIT_ENOTFOUND.rawValue || code < 0 && git_repository_is_shallow(repository) == 1 { return [] }
    try Library.check(code)
    defer { git_oidarray_dispose(&bases) }
    return UnsafeBufferPointer(start: bases.ids, count: bases.count).map { ObjectID($0) }
  }

  /// What the work tree has otherwise than the commit that is checked out, sorted by path.
  func uncommitted() throws(GitError) -> [TreeChange] {
    let head = try revision("HEAD")
    let paths = try withTree(of: head) { (tree) throws(GitError) in try self.paths(differingFrom: tree) }
    var changes: [TreeChange] = []
    for path in paths {
      let new: TreeFile? =
        switch try WorkTree(handle: self).find(path) {
        case .file(let blob): TreeFile(path: path, blob: blob, form: .file)
        case .link(let blob): TreeFile(path: path, blob: blob, form: .link)
        case .nothing, .folder, .other, .blocked: nil
        }
      changes.append(TreeChange(path: path, old: try file(path, at: head), new: new))
    }
    return changes
  }

  private func paths(differingFrom tree: OpaquePointer) throws(GitError) -> [String] {
    var options = git_diff_options()
    try Library.check(git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION)))
    options.flags =
      GIT_DIFF_INCLUDE_UNTRACKED.rawValue | GIT_DIFF_RECURSE_UNTRACKED_DIRS.rawValue
      | GIT_DIFF_INCLUDE_TYPECHANGE.rawValue
    let diff = try Library.make { git_diff_tree_to_workdir_with_index(&$0, repository, tree, &options) }
    defer { git_diff_free(diff) }
    var paths: [String] = []
    for number in 0..<git_diff_num_deltas(diff) {
      guard let delta = git_diff_get_delta(diff, number)?.pointee else { continue }
      // What lies in a repository inside of this one is its own.
      guard let path = (delta.new_file.path ?? delta.old_file.path).map({ String(cString: $0) }), !path.hasSuffix("/")
      else { continue }
      paths.append(path)
    }
    return paths
  }
}
