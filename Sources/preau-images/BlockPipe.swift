import Glibc
import Images

/// Standard input and output as blocks of bytes, each with its length before it.
enum BlockPipe {
  /// Nil at the end of the input, and for a block that is longer than the limit.
  static func read(upTo limit: Int) -> [UInt8]? {
    guard let length = readExactly(4)?[...].number(at: 0), (1...limit).contains(length) else { return nil }
    return readExactly(length)
  }

  /// Answers whether anybody took it.
  static func write(_ bytes: [UInt8]) -> Bool { write(bytes, to: STDOUT_FILENO) }

  static func complain(_ text: String) { _ = write(Array((text + "\n").utf8), to: STDERR_FILENO) }

  private static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(file, buffer.baseAddress.map { $0 + written }, buffer.count - written)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      written += count
    }
    return true
  }

  private static func readExactly(_ length: Int) -> [UInt8]? {
    let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      while count < length {
        let got = Glibc.read(STDIN_FILENO, buffer.baseAddress.map { $0 + count }, length - count)
        if got < 0 && errno == EINTR { continue }
        guard got > 0 else { return }
        count += got
      }
    }
    return bytes.count == length ? bytes : nil
  }
}
