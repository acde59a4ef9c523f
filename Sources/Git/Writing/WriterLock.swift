import CGit2  // it defines timespec, too, and only one module can
import Glibc

/// Keeps writers of one repository, in this and other processes, apart (flock(2)).
///
/// Git keeps writers apart by files whose names end in `.lock`, which stay behind where one is killed, and nobody can know
/// whose they were. Those that a writer makes are second names of its own lock: other gits respect them as any, and the next
/// writer knows that they are nobody's.
final class WriterLock {
  private let path: String
  let waiting: Duration
  private var descriptor: Int32 = -1

  init(in gitFolder: String, waiting: Duration) {
    path = gitFolder + "writer.lock"
    self.waiting = waiting
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Whether there has ever been a writer.
  var exists: Bool { access(path, F_OK) == 0 }

  func acquire() throws(GitError) {
    let start = ContinuousClock.now
    while true {
      if descriptor < 0 {
        descriptor = open(path, O_RDONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { throw GitError(operation: "open", path: path) }
      }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
        if isCurrent { return }
        // Somebody has removed the file, and others would lock a new one.
        close(descriptor)
        descriptor = -1
        continue
      }
      guard errno == EWOULDBLOCK || errno == EINTR else { throw GitError(operation: "lock", path: path) }
      guard ContinuousClock.now - start < waiting else { throw .busy(path: path) }
      usleep(1_000)
    }
  }

  private var isCurrent: Bool {
    var held = stat()
    var named = stat()
    guard fstat(descriptor, &held) == 0, lstat(path, &named) == 0 else { return false }
    return held.st_dev == named.st_dev && held.st_ino == named.st_ino
  }

  func release() { flock(descriptor, LOCK_UN) }

  // MARK: Git's locks

  /// Whether a writer holds one of git's locks, or was killed while it did.
  func isOurs(_ name: String) -> Bool {
    var own = stat()
    var other = stat()
    guard stat(path, &own) == 0, lstat(name, &other) == 0 else { return false }
    return own.st_dev == other.st_dev && own.st_ino == other.st_ino
  }

  /// Takes one of git's locks; throws `busy` where another git keeps it for too long.
  func hold(_ name: String) throws(GitError) {
    let start = ContinuousClock.now
    while link(path, name) != 0 {
      guard errno == EEXIST else { throw GitError(operation: "link", path: name) }
      // What a killed one has left.
      if isOurs(name) { return }
      guard ContinuousClock.now - start < waiting else { throw .busy(path: name) }
      usleep(2_000)
    }
  }

  func letGo(_ name: String) { if isOurs(name) { unlink(name) } }

  /// Lets everything go that killed writers have left below a folder.
  func sweep(_ folder: String) {
    guard let stream = opendir(folder) else { return }
    defer { closedir(stream) }
    while let record = readdir(stream) {
      let name = withUnsafeBytes(of: &record.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name == "." || name == ".." { continue }
      if Int32(record.pointee.d_type) == Int32(DT_DIR) {
        sweep("\(folder)/\(name)")
      } else if name.hasSuffix(".lock") {
        letGo("\(folder)/\(name)")
      }
    }
  }
}

/// The lock that keeps commands run by hand away from index and work tree.
struct IndexLock {
  let lock: WriterLock
  let path: String

  init(_ lock: WriterLock, in gitFolder: String) {
    self.lock = lock
    path = gitFolder + "index.lock"
  }

  /// Waits for other gits, and throws `indexLocked` where one takes too long.
  func acquire() throws(GitError) {
    do throws(GitError) {
      try lock.hold(path)
    } catch .busy(let path) {
      var status = stat()
      // Where it has just gone, the caller can try again.
      guard lstat(path, &status) == 0 else { throw .busy(path: path) }
      throw .indexLocked(path: path, since: Int64(status.st_mtim.tv_sec))
    }
  }

  func release() { lock.letGo(path) }
}
