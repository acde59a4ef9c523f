extension Repository {
  /// What a synchronisation has come to.
  public enum Synchronisation: Sendable, Equatable {
    /// There is nobody to fetch from.
    case noRemote
    /// Branch and remote are at this commit, or were when it was sent.
    case done(ObjectID)
  }

  /// The name of the remote that the branch which is checked out is configured for (`branch.NAME.remote`); nil for none.
  public func upstream() async throws(GitError) -> String? {
    try await reader.run { (handle) throws(GitError) in try handle.upstream(of: try handle.head().branch)?.name }
  }

  private static let attempts = 6

  /// Fetches, puts what only the branch here has on top, brings work tree and index along, and pushes.
  ///
  /// Goes on while others push, some times. Changes nothing here and throws `conflict` where a file has been changed on both
  /// sides in ways that do not go together, `dirty` where one that would change has been edited by hand; throws `remote` where the
  /// other side is at fault. `time` is what each of fetching and pushing may take. Others can read and write meanwhile.
  public func synchronise(within time: Duration = .seconds(60)) async throws(GitError) -> Synchronisation {
    let remote = try await reader.run { (handle) throws(GitError) in try handle.remote(of: try handle.head().branch) }
    guard let remote else { return .noRemote }
    for attempt in 1...Self.attempts {
      let isThere = try await programs.run { (git) throws(GitError) in try git.fetch(remote, within: time) }
      let state = try await write { (writer) throws(GitError) in
        try isThere ? writer.integrate(remote) : Writer.Integration(head: writer.checkReady().revision, isAhead: true)
      }
      guard state.isAhead else { return .done(state.head) }
      let isTaken = try await programs.run { (git) throws(GitError) in
        try git.push(state.head, to: remote, within: time)
      }
      if isTaken { return .done(state.head) }
      // Not all again at the same moment. A cancelled task only asks again sooner.
      try? await Task.sleep(for: .milliseconds(Int.random(in: 20...200) * attempt))
    }
    throw .remote(.contended, message: "")
  }

  /// Lets git pack what has gathered, if it thinks that there is enough of it; a commit leaves some five files behind.
  ///
  /// Can take minutes, in which others read and write. Does nothing where there is no program `git`.
  public func maintain() async {
    // It matters to nobody but the disk whether it succeeds, and the next time is soon.
    _ = try? await programs.run { (git) throws(GitError) in
      try git.run(["-c", "gc.autoDetach=false", "gc", "--auto", "--quiet"], within: .seconds(1_800))
    }
  }
}
