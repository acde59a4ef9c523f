import CGit2
import Glibc

/// Changes a repository: references, and the branch that is checked out with its index and work tree.
///
/// A branch moves in this order, so that a crash at any moment leaves something that the next writer can finish: the new
/// objects, the journal, the branch, the files, the index, the journal's end. Until the branch has moved nothing has
/// happened; from then on everything will.
final class Writer {
  let handle: Handle
  let references: ReferenceFiles
  private let lock: WriterLock
  private let index: IndexLock
  private let journal: Journal
  private let workTree: WorkTree
  /// The index as the last move has left it; with ten thousand entries reading it takes a while.
  private var known: IndexFile?

  init(_ handle: Handle, waiting: Duration) {
    self.handle = handle
    lock = WriterLock(in: handle.gitFolder, waiting: waiting)
    index = IndexLock(lock, in: handle.gitFolder)
    references = ReferenceFiles(handle: handle, lock: lock)
    journal = Journal(in: handle.gitFolder)
    workTree = WorkTree(handle: handle)
  }

  /// Whether somebody is in the middle of a move, or was killed there.
  var isInterrupted: Bool { journal.exists || index.isOurs }

  /// Runs what no other writer may disturb.
  func alone<Result>(_ body: () throws(GitError) -> Result) throws(GitError) -> Result {
    try lock.acquire()
    defer { lock.release() }
    return try body()
  }

  /// Runs what moves a branch, after what a killed writer has left is finished.
  func moving<Result>(_ body: () throws(GitError) -> Result) throws(GitError) -> Result {
    try alone { () throws(GitError) in
      try recover()
      return try body()
    }
  }

  /// Finishes what a killed writer has left, unless somebody is just at work who will, or whose index is in the way.
  func recoverIfPossible() throws(GitError) {
    guard lock.exists else { return }
    do throws(GitError) {
      try moving {
        references.sweep()
        for name in ["journal.new", "index", "index.lock", "room"] { unlink("\(handle.gitFolder)writer.\(name)") }
      }
    } catch .busy {
      // Another writer is at it.
    } catch .indexLocked {
      // The next move says so.
    }
  }

  func checkMovable() throws(GitError) {
    try moving { () throws(GitError) in
      _ = try checkReady()
      try index.acquire()
      index.release()
    }
  }

  /// Makes a commit that no reference names yet.
  ///
  /// - Parameter prepare: what is to be synced along with it.
  func makeCommit(
    _ changes: [String: Change], on base: ObjectID, _ new: NewCommit,
    along prepare: (ObjectID, Syncing) throws(GitError) -> Void = { _, _ in }
  ) throws(GitError) -> ObjectID {
    let objects = NewObjects(in: handle)
    let made = try objects.addCommit(changes, on: base, new, handle)
    try prepare(made.id, objects.syncing)
    try objects.keep()
    handle.recent.remember(made.changes, objects.trees, from: base, to: made.id)
    return made.id
  }

  /// Throws where no branch can be moved now.
  func checkReady() throws(GitError) -> Head {
    if let work = UnfinishedWork(git_repository_state(handle.repository)) { throw .unfinished(work) }
    return try handle.head()
  }

  /// Moves the branch that is checked out, and what lies in the work tree along with it.
  func perform(_ move: BranchMove) throws(GitError) {
    let remembered = handle.recent.changes(from: move.old, to: move.new)
    let changes = if let remembered { remembered } else { try handle.changes(from: move.old, to: move.new) }
    for change in changes { try TreePath.check(change.path) }
    try index.acquire()
    defer { if !journal.exists { index.release() } }
    // Somebody may have begun a merge or gone to another branch before the index was held.
    let head = try checkReady()
    guard head.branch == move.branch, head.revision == move.old else {
      throw .referenceMoved(move.branch, found: head.branch == move.branch ? head.revision : nil)
    }
    let staged = try takeIndex()
    try HandEdits(workTree: workTree, index: staged, changes: changes).check()
    try checkRoom(for: changes, staged)
    try staged.begin(changes)
    defer { staged.endWriting() }
    do throws(GitError) {
      let syncing = Syncing()
      try journal.prepare(move, syncing)
      try references.prepare(move.new, syncing)
      try syncing.end()
      try journal.begin()
      try references.move(move.branch, from: move.old)
    } catch {
      // The branch may have moved, and only the word of it not have come through to the disk.
      if try handle.target(of: move.branch) == move.new { throw .incomplete(move.new, cause: error) }
      journal.remove()
      throw error
    }
    do throws(GitError) {
      try finish(move, changes, staged)
    } catch {
      throw .incomplete(move.new, cause: error)
    }
    known = staged
  }

  private func takeIndex() throws(GitError) -> IndexFile {
    defer { known = nil }
    if let known, known.isCurrent { return known }
    known = nil
    return try IndexFile(in: handle.gitFolder)
  }

  /// With room for everything that is still to be written, a full disk does not stop a move half-way.
  private func checkRoom(for changes: [TreeChange], _ index: IndexFile) throws(GitError) {
    var bytes = 2 * index.size + 1 << 16
    for change in changes {
      guard let new = change.new else { continue }
      bytes += try handle.size(of: new.blob) + 1 << 13
    }
    try SmallFile.checkRoom(for: bytes, at: handle.gitFolder + "writer.room")
  }

  private func finish(_ move: BranchMove, _ changes: [TreeChange], _ index: IndexFile) throws(GitError) {
    // What goes makes room for what comes: a folder can take the place of a file.
    for change in changes where change.new == nil { try workTree.apply(change) }
    for change in changes where change.new != nil { try workTree.apply(change) }
    let syncing = Syncing()
    if !changes.isEmpty { try index.install(syncing) }
    if let retired = move.retired { try retire(retired, syncing) }
    try syncing.end()
    journal.remove()
  }

  private func retire(_ retired: BranchMove.Retired, _ syncing: Syncing) throws(GitError) {
    do throws(GitError) {
      try references.delete(retired.reference, expecting: retired.id, syncing)
    } catch .referenceMoved {
      // It is gone, or says something new that nobody has accepted.
    }
  }

  /// Finishes what a killed writer has begun.
  private func recover() throws(GitError) {
    guard isInterrupted else { return }
    guard let move = try journal.read() else { return index.release() }
    try index.acquire()
    references.sweep()
    let tip = try handle.target(of: move.branch)
    if let tip, try handle.isAncestor(move.new, of: tip) {
      var changes = try handle.changes(from: move.old, to: move.new)
      if try isCheckedOut(move.branch) {
        // Somebody may have gone on by hand: what has changed again is theirs.
        for number in changes.indices.reversed()
        where try handle.file(changes[number].path, at: tip) != changes[number].new { changes.remove(at: number) }
      } else {
        changes = []
      }
      let index = try IndexFile(in: handle.gitFolder)
      try index.begin(changes)
      defer { index.endWriting() }
      try finish(move, changes, index)
    } else {
      journal.remove()
    }
    index.release()
  }

  private func isCheckedOut(_ branch: String) throws(GitError) -> Bool {
    do throws(GitError) {
      return try handle.head().branch == branch
    } catch .detached {
      return false
    } catch .unborn {
      return false
    }
  }
}

extension UnfinishedWork {
  init?(_ state: Int32) {
    switch git_repository_state_t(rawValue: UInt32(bitPattern: state)) {
    case GIT_REPOSITORY_STATE_NONE: return nil
    case GIT_REPOSITORY_STATE_MERGE: self = .merge
    case GIT_REPOSITORY_STATE_REVERT, GIT_REPOSITORY_STATE_REVERT_SEQUENCE: self = .revert
    case GIT_REPOSITORY_STATE_CHERRYPICK, GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE: self = .cherryPick
    case GIT_REPOSITORY_STATE_BISECT: self = .bisect
    case GIT_REPOSITORY_STATE_APPLY_MAILBOX, GIT_REPOSITORY_STATE_APPLY_MAILBOX_OR_REBASE: self = .mailbox
    default: self = .rebase
    }
  }
}
