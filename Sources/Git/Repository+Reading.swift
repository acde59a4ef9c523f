extension Repository {
  /// The branch that is checked out; throws `unborn` or `detached` where there is none with a commit.
  public func head() async throws(GitError) -> Head {
    try await reader.run { (handle) throws(GitError) in try handle.head() }
  }

  /// The commit that somebody means by a name, as `origin/main` or `v1~2`; throws `unknownRevision`.
  public func revision(_ name: String) async throws(GitError) -> ObjectID {
    try await reader.run { (handle) throws(GitError) in try handle.revision(name) }
  }

  /// The commit that a reference names; nil where there is none.
  public func revision(of reference: String) async throws(GitError) -> ObjectID? {
    try await reader.run { (handle) throws(GitError) in try handle.revision(of: reference) }
  }

  /// A commit by its id; throws `unknownRevision`.
  public func commit(_ id: ObjectID) async throws(GitError) -> Commit {
    try await reader.run { (handle) throws(GitError) in try handle.commit(id) }
  }

  /// What a revision has at a path; nil where it has no file there.
  public func file(_ path: String, at revision: ObjectID) async throws(GitError) -> TreeFile? {
    try await reader.run { (handle) throws(GitError) in try handle.file(path, at: revision) }
  }

  /// A file's bytes, and of a link where it leads; nil where the revision has no file of this path.
  public func bytes(of path: String, at revision: ObjectID) async throws(GitError) -> [UInt8]? {
    try await reader.run { (handle) throws(GitError) -> [UInt8]? in
      guard let file = try handle.file(path, at: revision), file.form != .submodule else { return nil }
      return try handle.bytes(of: file.blob)
    }
  }

  /// The bytes that a blob is.
  public func bytes(of blob: ObjectID) async throws(GitError) -> [UInt8] {
    try await reader.run { (handle) throws(GitError) in try handle.bytes(of: blob) }
  }

  /// All files below a folder, empty for all there are, in git's order; none where there is no folder.
  public func files(under folder: String = "", at revision: ObjectID) async throws(GitError) -> [TreeFile] {
    try await reader.run { (handle) throws(GitError) in try handle.files(under: folder, at: revision) }
  }

  /// What differs between two revisions, sorted by path; a renamed file is one that went and one that came.
  public func changes(from old: ObjectID, to new: ObjectID) async throws(GitError) -> [TreeChange] {
    if let changes = recent.changes(from: old, to: new) { return changes }
    return try await reader.run { (handle) throws(GitError) in try handle.changes(from: old, to: new) }
  }

  /// Whether a revision has grown out of another, or is the same.
  public func isAncestor(_ ancestor: ObjectID, of revision: ObjectID) async throws(GitError) -> Bool {
    try await reader.run { (handle) throws(GitError) in try handle.isAncestor(ancestor, of: revision) }
  }

  /// The newest commits that changed a file or folder, newest first.
  ///
  /// Reads back through the history until it has found `limit` of them.
  public func log(of path: String, from revision: ObjectID, limit: Int) async throws(GitError) -> [Commit] {
    try await reader.run { (handle) throws(GitError) in try handle.log(of: path, from: revision, limit: limit) }
  }

  /// The references whose names begin with `prefix` and the commits that they name, sorted by name.
  public func references(under prefix: String) async throws(GitError) -> [ReferencedCommit] {
    try await reader.run { (handle) throws(GitError) in try handle.references(under: prefix) }
  }

  /// The last revisions from which two others have both grown, several where they were merged crosswise.
  ///
  /// None where they have nothing in common, or where a shallow clone does not reach so far.
  public func mergeBases(of one: ObjectID, and other: ObjectID) async throws(GitError) -> [ObjectID] {
    try await reader.run { (handle) throws(GitError) in try handle.mergeBases(of: one, and: other) }
  }

  /// What the work tree has otherwise than the commit that is checked out, sorted by path: what was edited, staged, removed,
  /// and what is new and not ignored.
  public func uncommitted() async throws(GitError) -> [TreeChange] {
    try await reader.run { (handle) throws(GitError) in try handle.uncommitted() }
  }
}
