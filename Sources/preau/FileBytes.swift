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
