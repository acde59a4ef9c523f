import Glibc

/// Keeps other builds out of a folder until it is let go; a second build waits for the first (flock(2)).
final class FolderLock: Sendable {
  /// The open folder.
  let descriptor: Int32

  /// Waits without holding a thread, which the build that is waited for may need.
  static func acquire(_ path: String) async throws(OutputError) -> FolderLock {
    let lock = try FolderLock(opening: path)
    while flock(lock.descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EINTR || errno == EWOULDBLOCK else { throw .system(operation: "lock", path: path, code: errno) }
      // In a task of its own: a cancelled one would not sleep, and keep the build that is waited for from its thread.
      await Task.detached { try? await Task.sleep(for: .milliseconds(10)) }.value
    }
    return lock
  }

  private init(opening path: String) throws(OutputError) {
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(operation: "open", path: path, code: errno) }
  }

  deinit {
    close(descriptor)
  }
}
