/// A git repository with a work tree that people edit by hand, too.
///
/// One handle reads and one writes, each on a thread of its own. What is written outlives any failure once a call returns: a
/// log of the writer is on disk, and everything else soon after. Several repositories, of one or more processes, may have the
/// same one open, beside people who use git; writers wait for one another. Paths are from the root of the repository, as git
/// has them. Bytes are neither converted nor filtered.
public final class Repository: Sendable {
  /// How long a call waits for others who write.
  public static let patience = Duration.seconds(5)

  /// The work tree, without a slash at its end.
  public let root: String
  /// The folder that was opened, from the root; empty for the root itself.
  public let folder: String
  let reader: Worker<Handle>
  let writer: Worker<Writer>
  let recent: RecentCommits
  let quiet = Quiet()
  /// For syncing, while others write.
  let disk: Worker<Void>
  /// For programs, which take long.
  let programs: Worker<GitProgram>
  private let running: RunningPrograms

  /// Finds the repository that a folder lies in, and finishes what a killed writer has left.
  ///
  /// Throws `notRepository`, `bare`, `foreignOwner` and `ignored`. A repository where no branch can be moved opens all the
  /// same; `checkReady` says why.
  public static func open(at path: String, waiting: Duration = patience) async throws(GitError) -> Repository {
    let recent = RecentCommits()
    let reader = Worker<Handle>("git reader")
    let (root, folder) = try await reader.open { () throws(GitError) in
      try Handle(at: path, recent: recent)
    } _: {
      ($0.root, $0.folder)
    }
    let writer = Worker<Writer>("git writer")
    try await writer.open { () throws(GitError) in
      Writer(try Handle(at: path, recent: recent), waiting: waiting)
    } _: { (writer) throws(GitError) in
      try writer.recoverIfPossible()
    }
    let programs = Worker<GitProgram>("git programs")
    let running = RunningPrograms()
    try await programs.open {
      GitProgram(folder: root, running: running)
    } _: { _ in
    }
    let disk = Worker<Void>("git disk")
    try await disk.open {
    } _: { _ in
    }
    let repository = Repository(root, folder, reader, writer, disk, recent, programs, running)
    // One that was killed may have left something to sync.
    repository.settleLater()
    return repository
  }

  /// Makes a repository of a folder, with a first commit of every file that `.gitignore` does not name.
  ///
  /// Throws `alreadyExists` where the folder is the root of a repository that has a commit.
  public static func create(
    at path: String, branch: String = "main", _ first: NewCommit, waiting: Duration = patience
  ) async throws(GitError) -> Repository {
    try await Worker<Void>("git maker").open { () throws(GitError) in
      try NewRepository(path: path, branch: branch).make(first)
    } _: {
    }
    return try await open(at: path, waiting: waiting)
  }

  private init(
    _ root: String, _ folder: String, _ reader: Worker<Handle>, _ writer: Worker<Writer>,
    _ disk: Worker<Void>, _ recent: RecentCommits, _ programs: Worker<GitProgram>, _ running: RunningPrograms
  ) {
    self.root = root
    self.folder = folder
    self.disk = disk
    self.reader = reader
    self.writer = writer
    self.recent = recent
    self.programs = programs
    self.running = running
  }

  /// Ends the program `git` that is running, if one is, and lets no other begin: what needs one throws `closed`.
  public func endPrograms() { running.end() }

  /// Lets the repository go, once what runs is done; later calls throw `closed`.
  public func close() async {
    await settle()
    await disk.close()
    await reader.close()
    await writer.close()
    await programs.close()
  }

  /// Throws what keeps the branch from being moved: `unborn`, `detached`, `unfinished` or `indexLocked`.
  public func checkReady() async throws(GitError) {
    try await writer.run { (writer) throws(GitError) in try writer.checkMovable() }
  }

  // MARK: Writing

  /// Keeps changes as one commit whose parent is `base`, and has a reference name it.
  ///
  /// `old` is the commit that the reference names now; nil where there must be none. Branches, index and work tree stay
  /// as they are. Throws `referenceMoved`, `unknownRevision`, `invalidPath`, `invalidReference` (also for branches),
  /// `unknownPath` for a deletion of nothing, `obstructed` where a path leads through a file or names a folder or link.
  public func commit(
    _ changes: [String: Change], onto base: ObjectID, to reference: String, replacing old: ObjectID? = nil,
    _ commit: NewCommit
  ) async throws(GitError) -> ObjectID {
    try await write { (writer) throws(GitError) in
      try writer.commit(changes, onto: base, to: reference, replacing: old, commit)
    }
  }

  /// Adds one commit to the branch that is checked out, and brings the changed paths into work tree and index.
  ///
  /// Everything else that somebody has edited or staged stays as it is. `reference`, which now names `id`, goes in the same
  /// step: where the commit is, it is not. A kill at any moment leaves all of it undone, or what the next opening finishes.
  /// Throws `referenceMoved` where `head` is no longer the branch's commit, and `dirty` where somebody has edited one of the
  /// paths without committing, besides what `commit` and `checkReady` throw.
  public func advance(
    _ changes: [String: Change], from head: ObjectID, _ commit: NewCommit,
    retiring reference: (name: String, id: ObjectID)? = nil
  ) async throws(GitError) -> ObjectID {
    try await write { (writer) throws(GitError) in
      let retired = reference.map { BranchMove.Retired(reference: $0.name, id: $0.id) }
      return try writer.advance(changes, from: head, retiring: retired, commit)
    }
  }

  /// The same with a commit that is there already; throws `referenceMoved` where its one parent is not the branch's commit.
  public func advance(
    to commit: ObjectID, retiring reference: (name: String, id: ObjectID)? = nil
  ) async throws(GitError) {
    try await write { (writer) throws(GitError) in
      try writer.advance(to: commit, retiring: reference.map { BranchMove.Retired(reference: $0.name, id: $0.id) })
    }
  }

  /// Deletes a reference that is no branch; throws `referenceMoved` where it does not name `old`.
  public func delete(_ reference: String, expecting old: ObjectID) async throws(GitError) {
    try await write { (writer) throws(GitError) in try writer.delete(reference, expecting: old) }
  }
}
