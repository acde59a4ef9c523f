import CGit2

extension Handle {
  func withCommit<Result>(
    _ id: ObjectID, _ body: (OpaquePointer) throws(GitError) -> Result
  ) throws(GitError) -> Result {
    var oid = id.oid
    var commit: OpaquePointer?
    let code = git_commit_lookup(&commit, repository, &oid)
    if code == GIT_ENOTFOUND.rawValue || code == GIT_EINVALIDSPEC.rawValue { throw .unknownRevision("\(id)") }
    try Library.check(code)
    guard let commit else { throw .unknownRevision("\(id)") }
    defer { git_commit_free(commit) }
    return try body(commit)
  }

  func withTree<Result>(
    of revision: ObjectID, _ body: (OpaquePointer) throws(GitError) -> Result
  ) throws(GitError) -> Result {
    try withCommit(revision) { (commit) throws(GitError) in
      let tree = try Library.make { git_commit_tree(&$0, commit) }
      defer { git_tree_free(tree) }
      return try body(tree)
    }
  }

  func withTree<Result>(
    _ id: ObjectID, _ body: (OpaquePointer) throws(GitError) -> Result
  ) throws(GitError) -> Result {
    var oid = id.oid
    let tree = try Library.make { git_tree_lookup(&$0, repository, &oid) }
    defer { git_tree_free(tree) }
    return try body(tree)
  }

  func commit(_ id: ObjectID) throws(GitError) -> Commit {
    try withCommit(id) { Commit($0, id) }
  }

  /// What a tree has at a path, be it a file or a folder.
  func entry(of path: String, in tree: OpaquePointer) throws(GitError) -> (id: ObjectID, mode: git_filemode_t)? {
    var entry: OpaquePointer?
    let code = git_tree_entry_bypath(&entry, tree, path)
    if code == GIT_ENOTFOUND.rawValue { return nil }
    try Library.check(code)
    defer { git_tree_entry_free(entry) }
    guard let entry, let id = git_tree_entry_id(entry) else { return nil }
    return (ObjectID(id.pointee), git_tree_entry_filemode(entry))
  }

  func file(_ path: String, at revision: ObjectID) throws(GitError) -> TreeFile? {
    guard let entry = try entry(of: path, at: revision), case .file(let form) = entry.form else { return nil }
    return TreeFile(path: path, blob: entry.id, form: form)
  }

  /// What a revision has at a path; nil for nothing.
  private func entry(of path: String, at revision: ObjectID) throws(GitError) -> TreeObject.Entry? {
    guard !path.isEmpty else { return nil }
    var entry: TreeObject.Entry?
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      if let entry, entry.form != .folder { return nil }
      let tree = if let entry { entry.id } else { try commit(revision).tree }
      entry = try TreeObject(bytes: bytes(ofTree: tree)).entry(String(part))
      if entry == nil { return nil }
    }
    return entry
  }

  func bytes(of blob: ObjectID) throws(GitError) -> [UInt8] {
    var oid = blob.oid
    let object = try Library.make { git_blob_lookup(&$0, repository, &oid) }
    defer { git_blob_free(object) }
    return Array(UnsafeRawBufferPointer(start: git_blob_rawcontent(object), count: Int(git_blob_rawsize(object))))
  }

  /// A tree as git keeps it.
  func bytes(ofTree tree: ObjectID) throws(GitError) -> [UInt8] {
    if let bytes = recent.tree(tree) { return bytes }
    let database = try Library.make { git_repository_odb(&$0, repository) }
    defer { git_odb_free(database) }
    var oid = tree.oid
    let object = try Library.make { git_odb_read(&$0, database, &oid) }
    defer { git_odb_object_free(object) }
    guard git_odb_object_type(object) == GIT_OBJECT_TREE else { throw .unknownRevision("\(tree)") }
    return Array(UnsafeRawBufferPointer(start: git_odb_object_data(object), count: git_odb_object_size(object)))
  }

  /// In bytes.
  func size(of blob: ObjectID) throws(GitError) -> Int {
    let database = try Library.make { git_repository_odb(&$0, repository) }
    defer { git_odb_free(database) }
    var oid = blob.oid
    var size = 0
    var type = GIT_OBJECT_BLOB
    try Library.check(git_odb_read_header(&size, &type, database, &oid))
    return size
  }

  /// All files below a folder, in git's order.
  func files(under folder: String, at revision: ObjectID) throws(GitError) -> [TreeFile] {
    var files: [TreeFile] = []
    if folder.isEmpty {
      try withTree(of: revision) { (tree) throws(GitError) in try collect(tree, "", into: &files) }
    } else if let entry = try entry(of: folder, at: revision), entry.form == .folder {
      try withTree(entry.id) { (tree) throws(GitError) in try collect(tree, folder + "/", into: &files) }
    }
    return files
  }

  private func collect(_ tree: OpaquePointer, _ prefix: String, into files: inout [TreeFile]) throws(GitError) {
    for number in 0..<git_tree_entrycount(tree) {
      guard let entry = git_tree_entry_byindex(tree, number), let id = git_tree_entry_id(entry),
        let name = git_tree_entry_name(entry)
      else { continue }
      let path = prefix + String(cString: name)
      let mode = git_tree_entry_filemode(entry)
      if mode == GIT_FILEMODE_TREE {
        try withTree(ObjectID(id.pointee)) { (tree) throws(GitError) in try collect(tree, path + "/", into: &files) }
      } else if let form = TreeFile.Form(mode) {
        files.append(TreeFile(path: path, blob: ObjectID(id.pointee), form: form))
      }
    }
  }
}

extension TreeFile.Form {
  init?(_ mode: git_filemode_t) {
    switch mode {
    case GIT_FILEMODE_BLOB: self = .file
    case GIT_FILEMODE_BLOB_EXECUTABLE: self = .executable
    case GIT_FILEMODE_LINK: self = .link
    case GIT_FILEMODE_COMMIT: self = .submodule
    default: return nil
    }
  }

  var mode: git_filemode_t {
    switch self {
    case .file: GIT_FILEMODE_BLOB
    case .executable: GIT_FILEMODE_BLOB_EXECUTABLE
    case .link: GIT_FILEMODE_LINK
    case .submodule: GIT_FILEMODE_COMMIT
    }
  }
}
