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

  /// All bytes of the file, read at once; nil when they cannot be read, or the file was sent before.
  public var bytes: [UInt8]? { file.bytes(count: size) }

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

  /// Under the lock, so that nobody closes the file meanwhile.
  func bytes(count: Int) -> [UInt8]? {
    descriptor.withLock { descriptor in
      var bytes = [UInt8](repeating: 0, count: count)
      var done = 0
      while done < count {
        let read = bytes.withUnsafeMutableBytes {
          pread(descriptor, $0.baseAddress.map { $0 + done }, count - done, off_t(done))
        }
        if read < 0 && errno == EINTR { continue }
        guard read > 0 else { return nil }
        done += read
      }
      return bytes
    }
  }

  func take() -> Int32? {
    descriptor.withLock { descriptor in
      defer { descriptor = -1 }
      return descriptor >= 0 ? descriptor : nil
    }
  }
}
