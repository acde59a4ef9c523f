import CGit2

/// Makes a repository, or the first commit of one that has none.
struct NewRepository {
  let path: String
  let branch: String

  func make(_ first: NewCommit) throws(GitError) {
    _ = Library.start
    let repository = try open()
    defer { git_repository_free(repository) }
    guard git_repository_is_empty(repository) == 1 || git_repository_head_unborn(repository) == 1 else {
      throw .alreadyExists(path: path)
    }
    try keepBytes(in: repository)
    let tree = try addAll(to: repository)
    let handle = try Handle(at: path)
    let reference = try Library.make { git_reference_lookup(&$0, repository, "HEAD") }
    defer { git_reference_free(reference) }
    guard let target = git_reference_symbolic_target(reference) else { throw .alreadyExists(path: path) }
    for name in ["HEAD", String(cString: target)] { git_reference_ensure_log(repository, name) }
    let writer = Writer(handle, waiting: Repository.patience)
    try writer.alone { () throws(GitError) in
      let objects = NewObjects(in: handle)
      let commit = CommitText.whole(first, tree: tree, parent: nil)
      let id = try objects.add(Array(commit.utf8), as: GIT_OBJECT_COMMIT)
      try objects.keep()
      try writer.references.move(String(cString: target), from: nil, to: id)
    }
    try FileSystem.sync(handle.gitFolder)
  }

  /// Not what lies further up: the folder may be part of another repository, and gets one of its own all the same.
  private func open() throws(GitError) -> OpaquePointer {
    var repository: OpaquePointer?
    let code = git_repository_open_ext(&repository, path, GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue, nil)
    if code == 0, let repository { return repository }
    if code == GIT_EOWNER.rawValue { throw .foreignOwner(path: path) }
    guard code == GIT_ENOTFOUND.rawValue else { throw GitError(code: code) }
    var options = git_repository_init_options()
    try Library.check(git_repository_init_options_init(&options, UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION)))
    options.flags = GIT_REPOSITORY_INIT_MKPATH.rawValue | GIT_REPOSITORY_INIT_NO_REINIT.rawValue
    let pointer = branch.withCString { name in
      options.initial_head = name
      var made: OpaquePointer?
      let code = git_repository_init_ext(&made, path, &options)
      return (code, made)
    }
    try Library.check(pointer.0)
    guard let made = pointer.1 else { throw .notRepository(path: path) }
    return made
  }

  /// Whatever the system's configuration says of line ends.
  private func keepBytes(in repository: OpaquePointer) throws(GitError) {
    let configuration = try Library.make { git_repository_config(&$0, repository) }
    defer { git_config_free(configuration) }
    try Library.check(git_config_set_string(configuration, "core.autocrlf", "false"))
  }

  private func addAll(to repository: OpaquePointer) throws(GitError) -> ObjectID {
    let index = try Library.make { git_repository_index(&$0, repository) }
    defer { git_index_free(index) }
    try Library.check(git_index_add_all(index, nil, 0, nil, nil))
    try Library.check(git_index_write(index))
    var oid = git_oid()
    try Library.check(git_index_write_tree(&oid, index))
    return ObjectID(oid)
  }
}
