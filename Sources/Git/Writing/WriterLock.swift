import CGit2  // it defines timespec, too, and only one module can
import Glibc

/// Keeps writers of one repository, in this and other processes, apart (flock(2)).
///
/// The same file, under a second name, is git's own `index.lock` while a writer changes index and work tree: commands that
/// somebody runs by hand then refuse to, as they do while another git works, and after a crash the next writer knows that
/// the file is no other git's.
final class WriterLock {
  private let path: String
  private let index: String
  private let waiting: Duration
  private var descriptor: Int32 = -1

  init(in gitFolder: String, waiting: Duration) {
    path = gitFolder + "writer.lock"
    index = gitFolder + "index.lock"
    self.waiting = waiting
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func acquire() throws(GitError) {
    if descriptor < 0 {
      descriptor = open(path, O_RDONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
      guard descriptor >= 0 else { throw GitError(operation: "open", path: path) }
    }
    let start = ContinuousClock.now
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { throw GitError(operation: "lock", path: path) }
      guard ContinuousClock.now - start < waiting else { throw .busy(path: path) }
      usleep(1_000)
    }
  }

  func release() { flock(descriptor, LOCK_UN) }

  /// Whether a writer holds the index, or was killed while it did.
  var isIndexOurs: Bool {
    var own = stat()
    var other = stat()
    guard stat(path, &own) == 0, lstat(index, &other) == 0 else { return false }
    return own.st_dev == other.st_dev && own.st_ino == other.st_ino
  }

  /// Waits for other gits, and throws `indexLocked` where one takes too long.
  func acquireIndex() throws(GitError) {
    let start = ContinuousClock.now
    while link(path, index) != 0 {
      guard errno == EEXIST else { throw GitError(operation: "link", path: index) }
      if isIndexOurs { return }
      guard ContinuousClock.now - start < waiting else {
        var status = stat()
        // Where it has just gone, the next try may well succeed.
        if lstat(index, &status) != 0 { continue }
        throw .indexLocked(path: index, since: Int64(status.st_mtim.tv_sec))
      }
      usleep(2_000)
    }
  }

  func releaseIndex() { if isIndexOurs { unlink(index) } }
}
