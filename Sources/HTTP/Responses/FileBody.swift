import Glibc
import Synchronization

/// An open file, or a part of it, to be sent without passing through memory.
public struct FileBody: Sendable {
  private let file: OpenFile
  /// The bytes to be sent.
  var range: Range<Int>
  /// Of the whole file, in bytes.
  public let size: Int
  /// Seconds since 1970.
  public let modified: Int
  /// Changes whenever the file is written or replaced.
  public let entityTag: String

  /// Opens a regular file; symbolic links are followed.
  public init(path: String) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileError(operation: "open", path: path, code: errno) }
    try self.init(descriptor: descriptor, path: path)
  }

  /// Takes over an open file, and closes it in the end; throws when it is not a regular one.
  init(descriptor: Int32, path: String) throws(FileError) {
    file = OpenFile(descriptor)
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(operation: "read", path: path, code: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileError(operation: "read", path: path, code: EISDIR) }
    size = Int(status.st_size)
    range = 0..<size
    modified = status.st_mtim.tv_sec
    let fraction = String(status.st_mtim.tv_nsec, radix: 36)
    entityTag =
      "\"\(String(size, radix: 36))-\(String(modified, radix: 36))-\(fraction)-\(String(status.st_ino, radix: 36))\""
  }

  /// The open file, which is then the caller's to close; nil when it was taken before.
  func takeDescriptor() -> Int32? { file.take() }
}

/// A system call that failed on a file to be sent; `code` is its errno.
public struct FileError: Error, Sendable, Equatable {
  public var operation: String
  public var path: String
  public var code: Int32
}

private final class OpenFile: Sendable {
  private let descriptor: Mutex<Int32>

  init(_ descriptor: Int32) { self.descriptor = Mutex(descriptor) }

  deinit {
    if let descriptor = take() { close(descriptor) }
  }

  func take() -> Int32? {
    descriptor.withLock { descriptor in
      defer { descriptor = -1 }
      return descriptor >= 0 ? descriptor : nil
    }
  }
}
