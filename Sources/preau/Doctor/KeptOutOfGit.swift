import Glibc

/// Whether git leaves alone what members have entrusted to the service: the folder `var/` of a site.
struct KeptOutOfGit {
  private let folder: String

  init(_ location: SiteLocation) { folder = location.folder }

  /// Nothing where git is not there, or the site is no part of a repository.
  func findings() -> [Finding] {
    guard git("rev-parse", "--git-dir") == 0 else { return [] }
    guard git("ls-files", "--error-unmatch", "--", "var") != 0 else {
      return [
        Finding(
          .bad, "git tracks files in 'var/', where members' data lies",
          help: "'git rm -r --cached var' ends it, but what was committed stays in the history")
      ]
    }
    // Git need not find a file to say whether it would be ignored.
    let isIgnored = ["var/preau.sqlite", "var/intake.env", "var/outbox/mail.eml"].allSatisfy {
      git("check-ignore", "--quiet", "--", $0) == 0
    }
    return [
      isIgnored
        ? Finding(.good, "git ignores 'var/'")
        : Finding(
          .bad, "git does not ignore 'var/', where members' data lies", help: "add a line 'var/' to .gitignore")
    ]
  }

  /// Runs git in the site's folder and answers its exit code; nil where it cannot be run.
  private func git(_ arguments: String...) -> Int32? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    var words: [UnsafeMutablePointer<CChar>?] = (["git", "-C", folder] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    guard posix_spawnp(&process, "git", &actions, nil, &words, environ) == 0 else { return nil }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 { if errno != EINTR { return nil } }
    // What a signal has ended has no exit code (waitpid(2): the low seven bits are the signal).
    return status & 0x7F == 0 ? status >> 8 & 0xFF : nil
  }
}
