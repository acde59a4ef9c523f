import CGit2

/// Where the branch that is checked out is fetched from and pushed to.
struct Remote: Sendable {
  let name: String
  /// The branch here and the one there, with `refs/heads/`.
  let branch: String
  let theirs: String

  /// Where git keeps what it has last seen of their branch.
  var tracking: String { "refs/remotes/\(name)/\(theirs.dropFirst("refs/heads/".count))" }
}

extension Handle {
  /// What is configured for the branch itself; nil where nothing is.
  func upstream(of branch: String) throws(GitError) -> Remote? {
    let configuration = try Library.make { git_repository_config_snapshot(&$0, repository) }
    defer { git_config_free(configuration) }
    func text(_ key: String) -> String? {
      var text: UnsafePointer<CChar>?
      return git_config_get_string(&text, configuration, key) == 0 ? text.map { String(cString: $0) } : nil
    }
    let section = "branch.\(branch.dropFirst("refs/heads/".count))"
    guard let name = text("\(section).remote"), name != ".", let theirs = text("\(section).merge"),
      theirs.hasPrefix("refs/heads/")
    else { return nil }
    return Remote(name: name, branch: branch, theirs: theirs)
  }

  /// What is configured for the branch, else the remote `origin`; nil where there is neither.
  func remote(of branch: String) throws(GitError) -> Remote? {
    if let upstream = try upstream(of: branch) { return upstream }
    var pointer: OpaquePointer?
    guard git_remote_lookup(&pointer, repository, "origin") == 0 else { return nil }
    git_remote_free(pointer)
    return Remote(name: "origin", branch: branch, theirs: branch)
  }
}
