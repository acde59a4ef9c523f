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

extension Repository {
  /// Runs what writes, and sees to it that all of it is synced later.
  func write<Result: Sendable>(_ body: @Sendable (Writer) throws(GitError) -> Result) async throws(GitError) -> Result {
    defer { settleLater() }
    return try await writer.run(body)
  }

  func settleLater() { quiet.changed { [weak self] in await self?.settle() } }

  /// Has everything on disk in its own place, so that the log can begin anew.
  ///
  /// Others can write meanwhile; what they write is left for the next time. The log keeps what it has where something fails.
  func settle() async {
    let mark: WriteAheadLog.Mark?
    do throws(GitError) {
      mark = try await writer.run { (writer) throws(GitError) in try writer.mark() }
    } catch .closed {
      return
    } catch {
      // Something is in the way of what was left to finish.
      return settleLater()
    }
    guard let mark else { return }
    do throws(GitError) {
      try await disk.run { _ throws(GitError) in try mark.sync() }
      try await writer.run { (writer) throws(GitError) in try writer.clear(mark) }
    } catch {
      // The system says once that it could not write something, and then forgets it.
      try? await writer.run { (writer) throws(GitError) in try writer.distrust() }
    }
  }
}
