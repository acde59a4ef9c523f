import CGit2  // it defines stat's parts, too, and only one module can
import Glibc

/// A file that is read and overwritten in place.
final class LogFile {
  let path: String
  private var descriptor: Int32 = -1

  init(_ path: String) { self.path = path }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Opens the file, if there is one; answers whether it is another one than before.
  func open() throws(GitError) -> Bool {
    if descriptor >= 0 {
      var status = stat()
      if fstat(descriptor, &status) == 0, status.st_nlink > 0 { return false }
      // Somebody has removed it.
      close(descriptor)
    }
    descriptor = Glibc.open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 || errno == ENOENT else { throw GitError(operation: "open", path: path) }
    return true
  }

  var isThere: Bool { descriptor >= 0 }

  func create() throws(GitError) {
    descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard descriptor >= 0 else { throw GitError(operation: "create", path: path) }
    try FileSystem.sync(folder: String(path[...(path.lastIndex(of: "/") ?? path.startIndex)]))
  }

  /// In bytes.
  var size: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  func shorten(to size: Int) {
    if self.size > size { ftruncate(descriptor, off_t(size)) }
  }

  /// Has zeros up to some place and beyond: to overwrite is synced faster than to grow.
  func reserve(_ size: Int) throws(GitError) {
    let now = self.size
    if size > now { try zero(size - now + 1 << 16, at: now) }
  }

  func sync() throws(GitError) {
    guard fdatasync(descriptor) == 0 else { throw GitError(operation: "sync", path: path) }
  }

  /// Fewer bytes where the file ends.
  func read(_ count: Int, at place: Int) throws(GitError) -> [UInt8] {
    var failure: GitError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = pread(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(place + filled))
        if got < 0, errno == EINTR { continue }
        if got < 0 { failure = GitError(operation: "read", path: path) }
        guard got > 0 else { break }
        filled += got
      }
    }
    if let failure { throw failure }
    return bytes
  }

  func write(_ bytes: [UInt8], at place: Int) throws(GitError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { bytes in
        pwrite(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(place + done))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw GitError(operation: "write", path: path) }
      done += count
    }
  }

  func zero(_ count: Int, at place: Int) throws(GitError) {
    try write([UInt8](repeating: 0, count: count), at: place)
  }
}
