import Glibc

/// Runs the program `git` in a repository.
///
/// Fetching and pushing is left to it, not to the library: it knows credential helpers, `ssh` and its configuration, proxies
/// and every server, as whoever set up the remote by hand has tried it out.
struct GitProgram: Sendable {
  let folder: String
  let running: RunningPrograms

  struct Outcome: Sendable {
    /// Nil where it was ended because it took too long, or by a signal.
    var code: Int32?
    /// What it wrote, to either stream.
    var output: String
  }

  /// Answers nil where there is no such program; nobody is asked for anything.
  func run(_ arguments: [String], within time: Duration) throws(GitError) -> Outcome? {
    guard running.mayRun else { throw .closed }
    // A file, whose end comes with the program's: a pipe would be kept open by what git leaves running.
    var name = Array("/tmp/git-output-XXXXXX".utf8CString)
    let output = mkstemp(&name)
    guard output >= 0 else { throw GitError(operation: "create", path: "/tmp") }
    unlink(name)
    _ = fcntl(output, F_SETFD, FD_CLOEXEC)
    defer { close(output) }
    guard let process = start(["git", "-C", folder] + arguments, output) else { return nil }
    let code = wait(for: process, within: time)
    guard running.mayRun else { throw .closed }
    lseek(output, 0, SEEK_SET)
    let text = String(decoding: try SmallFile.read(output, folder).prefix(1 << 16), as: UTF8.self)
    return Outcome(code: code, output: text)
  }

  private func start(_ words: [String], _ output: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own, so that what git starts ends with it.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var environment: [UnsafeMutablePointer<CChar>?] = Self.environment().map { strdup($0) } + [nil]
    defer { for text in arguments + environment { free(text) } }
    var process: pid_t = 0
    guard posix_spawnp(&process, "git", &actions, &attributes, &arguments, &environment) == 0 else { return nil }
    return process
  }

  /// This process's own, where credentials may be, without what would have git look at another repository.
  private static func environment() -> [String] {
    var lines: [String] = []
    var cursor = environ
    while let line = cursor.pointee {
      lines.append(String(cString: line))
      cursor += 1
    }
    let others = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX"]
    let own = ["LC_ALL", "GIT_TERMINAL_PROMPT", "GIT_OBJECT_DIRECTORY"]
    lines.removeAll { line in (others + own).contains { line.hasPrefix($0 + "=") } }
    if !lines.contains(where: { $0.hasPrefix("GIT_SSH_COMMAND=") }) {
      lines.append("GIT_SSH_COMMAND=ssh -o BatchMode=yes")
    }
    // In English, because only its words tell what has gone wrong.
    return lines + ["LC_ALL=C", "GIT_TERMINAL_PROMPT=0"]
  }

  private func wait(for process: pid_t, within time: Duration) -> Int32? {
    let start = ContinuousClock.now
    var status: Int32 = 0
    // When it was asked to end.
    var end: Duration?
    while true {
      let answer = waitpid(process, &status, WNOHANG)
      if answer == process { break }
      if answer < 0, errno != EINTR { return nil }
      let passed = ContinuousClock.now - start
      // Asked to end, git takes its locks along; killed, it leaves them behind.
      if answer == 0, passed > time || !running.mayRun {
        end = end ?? passed
        kill(-process, passed > (end ?? passed) + .seconds(3) ? SIGKILL : SIGTERM)
      }
      if answer == 0 { usleep(2_000) }
    }
    // What a signal has ended has no exit code (waitpid(2): the low seven bits are the signal).
    return status & 0x7F == 0 && end == nil ? status >> 8 & 0xFF : nil
  }
}
