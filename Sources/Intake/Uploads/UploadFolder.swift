import Glibc

/// Where the bytes of uploads lie until they are submitted: one file each, which only the service can read.
struct UploadFolder: Sendable {
  let path: String

  /// Writes a file that is on disk before this answers.
  func write(_ bytes: [UInt8], as id: String) throws(UploadRefusal) {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .storage }
    let file = open(place(id), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw .storage }
    let isWritten = Self.write(bytes, to: file) && fsync(file) == 0
    guard close(file) == 0, isWritten, syncFolder() else {
      remove(id)
      throw .storage
    }
  }

  /// Nil where it was submitted or has grown too old.
  func read(_ id: String) -> [UInt8]? {
    let file = open(place(id), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return nil }
    defer { close(file) }
    return Self.read(file)
  }

  func remove(_ id: String) { unlink(place(id)) }

  private func place(_ id: String) -> String { "\(path)/\(id)" }

  private func syncFolder() -> Bool {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return false }
    defer { close(folder) }
    return fsync(folder) == 0
  }

  /// A whole file; nil where it cannot be read or has more than `limit` bytes.
  static func read(fileAt path: String, upTo limit: Int) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_size <= limit else { return nil }
    return read(file)
  }

  private static func read(_ file: Int32) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  private static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
