import CGit2

extension Handle {
  /// Makes a commit that no reference names yet.
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
    return ObjectID(oid)
  }
}
