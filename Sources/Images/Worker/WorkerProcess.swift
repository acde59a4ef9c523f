import Glibc

/// A running `preau-images`, which makes one picture after another.
///
/// It is told what to do over one socket, and has nothing else: no environment, whose variables may be secrets, no other
/// open file, no folder. Used by one thread at a time.
final class WorkerProcess {
  enum Failure: Error {
    /// It ended, or said what makes no sense.
    case ended
    /// It did not answer in time.
    case timeout
  }

  private let process: pid_t
  private let socket: Int32

  /// Nil when the program is not there or cannot be started.
  init?(_ program: String) {
    guard access(program, X_OK) == 0 else { return nil }
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else { return nil }
    defer { close(ends[1]) }
    guard let process = Self.spawn(program, socket: ends[1]), fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0 else {
      close(ends[0])
      return nil
    }
    self.process = process
    socket = ends[0]
  }

  /// Ends it wherever it is.
  deinit {
    close(socket)
    kill(process, SIGKILL)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
  }

  func process(
    _ bytes: [UInt8], _ recipe: ImageRecipe, within limit: Duration
  ) throws(Failure) -> Result<ProcessedImage, ImageRefusal> {
    let deadline = ContinuousClock.now.advanced(by: limit)
    try send(WorkerMessages.request(recipe, bytes), before: deadline)
    let length = try receive(4, before: deadline)[...].number(at: 0)
    guard (1...WorkerMessages.maximumLength).contains(length) else { throw .ended }
    guard let result = WorkerMessages.result(of: try receive(length, before: deadline)) else { throw .ended }
    return result
  }

  private static func spawn(_ program: String, socket: Int32) -> pid_t? {
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_adddup2(&files, socket, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&files, socket, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    // Signals that end or stop the group of the program, such as Ctrl-C, are for the program to answer.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    var process = pid_t()
    let name = strdup(program)
    defer { free(name) }
    var environment: [UnsafeMutablePointer<CChar>?] = [nil]
    var arguments = [name, nil]
    let code = posix_spawn(&process, program, &files, &attributes, &arguments, &environment)
    return code == 0 ? process : nil
  }

  // MARK: The socket

  private func send(_ bytes: [UInt8], before deadline: ContinuousClock.Instant) throws(Failure) {
    var sent = 0
    while sent < bytes.count {
      // A worker that is gone must not end the program by a signal.
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.send(socket, buffer.baseAddress.map { $0 + sent }, buffer.count - sent, Int32(MSG_NOSIGNAL))
      }
      if count > 0 {
        sent += count
      } else if errno == EAGAIN {
        try wait(for: POLLOUT, before: deadline)
      } else if errno != EINTR {
        throw .ended
      }
    }
  }

  private func receive(_ length: Int, before deadline: ContinuousClock.Instant) throws(Failure) -> [UInt8] {
    var failure: Failure?
    let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      while count < length {
        let got = recv(socket, buffer.baseAddress.map { $0 + count }, length - count, 0)
        if got > 0 {
          count += got
        } else if got < 0, errno == EAGAIN {
          do throws(Failure) {
            try wait(for: POLLIN, before: deadline)
          } catch {
            failure = error
            return
          }
        } else if got == 0 || errno != EINTR {
          failure = .ended
          return
        }
      }
    }
    if let failure { throw failure }
    return bytes
  }

  private func wait(for event: Int32, before deadline: ContinuousClock.Instant) throws(Failure) {
    let rest = ContinuousClock.now.duration(to: deadline).components
    let milliseconds = rest.seconds * 1_000 + rest.attoseconds / 1_000_000_000_000_000
    guard milliseconds > 0 else { throw .timeout }
    var polled = pollfd(fd: socket, events: Int16(event), revents: 0)
    poll(&polled, 1, Int32(clamping: milliseconds))
  }
}
