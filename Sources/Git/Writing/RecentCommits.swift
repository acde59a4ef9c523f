import Synchronization

/// What the newest commits of this process change, and the trees that they brought.
///
/// Both are asked for right after they were made, and by the next commit; to read and compare trees of thousands of files
/// each time takes as long as to make one.
final class RecentCommits: Sendable {
  private struct Known: Sendable {
    let old: ObjectID
    let new: ObjectID
    let changes: [TreeChange]
    /// As git keeps them.
    let trees: [ObjectID: [UInt8]]
  }

  /// As many as may be made at the same time.
  private static let limit = 16

  private let known = Mutex<[Known]>([])

  func remember(_ commit: PreparedCommit) {
    let new = Known(
      old: commit.made.base, new: commit.id, changes: commit.differences, trees: commit.objects.trees)
    known.withLock { known in
      if known.count == Self.limit { known.removeFirst() }
      known.append(new)
    }
  }

  /// Sorted by path; nil where the commit is none of the newest.
  func changes(from old: ObjectID, to new: ObjectID) -> [TreeChange]? {
    known.withLock { known in known.last { $0.old == old && $0.new == new }?.changes }
  }

  func tree(_ id: ObjectID) -> [UInt8]? {
    known.withLock { known in
      for commit in known.reversed() {
        if let bytes = commit.trees[id] { return bytes }
      }
      return nil
    }
  }
}
