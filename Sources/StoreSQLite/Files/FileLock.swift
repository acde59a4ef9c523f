import Glibc
import Store
import Synchronization

/// Says that a file is in use, by a lock on a file beside it (flock(2)).
///
/// Not on the file itself: SQLite's own locks there end as soon as the process closes any descriptor of it.
final class FileLock: Sendable {
  enum Use {
    case shared
    case exclusive

    var operation: Int32 { self == .shared ? LOCK_SH : LOCK_EX }
  }

  private let descriptor: Mutex<Int32?>

  /// Throws `inUse` where others hold a lock that this one cannot join.
  init(of path: String, _ use: Use) throws(StoreError) {
    let name = "\(path)-lock"
    let file = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw StoreError(operation: "open", path: name) }
    guard flock(file, use.operation | LOCK_NB) == 0 else {
      let code = errno
      Glibc.close(file)
      throw code == EWOULDBLOCK ? .inUse(path: path) : StoreError(operation: "lock", path: name, code: code)
    }
    descriptor = Mutex(file)
  }

  deinit { release() }

  func release() {
    descriptor.withLock { file in
      if let file { Glibc.close(file) }
      file = nil
    }
  }
}
