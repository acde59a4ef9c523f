import Synchronization

/// Waits until nothing has changed for a while, but not for ever.
final class Quiet: Sendable {
  private static let time = Duration.seconds(10)
  private static let patience = Duration.seconds(60)

  private let state = Mutex<(changes: Int, isAwaited: Bool)>((0, false))

  /// Notes a change, and runs `then` once there are no more for some time.
  func changed(_ then: @escaping @Sendable () async -> Void) {
    let isFirst = state.withLock { state in
      state.changes += 1
      defer { state.isAwaited = true }
      return !state.isAwaited
    }
    guard isFirst else { return }
    Task(priority: .utility) {
      let start = ContinuousClock.now
      var seen = -1
      while !isOver(seen, after: start.duration(to: .now)) {
        seen = state.withLock { $0.changes }
        // Nobody cancels this task.
        try? await Task.sleep(for: Self.time)
      }
      await then()
    }
  }

  private func isOver(_ seen: Int, after waiting: Duration) -> Bool {
    state.withLock { state in
      guard state.changes == seen || waiting > Self.patience else { return false }
      state.isAwaited = false
      return true
    }
  }
}
