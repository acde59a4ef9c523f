import Glibc

/// Whole files, read with the system's own calls: several times faster than Foundation's.
enum RawFile {
  enum Failure: Error {
    case system(code: Int32)
    case tooLarge
  }

  /// Nil when the file can't be read or is larger.
  static func read(_ path: String, maximumBytes: Int) -> [UInt8]? {
    do throws(Failure) {
      return try contents(of: path, in: AT_FDCWD, maximumBytes: maximumBytes).bytes
    } catch {
      return nil
    }
  }

  /// The bytes of a file, and its stamp from before they were read.
  ///
  /// A path that does not start with a slash begins at the open folder.
  static func contents(
    of path: String, in folder: Int32, maximumBytes: Int
  ) throws(Failure) -> (bytes: [UInt8], stamp: FileStamp) {
    let file = openat(folder, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { throw .system(code: errno) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .system(code: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .system(code: EINVAL) }
    guard status.st_size <= maximumBytes else { throw .tooLarge }
    return (try bytes(of: file, count: Int(status.st_size)), FileStamp(status))
  }

  private static func bytes(of file: Int32, count: Int) throws(Failure) -> [UInt8] {
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let amount = Glibc.read(file, buffer.baseAddress?.advanced(by: filled), count - filled)
        if amount < 0, errno == EINTR { continue }
        if amount < 0 { code = errno }
        guard amount > 0 else { return }
        filled += amount
      }
    }
    guard code == 0 else { throw .system(code: code) }
    return bytes
  }
}

extension RawFile {
  /// What the system says of an error, such as `Permission denied`.
  static func text(ofCode code: Int32) -> String {
    String(cString: strerror(code))
  }
}
