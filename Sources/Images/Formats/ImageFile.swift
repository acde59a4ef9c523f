import Glibc

/// Reads a picture's file; no link, pipe or device is taken for one.
public enum ImageFile {
  public enum Failure: Error {
    case tooLarge
    case unreadable
  }

  public static func read(_ path: String, upTo limit: Int) throws(Failure) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { throw .unreadable }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw .unreadable }
    guard status.st_size <= limit else { throw .tooLarge }
    var hasFailed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
      while count < buffer.count {
        let got = Glibc.read(file, buffer.baseAddress.map { $0 + count }, buffer.count - count)
        if got < 0 && errno == EINTR { continue }
        if got < 0 { hasFailed = true }
        if got <= 0 { break }
        count += got
      }
    }
    if hasFailed { throw .unreadable }
    return bytes
  }
}
