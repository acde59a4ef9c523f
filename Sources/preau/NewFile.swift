import Glibc

/// Writing of files that must not replace others.
enum NewFile {
  /// Makes the folders above `path` and writes a file that is not there yet.
  static func write(_ text: String, to path: String) throws(CommandFailure) {
    try write(Array(text.utf8), to: path)
  }

  static func write(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
    try makeFolders(above: path)
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard file >= 0 else {
      if errno == EEXIST {
        throw CommandFailure("'\(path)' is there already", help: "choose another slug, or edit that file")
      }
      throw CommandFailure("cannot create '\(path)': \(Failure.text(errno))", code: .failed)
    }
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      guard written > 0 else {
        let code = errno
        close(file)
        unlink(path)
        throw CommandFailure("cannot write '\(path)': \(Failure.text(code))", code: .failed)
      }
      rest = rest.dropFirst(written)
    }
    guard close(file) == 0 else {
      throw CommandFailure("cannot write '\(path)': \(Failure.text(errno))", code: .failed)
    }
  }

  private static func makeFolders(above path: String) throws(CommandFailure) {
    var folder = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
      folder += folder.isEmpty && !part.isEmpty ? String(part) : "/\(part)"
      guard folder != "/", mkdir(folder, 0o755) != 0, errno != EEXIST else { continue }
      throw CommandFailure("cannot create folder '\(folder)': \(Failure.text(errno))", code: .failed)
    }
  }
}
