import Glibc
import Synchronization

/// A file that came with a form, in a temporary place; it is removed after the answer unless it was moved.
public final class UploadedFile: Sendable {
  /// The name of the form's field.
  public let field: String
  /// What the client calls the file: no folders or control characters, otherwise as unsafe as any text.
  public let name: String
  /// The type that the client claims; `application/octet-stream` when it claims none.
  public let mediaType: String
  private let state: Mutex<State>

  private struct State {
    /// Nil once the file is elsewhere or gone.
    var path: String?
    /// -1 once all is written.
    var descriptor: Int32
    var size = 0
  }

  /// Begins every temporary name.
  static let prefix = "http-upload-"

  /// Creates an empty temporary file that its owner alone can read.
  init(field: String, name: String, mediaType: String, in folder: String) throws(UploadError) {
    let path = "\(folder)/\(Self.prefix)\(String(UInt64.random(in: 0 ... .max), radix: 36))"
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw UploadError(operation: "create", path: folder, code: errno) }
    self.field = field
    self.name = name
    self.mediaType = mediaType
    state = Mutex(State(path: path, descriptor: descriptor))
  }

  deinit { remove() }

  /// In bytes.
  public var size: Int { state.withLock { $0.size } }

  /// Where the file is; nil once it was moved or removed.
  public var path: String? { state.withLock { $0.path } }

  /// Moves the file to a place of the same file system, replacing what is there.
  public func move(to path: String) throws(UploadError) {
    let code: Int32 = state.withLock { state in
      guard let old = state.path else { return ENOENT }
      guard rename(old, path) == 0 else { return errno }
      state.path = nil
      return 0
    }
    guard code == 0 else { throw UploadError(operation: "move", path: path, code: code) }
  }

  /// False when the file system does not take the bytes.
  func append(_ bytes: ArraySlice<UInt8>) -> Bool {
    state.withLock { state in
      let isWritten = bytes.withUnsafeBytes { bytes in
        var done = 0
        while done < bytes.count {
          let count = write(state.descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
          guard count >= 0 || errno == EINTR else { return false }
          done += max(0, count)
        }
        return true
      }
      state.size += bytes.count
      return isWritten
    }
  }

  func finishWriting() {
    state.withLock { state in
      if state.descriptor >= 0 { close(state.descriptor) }
      state.descriptor = -1
    }
  }

  func remove() {
    finishWriting()
    state.withLock { state in
      if let path = state.path { unlink(path) }
      state.path = nil
    }
  }
}

extension UploadedFile {
  /// Removes the files of servers that came to no good end: those that are a day old, which no request is.
  static func removeLeftovers(in folder: String) {
    guard let stream = opendir(folder) else { return }
    defer { closedir(stream) }
    while let record = readdir(stream) {
      let name = withUnsafeBytes(of: &record.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      var status = stat()
      guard name.hasPrefix(prefix), fstatat(dirfd(stream), name, &status, AT_SYMLINK_NOFOLLOW) == 0,
        status.st_mode & S_IFMT == S_IFREG, status.st_mtim.tv_sec < time(nil) - 86_400
      else { continue }
      unlinkat(dirfd(stream), name, 0)
    }
  }
}

/// A file that came with a form and was not kept.
public struct RefusedUpload: Sendable, Equatable {
  public enum Reason: Sendable {
    case tooLarge
    /// The form has as many files, or as much in them, as it may have.
    case tooMany
    /// The file system does not take it.
    case notKept
  }

  /// The name of the form's field.
  public var field: String
  /// What the client calls the file: as unsafe as any text.
  public var name: String
  public var reason: Reason

  package init(field: String, name: String, reason: Reason) {
    self.field = field
    self.name = name
    self.reason = reason
  }
}

/// A system call that failed on an uploaded file; `code` is its errno.
public struct UploadError: Error, Sendable, Equatable {
  public var operation: String
  public var path: String
  public var code: Int32
}
