import Synchronization

/// What the newest commits of this process change.
///
/// It is asked for right after they were made; to compare trees of thousands of files each time takes as long as to make one.
final class RecentChanges: Sendable {
  private struct Known: Sendable {
    let old: ObjectID
    let new: ObjectID
    let changes: [TreeChange]
  }

  /// As many as may be made at the same time.
  private static let limit = 16

  private let known = Mutex<[Known]>([])

  func remember(_ changes: [TreeChange], from old: ObjectID, to new: ObjectID) {
    known.withLock { known in
      if known.count == Self.limit { known.removeFirst() }
      known.append(Known(old: old, new: new, changes: changes))
    }
  }

  /// Sorted by path; nil where the commit is none of the newest.
  func changes(from old: ObjectID, to new: ObjectID) -> [TreeChange]? {
    known.withLock { known in known.last { $0.old == old && $0.new == new }?.changes }
  }
}
