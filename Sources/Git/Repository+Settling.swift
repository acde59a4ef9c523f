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
