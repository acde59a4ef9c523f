import CGit2

/// Makes trees that differ from one that is there, without an index.
///
/// The library's own function for it leaves empty folders behind where their last file is deleted.
struct TreeBuilder {
  let handle: Handle

  /// Throws `invalidPath`, `unknownPath` for what is to be deleted and is not there, and `obstructed`.
  func tree(_ changes: [String: Change], on base: ObjectID) throws(GitError) -> ObjectID {
    for path in changes.keys {
      try TreePath.check(path)
      for folder in TreePath.folders(of: path) where changes[folder] != nil { throw .obstructed(path) }
    }
    return try handle.withTree(of: base) { (tree) throws(GitError) in
      let sorted = changes.sorted { $0.key < $1.key }.map { Step(path: $0.key, rest: $0.key[...], change: $0.value) }
      if let id = try write(sorted[...], on: tree) { return id }
      return try emptyTree()
    }
  }

  private struct Step {
    let path: String
    /// What of the path lies below the tree that is being made.
    var rest: Substring
    let change: Change
  }

  /// Nil where nothing is left.
  private func write(_ steps: ArraySlice<Step>, on base: OpaquePointer?) throws(GitError) -> ObjectID? {
    let builder = try Library.make { git_treebuilder_new(&$0, handle.repository, base) }
    defer { git_treebuilder_free(builder) }
    var folders: [(name: String, steps: [Step])] = []
    for step in steps {
      guard let slash = step.rest.firstIndex(of: "/") else {
        try apply(step, to: builder)
        continue
      }
      let name = String(step.rest[..<slash])
      var inner = step
      inner.rest = step.rest[step.rest.index(after: slash)...]
      // Not in one run: `a/b`, `a-c` and `a/d` are sorted so.
      if let place = folders.firstIndex(where: { $0.name == name }) {
        folders[place].steps.append(inner)
      } else {
        folders.append((name, [inner]))
      }
    }
    for folder in folders { try replace(folder.name, folder.steps, in: builder) }
    guard git_treebuilder_entrycount(builder) > 0 else { return nil }
    var oid = git_oid()
    try Library.check(git_treebuilder_write(&oid, builder))
    return ObjectID(oid)
  }

  private func replace(_ name: String, _ steps: [Step], in builder: OpaquePointer) throws(GitError) {
    let old = git_treebuilder_get(builder, name)
    if let old, git_tree_entry_filemode(old) != GIT_FILEMODE_TREE { throw .obstructed(steps[0].path) }
    let id: ObjectID?
    if let old, let oid = git_tree_entry_id(old) {
      id = try handle.withTree(ObjectID(oid.pointee)) { (tree) throws(GitError) in try write(steps[...], on: tree) }
    } else {
      id = try write(steps[...], on: nil)
    }
    guard let id else {
      try Library.check(git_treebuilder_remove(builder, name))
      return
    }
    var oid = id.oid
    try Library.check(git_treebuilder_insert(nil, builder, name, &oid, GIT_FILEMODE_TREE))
  }

  private func apply(_ step: Step, to builder: OpaquePointer) throws(GitError) {
    let name = String(step.rest)
    let old = git_treebuilder_get(builder, name).map { git_tree_entry_filemode($0) }
    // A link or a repository is no file of text that somebody could have edited.
    guard old == nil || old == GIT_FILEMODE_BLOB || old == GIT_FILEMODE_BLOB_EXECUTABLE else {
      throw .obstructed(step.path)
    }
    switch step.change {
    case .delete:
      guard old != nil else { throw .unknownPath(step.path) }
      try Library.check(git_treebuilder_remove(builder, name))
    case .write(let bytes):
      var oid = git_oid()
      let code = bytes.withUnsafeBytes {
        git_blob_create_from_buffer(&oid, handle.repository, $0.baseAddress, $0.count)
      }
      try Library.check(code)
      try Library.check(git_treebuilder_insert(nil, builder, name, &oid, old ?? GIT_FILEMODE_BLOB))
    }
  }

  private func emptyTree() throws(GitError) -> ObjectID {
    let builder = try Library.make { git_treebuilder_new(&$0, handle.repository, nil) }
    defer { git_treebuilder_free(builder) }
    var oid = git_oid()
    try Library.check(git_treebuilder_write(&oid, builder))
    return ObjectID(oid)
  }
}
