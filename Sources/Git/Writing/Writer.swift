import CGit2
import Glibc

/// Changes a repository: references, and the branch that is checked out with its index and work tree.
///
/// Each step goes in this order, so that a crash at any moment leaves something that the next writer can finish: what needs
/// room on the disk, the log, the new objects, the reference, the files, the index, the word in the log that it is finished.
/// Until the log has it nothing has happened; from then on everything will.
final class Writer {
  let handle: Handle
  let references: ReferenceFiles
  let index: IndexLock
  let log: WriteAheadLog
  let workTree: WorkTree
  private let lock: WriterLock
  /// The index as the last move has left it; with ten thousand entries reading it takes a while.
  private var known: IndexFile?
  /// Commits that are on disk, or that the log has.
  private var certain: [ObjectID] = []

  init(_ handle: Handle, waiting: Duration) {
    self.handle = handle
    lock = WriterLock(in: handle.gitFolder, waiting: waiting)
    index = IndexLock(lock, in: handle.gitFolder)
    references = ReferenceFiles(handle: handle, lock: lock)
    log = WriteAheadLog(handle)
    workTree = WorkTree(handle: handle)
  }

  /// Runs what no other writer may disturb, after what a killed one has left is finished.
  ///
  /// - Parameter needsFiles: whether files and index must have followed the branch, too.
  func alone<Result>(needsFiles: Bool = true, _ body: () throws(GitError) -> Result) throws(GitError) -> Result {
    try lock.acquire()
    defer { lock.release() }
    try recover(needsFiles: needsFiles)
    return try body()
  }

  /// Finishes what a killed writer has left, unless somebody is just at work who will, or whose index is in the way.
  func recoverIfPossible() throws(GitError) {
    guard lock.exists else { return }
    do throws(GitError) {
      try alone { () throws(GitError) in
        references.sweep()
        for name in ["index", "index.lock", "room"] { unlink("\(handle.gitFolder)writer.\(name)") }
      }
    } catch .busy {
      // Another writer is at it.
    } catch .indexLocked {
      // The next move says so.
    } catch .io(_, _, let code) where code == EACCES || code == EROFS {
      // Who may only read finishes nothing.
    }
  }

  /// Nil where everything is on disk in its own place, or there has never been a writer.
  func mark() throws(GitError) -> WriteAheadLog.Mark? {
    guard lock.exists else { return nil }
    return try alone { () throws(GitError) in try log.mark() }
  }

  func clear(_ mark: WriteAheadLog.Mark) throws(GitError) {
    try alone { () throws(GitError) in try log.clear(mark) }
  }

  /// Has everything in the log brought about again.
  func distrust() throws(GitError) {
    try alone(needsFiles: false) { () throws(GitError) in try log.distrust() }
  }

  func checkMovable() throws(GitError) {
    try alone { () throws(GitError) in
      _ = try checkReady()
      try index.acquire()
      index.release()
    }
  }

  /// Throws where no branch can be moved now.
  func checkReady() throws(GitError) -> Head {
    if let work = UnfinishedWork(git_repository_state(handle.repository)) { throw .unfinished(work) }
    return try handle.head()
  }

  /// Has a reference name something else, or nothing; what fails until then has not happened.
  ///
  /// - Parameter objects: what the reference leads to, and has not been kept yet.
  func move(_ record: LogRecord, _ objects: NewObjects?) throws(GitError) {
    let reference = record.move.reference
    let decide = { [self] () throws(GitError) in
      if let base = record.commit?.base { try makeCertain(base) }
      try log.append(record)
      try objects?.keep()
      if let new = reference.new { certain = certain.suffix(100) + [new] }
    }
    do throws(GitError) {
      if let new = reference.new {
        try references.move(reference.name, from: reference.old, to: new, decide: decide)
      } else if let old = reference.old {
        try references.delete(reference.name, expecting: old, decide: decide)
      }
    } catch {
      log.retract()
      throw error
    }
  }

  /// Moves the branch that is checked out, and what lies in the work tree along with it.
  ///
  /// - Parameter new: the commit that it moves to, where that is not kept yet.
  func perform(_ move: BranchMove, _ new: PreparedCommit? = nil) throws(GitError) {
    let remembered = new?.differences ?? handle.recent.changes(from: move.old, to: move.new)
    let changes = if let remembered { remembered } else { try handle.changes(from: move.old, to: move.new) }
    for change in changes { try TreePath.check(change.path) }
    try index.acquire()
    var isFinished = true
    defer { if isFinished { index.release() } }
    // Somebody may have begun a merge or gone to another branch before the index was held.
    let head = try checkReady()
    guard head.branch == move.branch, head.revision == move.old else {
      throw .referenceMoved(move.branch, found: head.branch == move.branch ? head.revision : nil)
    }
    let staged = try takeIndex()
    try HandEdits(workTree: workTree, index: staged, changes: changes).check()
    try checkRoom(for: changes, new, staged)
    try staged.begin(changes)
    defer { staged.endWriting() }
    try self.move(LogRecord(commit: new?.made, move: .branch(move)), new?.objects)
    do throws(GitError) {
      try workTree.apply(changes)
      if !changes.isEmpty { try staged.install() }
      if let retired = move.retired { try retire(retired) }
      log.finish()
    } catch {
      isFinished = false
      throw .incomplete(move.new, cause: error)
    }
    known = staged
  }

  /// Syncs a commit of other gits, which may keep theirs in memory, before the log has one that is made from it.
  private func makeCertain(_ commit: ObjectID) throws(GitError) {
    guard !certain.contains(commit) else { return }
    try FileSystem.sync(String(cString: git_repository_commondir(handle.repository)))
    certain = certain.suffix(100) + [commit]
  }

  private func takeIndex() throws(GitError) -> IndexFile {
    defer { known = nil }
    if let known, known.isCurrent { return known }
    known = nil
    return try IndexFile(in: handle)
  }

  /// With room for everything that is still to be written, a full disk does not stop a move half-way.
  private func checkRoom(
    for changes: [TreeChange], _ commit: PreparedCommit?, _ index: IndexFile
  ) throws(GitError) {
    var bytes = 2 * index.size + 1 << 16
    for change in changes {
      guard let new = change.new else { continue }
      if case .write(let text)? = commit?.made.changes[change.path] {
        bytes += text.count
      } else {
        bytes += try handle.size(of: new.blob)
      }
      bytes += 1 << 13
    }
    try SmallFile.checkRoom(for: bytes, at: handle.gitFolder + "writer.room")
  }

  func retire(_ retired: BranchMove.Retired) throws(GitError) {
    do throws(GitError) {
      try references.delete(retired.reference, expecting: retired.id)
    } catch .referenceMoved {
      // It is gone, or says something new that nobody has accepted.
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
