import Glibc

/// Whole files named on the command line.
enum FileBytes {
  static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw CommandFailure("cannot read '\(path)': \(Failure.text(errno))") }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = chunk.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
      if count < 0 { throw CommandFailure("cannot read '\(path)': \(Failure.text(errno))") }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }
}

extension FileBytes {
  /// Creates or replaces a file.
  static func write(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw CommandFailure("cannot write '\(path)': \(Failure.text(errno))", code: .failed) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      guard written > 0 else {
        let code = errno
        close(file)
        throw CommandFailure("cannot write '\(path)': \(Failure.text(code))", code: .failed)
      }
      rest = rest.dropFirst(written)
    }
    guard close(file) == 0 else {
      throw CommandFailure("cannot write '\(path)': \(Failure.text(errno))", code: .failed)
    }
  }
}
