import Dispatch  // why: calls that wait for the disk must keep no thread of the pool
import Glibc

/// Puts each message into a folder, as a file that mail programs open.
///
/// A file is named after the time and the id of its message (`20260701T120000Z-9f86d081.eml`), is complete and on disk
/// once it has that name, and is for its owner alone.
public struct FileTransport: MailTransport {
  public let folder: String
  private let queue = DispatchQueue(label: "mail files")

  /// The folder is made, for its owner alone, when there is none; the one around it must be there.
  public init(folder: String) {
    self.folder = folder
  }

  @discardableResult
  public func send(_ message: Message) async throws(MailError) -> String {
    let name = "\(MailDate.sortable(message.date))-\(message.id.localPart).eml"
    let written: Result<Void, MailError> = await withCheckedContinuation { continuation in
      queue.async {
        continuation.resume(
          returning: Result { () throws(MailError) in try write(MessageWriter.bytes(of: message), to: name) })
      }
    }
    try written.get()
    return "written to \(name)"
  }

  private func write(_ bytes: [UInt8], to name: String) throws(MailError) {
    let path = "\(folder)/\(name)"
    let temporary = "\(folder)/.\(name).new"
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw failure("create", folder) }
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw failure("create", temporary) }
    do throws(MailError) {
      try fill(file, temporary, with: bytes)
    } catch {
      close(file)
      unlink(temporary)
      throw error
    }
    // A full disk may show only here (close(2), "NOTES").
    guard close(file) == 0, rename(temporary, path) == 0 else {
      let error = failure("write", path)
      unlink(temporary)
      throw error
    }
    try syncFolder()
  }

  private func fill(_ file: Int32, _ path: String, with bytes: [UInt8]) throws(MailError) {
    // What was left by another run may have had other rights.
    guard fchmod(file, 0o600) == 0 else { throw failure("write", path) }
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure("write", path) }
      start += count
    }
    guard fsync(file) == 0 else { throw failure("sync", path) }
  }

  /// Makes the new name last.
  private func syncFolder() throws(MailError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open", folder) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure("sync", folder) }
  }

  private func failure(_ operation: String, _ path: String) -> MailError {
    .io(operation: operation, path: path, code: errno)
  }
}
