import CGit2
import Glibc

extension Handle {
  /// Makes a commit that no reference names yet.
  func makeCommit(
    _ changes: [String: Change], on base: ObjectID, _ commit: NewCommit
  ) throws(GitError) -> ObjectID {
    let tree = try TreeBuilder(handle: self).tree(changes, on: base)
    return try makeCommit(tree, parents: [base], commit)
  }

  func makeCommit(_ tree: ObjectID, parents: [ObjectID], _ commit: NewCommit) throws(GitError) -> ObjectID {
    try CommitText.withSignature(commit.author) { (author) throws(GitError) in
      try CommitText.withSignature(commit.committer) { (committer) throws(GitError) in
        try makeCommit(tree, parents, author, committer, CommitText.text(of: commit), encoding: nil)
      }
    }
  }

  func makeCommit(
    _ tree: ObjectID, _ parents: [ObjectID], _ author: UnsafePointer<git_signature>,
    _ committer: UnsafePointer<git_signature>, _ text: UnsafePointer<CChar>, encoding: UnsafePointer<CChar>?
  ) throws(GitError) -> ObjectID {
    var pointers: [OpaquePointer?] = []
    defer { for pointer in pointers { git_commit_free(pointer) } }
    for parent in parents {
      var oid = parent.oid
      pointers.append(try Library.make { git_commit_lookup(&$0, repository, &oid) })
    }
    var oid = git_oid()
    try withTree(tree) { (tree) throws(GitError) in
      try Library.check(
        git_commit_create(&oid, repository, nil, author, committer, encoding, text, tree, pointers.count, &pointers))
    }
    // The library syncs files and the folders that hold them, but not the folder that holds a new folder.
    try FolderSync.sync(String(cString: git_repository_commondir(repository)) + "objects")
    return ObjectID(oid)
  }

  /// Has a reference name `new` if it names `old`, nil for nothing; durably.
  ///
  /// Throws `referenceMoved` where it does not, and `busy` where another git holds it for longer than `waiting`.
  func move(
    _ reference: String, from old: ObjectID?, to new: ObjectID, _ reason: String, waiting: Duration
  ) throws(GitError) {
    var new = new.oid
    let code = try patiently(waiting) { () throws(GitError) in
      var result: OpaquePointer?
      defer { git_reference_free(result) }
      guard let old else {
        return git_reference_create_matching(&result, repository, reference, &new, 0, nil, reason)
      }
      var expected = old.oid
      return git_reference_create_matching(&result, repository, reference, &new, 1, &expected, reason)
    }
    switch code {
    case GIT_EMODIFIED.rawValue, GIT_EEXISTS.rawValue, GIT_ENOTFOUND.rawValue:
      throw .referenceMoved(reference, found: try revision(of: reference))
    case GIT_EINVALIDSPEC.rawValue: throw .invalidReference(reference)
    default: try Library.check(code)
    }
    try syncFolders(of: reference)
  }

  func delete(_ reference: String, expecting old: ObjectID, waiting: Duration) throws(GitError) {
    let code = try patiently(waiting) { () throws(GitError) in
      let pointer: OpaquePointer
      do throws(GitError) {
        pointer = try Library.make { git_reference_lookup(&$0, repository, reference) }
      } catch .engine(GIT_ENOTFOUND.rawValue, _) {
        return GIT_ENOTFOUND.rawValue
      }
      defer { git_reference_free(pointer) }
      guard let id = git_reference_target(pointer), ObjectID(id.pointee) == old else { return GIT_EMODIFIED.rawValue }
      return git_reference_delete(pointer)
    }
    switch code {
    case GIT_EMODIFIED.rawValue, GIT_ENOTFOUND.rawValue:
      throw .referenceMoved(reference, found: try revision(of: reference))
    default: try Library.check(code)
    }
    try syncFolders(of: reference)
  }

  /// Calls again while another git holds a lock.
  private func patiently(_ waiting: Duration, _ call: () throws(GitError) -> Int32) throws(GitError) -> Int32 {
    let start = ContinuousClock.now
    while true {
      let code = try call()
      guard code == GIT_ELOCKED.rawValue, ContinuousClock.now - start < waiting else { return code }
      usleep(2_000)
    }
  }

  private func syncFolders(of reference: String) throws(GitError) {
    let base = String(cString: git_repository_commondir(repository))
    for folder in TreePath.folders(of: reference).reversed() { try FolderSync.sync(base + folder) }
  }
}

/// Has what a folder lists on disk.
enum FolderSync {
  /// Does nothing for a folder that is not there: git removes those that become empty.
  static func sync(_ path: String) throws(GitError) {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder < 0, errno == ENOENT { return }
    guard folder >= 0 else { throw GitError(operation: "open", path: path) }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw GitError(operation: "sync", path: path) }
  }
}
