extension Writer {
  /// Finishes what a killed writer has begun, and brings about again what a power failure may have undone.
  ///
  /// What somebody has made of it by hand since then stays.
  func recover() throws(GitError) {
    guard try log.isInterrupted() else {
      // A writer may have been killed before the log had anything.
      return index.release()
    }
    let records = try log.unfinished()
    for record in records {
      if let commit = record.commit { try PreparedCommit(again: commit, in: handle).objects.keep() }
    }
    let moves = records.compactMap(\.branchMove)
    if !moves.isEmpty { try index.acquire() }
    references.sweep()
    for record in records { try restore(record.move) }
    try restoreFiles(moves)
    try log.settle()
    index.release()
  }

  private func restore(_ move: LogRecord.Move) throws(GitError) {
    switch move {
    case .reference(let move): try restore(move)
    case .branch(let move):
      try restore(ReferenceMove(name: move.branch, old: move.old, new: move.new))
      if let retired = move.retired, try hasHappened(move) { try retire(retired) }
    }
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
    return try handle.isAncestor(move.new, of: tip)
  }

  private func restoreFiles(_ moves: [BranchMove]) throws(GitError) {
    var changes: [TreeChange] = []
    for move in moves {
      guard try isCheckedOut(move.branch), try hasHappened(move) else { continue }
      changes += try handle.changes(from: move.old, to: move.new)
    }
    guard let last = moves.last, !changes.isEmpty, let tip = try handle.target(of: last.branch) else { return }
    // Somebody may have gone on by hand: what has changed again is theirs.
    let latest = Dictionary(changes.map { ($0.path, $0) }) { $1 }
    var theirs: Set<String> = []
    for (path, change) in latest where try handle.file(path, at: tip) != change.new { theirs.insert(path) }
    changes.removeAll { theirs.contains($0.path) }
    // One move after the other: a file can be as any of them has left it.
    let mayBeBroken = log.isOlderThanBoot
    for change in changes { try workTree.apply([change], mayBeBroken: mayBeBroken) }
    let staged = try IndexFile(in: handle, orTreeOf: mayBeBroken ? tip : nil)
    try staged.begin(latest.values.filter { !theirs.contains($0.path) })
    try staged.install()
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

extension LogRecord {
  fileprivate var branchMove: BranchMove? {
    if case .branch(let move) = move { move } else { nil }
  }
}
