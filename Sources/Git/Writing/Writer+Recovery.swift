extension Writer {
  /// Finishes what a killed writer has begun, and brings about again what a power failure may have undone.
  ///
  /// What somebody has made of it by hand since then stays. A record that cannot be brought about keeps none of the others
  /// from it, and stays in the log.
  ///
  /// - Parameter needsFiles: whether to throw where references are as they should be, and files or index are not.
  func recover(needsFiles: Bool) throws(GitError) {
    guard try log.isInterrupted() else {
      // A writer may have been killed before the log had anything.
      return index.release()
    }
    references.sweep()
    let records = try log.unfinished()
    let standing = Self.standing(records)
    // All objects first: a reference may name a commit of a later record already.
    let failures = [
      forEach(records) { (record) throws(GitError) in
        if let commit = record.commit { try PreparedCommit(again: commit, in: handle).objects.keep() }
      },
      forEach(records) { (record) throws(GitError) in try restore(record.move, isUndone: !standing.contains(record)) },
    ]
    if let failure = failures.compactMap(\.self).first { throw failure }
    do throws(GitError) {
      try restoreFiles(of: standing)
    } catch {
      if needsFiles { throw error }
      return
    }
    try log.settle()
    index.release()
  }

  /// Goes on after a failure, and answers the first.
  private func forEach(
    _ records: [LogRecord], _ body: (LogRecord) throws(GitError) -> Void
  ) -> GitError? {
    var failure: GitError?
    for record in records {
      do throws(GitError) {
        try body(record)
      } catch {
        failure = failure ?? error
      }
    }
    return failure
  }

  /// Without those after which somebody has moved the reference by hand, as a later record shows.
  private static func standing(_ records: [LogRecord]) -> [LogRecord] {
    var following: [String: ObjectID?] = [:]
    var standing: [LogRecord] = []
    for record in records.reversed() {
      if case .branch(let move) = record.move, let retired = move.retired {
        following[retired.reference] = .some(retired.id)
      }
      let move = record.move.reference
      if let next = following[move.name], next != move.new { continue }
      following[move.name] = .some(move.old)
      standing.append(record)
    }
    return standing.reversed()
  }

  private func restore(_ move: LogRecord.Move, isUndone: Bool) throws(GitError) {
    if !isUndone { try restore(move.reference) }
    guard case .branch(let move) = move, let retired = move.retired else { return }
    // One that is broken has come anew since then, in a later record.
    guard (try? handle.target(of: retired.reference)) == retired.id else { return }
    if isUndone { try retire(retired) } else if try hasHappened(move) { try retire(retired) }
  }

  /// Leaves alone what somebody else has moved since then.
  private func restore(_ move: ReferenceMove) throws(GitError) {
    let wasBroken = try references.removeBroken(move.name)
    let found = try handle.target(of: move.name)
    guard wasBroken || found == move.old, found != move.new else { return }
    if let new = move.new {
      try references.move(move.name, from: found, to: new)
    } else if let found {
      try references.delete(move.name, expecting: found)
    }
  }

  private func hasHappened(_ move: BranchMove) throws(GitError) -> Bool {
    guard let tip = try handle.target(of: move.branch) else { return false }
    do throws(GitError) {
      return try handle.isAncestor(move.new, of: tip)
    } catch .unknownRevision {
      return false
    }
  }

  private func restoreFiles(of records: [LogRecord]) throws(GitError) {
    let moves = records.compactMap(\.branchMove)
    guard !moves.isEmpty else { return }
    try index.acquire()
    guard let head = try checkedOut() else { return }
    let changes = try FileChanges(moves.filter { $0.branch == head.branch }, at: head.revision, handle)
    guard !changes.all.isEmpty else { return }
    // One move after the other: a file can be as any of them has left it.
    let mayBeBroken = log.isOlderThanBoot
    for change in changes.all { try workTree.apply([change], mayBeBroken: mayBeBroken) }
    let staged = try IndexFile(in: handle, orTreeOf: mayBeBroken ? head.revision : nil)
    try staged.begin(changes.latest.values.filter { changes.hasVersion(staged.entry($0.path), of: $0.path) })
    defer { staged.endWriting() }
    try staged.install()
  }

  private func checkedOut() throws(GitError) -> Head? {
    do throws(GitError) {
      return try handle.head()
    } catch .detached {
      return nil
    } catch .unborn {
      return nil
    }
  }
}

/// What moves of a branch have changed and nobody has changed again by hand.
private struct FileChanges {
  /// In their order.
  var all: [TreeChange] = []
  /// The last of each path.
  var latest: [String: TreeChange] = [:]

  init(_ moves: [BranchMove], at tip: ObjectID, _ handle: Handle) throws(GitError) {
    for move in moves { all += try handle.changes(from: move.old, to: move.new) }
    latest = Dictionary(all.map { ($0.path, $0) }) { $1 }
    for (path, change) in latest where try handle.file(path, at: tip) != change.new { latest[path] = nil }
    all.removeAll { latest[$0.path] == nil }
  }

  /// Whether one of the moves had a path so, and not somebody who has staged it.
  func hasVersion(_ file: TreeFile?, of path: String) -> Bool {
    all.contains { $0.path == path && ($0.old == file || $0.new == file) }
  }
}

extension LogRecord {
  fileprivate var branchMove: BranchMove? {
    if case .branch(let move) = move { move } else { nil }
  }
}
