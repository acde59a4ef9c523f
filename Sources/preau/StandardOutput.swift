import Glibc

/// What programs read: written at once, and never lost without a word.
enum StandardOutput {
  /// Throws when the text cannot be written whole, as on a full disk.
  static func write(_ text: String) throws(CommandFailure) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else {
        throw CommandFailure("cannot write to standard output: \(Failure.text(errno))", code: .failed)
      }
      rest = rest.dropFirst(written)
    }
  }
}
