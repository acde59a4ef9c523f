import Content
import Glibc

/// Plain POSIX file access; Foundation's writes call fsync for each file, which a site of many pages cannot afford.
enum RawFile {
  /// A named pipe is opened without waiting for a writer, and then refused.
  private static let readingFlags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK

  /// The first bytes of a regular file, or nil when there is none; a symbolic link counts as none.
  static func read(_ path: String, upTo limit: Int = .max) throws(OutputError) -> [UInt8]? {
    let descriptor = open(path, readingFlags)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ELOOP { return nil }
      throw .system(operation: "open", path: path, code: errno)
    }
    defer { close(descriptor) }
    return try read(descriptor, path: path, upTo: limit)
  }

  /// The stamp of the file at `path` if it holds exactly these bytes, else nil.
  ///
  /// A path that does not start with a slash begins at the open folder.
  static func stamp(
    of path: String, in folder: Int32 = AT_FDCWD, ifItHolds bytes: UnsafeRawBufferPointer
  ) -> FileStamp? {
    let descriptor = openat(folder, path, readingFlags)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) == bytes.count,
      // What cannot be read is taken as different, and written anew.
      let present = try? read(descriptor, path: path, upTo: .max)
    else { return nil }
    let isSame = present.withUnsafeBytes { found in
      guard let left = found.baseAddress, let right = bytes.baseAddress else { return found.count == bytes.count }
      return found.count == bytes.count && memcmp(left, right, found.count) == 0
    }
    return isSame ? FileStamp(status) : nil
  }

  /// Creates or replaces a file and answers its stamp.
  ///
  /// The caller chooses a path that nobody reads yet; what could not be written whole is taken away again.
  @discardableResult
  static func write(
    _ bytes: UnsafeRawBufferPointer, to path: String, in folder: Int32 = AT_FDCWD, mode: mode_t = 0o644
  ) throws(OutputError) -> FileStamp {
    let descriptor = openat(folder, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode)
    guard descriptor >= 0 else { throw .system(operation: "create", path: path, code: errno) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if written < 0 {
        if errno == EINTR { continue }
        let code = errno
        close(descriptor)
        unlinkat(folder, path, 0)
        throw .system(operation: "write", path: path, code: code)
      }
      rest = rest.dropFirst(written)
    }
    var status = stat()
    let isKnown = fstat(descriptor, &status) == 0
    // A full disk may show only here (close(2), "NOTES").
    guard close(descriptor) == 0 else { throw .system(operation: "close", path: path, code: errno) }
    guard isKnown else { throw .system(operation: "stat", path: path, code: errno) }
    return FileStamp(status)
  }

  @discardableResult
  static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o644) throws(OutputError) -> FileStamp {
    try bytes.withUnsafeBufferPointer { (buffer) throws(OutputError) in
      try write(UnsafeRawBufferPointer(buffer), to: path, mode: mode)
    }
  }

  private static func read(_ descriptor: Int32, path: String, upTo limit: Int) throws(OutputError) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(operation: "stat", path: path, code: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: min(Int(status.st_size), limit)) { buffer, count in
      while count < buffer.count {
        let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
        if got < 0 && errno == EINTR { continue }
        if got < 0 { failure = errno }
        if got <= 0 { break }
        count += got
      }
    }
    guard failure == 0 else { throw .system(operation: "read", path: path, code: failure) }
    return bytes
  }
}
