import Glibc

/// What may be written to the terminal, and how.
enum Terminal {
  /// Whether what is written to a stream may have colours: only on a terminal, and never with NO_COLOR (no-color.org).
  static func isColored(_ descriptor: Int32) -> Bool {
    understandsControls(descriptor) && (environment("NO_COLOR") ?? "").isEmpty
  }

  /// Whether a stream is a terminal that knows control sequences, with which a line is written over.
  static func understandsControls(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1 && environment("TERM") != "dumb"
  }

  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  static func writeError(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if written <= 0 { return }
      rest = rest.dropFirst(written)
    }
  }
}
