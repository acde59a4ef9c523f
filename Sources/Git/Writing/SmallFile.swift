import CGit2  // it defines stat's parts, too, and only one module can
import Glibc

/// Files of git's own folder.
enum SmallFile {
  /// Nil where there is none.
  static func read(_ path: String) throws(GitError) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    if file < 0, errno == ENOENT { return nil }
    guard file >= 0 else { throw GitError(operation: "open", path: path) }
    defer { close(file) }
    return try read(file, path)
  }

  /// The rest of an open file.
  static func read(_ file: Int32, _ path: String) throws(GitError) -> [UInt8] {
    var status = stat()
    fstat(file, &status)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(status.st_size) + 1)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw GitError(operation: "read", path: path) }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  static func write(_ bytes: [UInt8], to file: Int32, _ path: String) throws(GitError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw GitError(operation: "write", path: path) }
      rest = rest.dropFirst(count)
    }
  }

  static func make(_ path: String, _ bytes: [UInt8]) throws(GitError) {
    let file = try create(path)
    defer { close(file) }
    try write(bytes, to: file, path)
  }

  /// Puts a file in the place of another; whatever happens, there is one of them.
  static func replace(_ path: String, with bytes: [UInt8], by temporary: String) throws(GitError) {
    let file = try create(temporary)
    defer { close(file) }
    try write(bytes, to: file, temporary)
    guard fsync(file) == 0 else { throw GitError(operation: "sync", path: temporary) }
    guard rename(temporary, path) == 0 else { throw GitError(operation: "rename", path: path) }
  }

  private static func create(_ path: String) throws(GitError) -> Int32 {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard file >= 0 else { throw GitError(operation: "create", path: path) }
    return file
  }

  /// Throws `full` where the disk has no room for so many bytes.
  static func checkRoom(for bytes: Int, at path: String) throws(GitError) {
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard file >= 0 else { throw GitError(operation: "create", path: path) }
    defer {
      close(file)
      unlink(path)
    }
    let code = posix_fallocate(file, 0, off_t(bytes))
    guard code == 0 else { throw GitError(operation: "reserve", path: path, code: code) }
  }
}
