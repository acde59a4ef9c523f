extension GitProgram {
  /// Brings what is tracked of the remote's branch up to date; false where the remote has no such branch.
  func fetch(_ remote: Remote, within time: Duration) throws(GitError) -> Bool {
    let outcome = try talk(
      [
        "fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-auto-maintenance", "--no-write-fetch-head",
        "--", remote.name, "+\(remote.theirs):\(remote.tracking)",
      ], within: time)
    if outcome.code == 0 { return true }
    if outcome.output.contains("couldn't find remote ref") { return false }
    throw Self.problem(outcome.output)
  }

  /// False where somebody has pushed meanwhile.
  func push(_ head: ObjectID, to remote: Remote, within time: Duration) throws(GitError) -> Bool {
    let outcome = try talk(["push", "--quiet", "--", remote.name, "\(head):\(remote.theirs)"], within: time)
    if outcome.code == 0 { return true }
    let signs = ["(fetch first)", "(non-fast-forward)", "cannot lock ref", "failed to update ref", "(stale info)"]
    if signs.contains(where: { outcome.output.contains($0) }) { return false }
    throw Self.problem(outcome.output)
  }

  private func talk(_ arguments: [String], within time: Duration) throws(GitError) -> Outcome {
    guard let outcome = try run(arguments, within: time) else { throw .remote(.gitMissing, message: "") }
    if outcome.code == nil { throw .remote(.timeout, message: Self.withoutSecrets(outcome.output)) }
    return outcome
  }

  private static func problem(_ output: String) -> GitError {
    let signs: [(problem: RemoteProblem, texts: [String])] = [
      (
        .authentication,
        [
          "Authentication failed", "could not read Username", "could not read Password", "Permission denied",
          "Host key verification failed", "error: 401", "error: 403",
        ]
      ),
      (.refused, ["remote rejected", "hook declined", "protected branch", "pre-receive"]),
      (
        .unreachable,
        [
          "Could not resolve host", "unable to access", "Connection refused", "Connection timed out",
          "Could not read from remote repository", "does not appear to be a git repository", "unable to connect",
        ]
      ),
    ]
    let found = signs.first { sign in sign.texts.contains { output.contains($0) } }
    return .remote(found?.problem ?? .other, message: withoutSecrets(output))
  }

  /// Addresses can have a name and a password in front of their host.
  private static func withoutSecrets(_ output: String) -> String {
    let words = output.split(separator: " ", omittingEmptySubsequences: false).map { word -> String in
      guard let scheme = word.firstRange(of: "://"), let at = word.lastIndex(of: "@"), at > scheme.upperBound else {
        return String(word)
      }
      return String(word[..<scheme.upperBound] + word[word.index(after: at)...])
    }
    let text = words.joined(separator: " ")
    return String(text[..<(text.lastIndex { !$0.isNewline }.map { text.index(after: $0) } ?? text.startIndex)])
  }
}
