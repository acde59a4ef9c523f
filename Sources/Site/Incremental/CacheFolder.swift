import Glibc

/// A folder of what can be made again, and so is nothing for git.
enum CacheFolder {
  /// Makes the folder unless it is there.
  static func make(_ folder: String) throws(OutputError) {
    let mark = "\(folder)/.gitignore"
    guard access(mark, F_OK) != 0 else { return }
    try OutputFolder.makeFolder(folder, followingLinks: true)
    try RawFile.write(Array("*\n".utf8), to: mark)
  }

  /// Writes a file for its owner alone, which others see whole or not at all.
  static func replace(_ path: String, with bytes: [UInt8]) throws(OutputError) {
    // Two programs, or two threads, may be at work on the same.
    let temporary = "\(path).\(getpid()).\(pthread_self()).new"
    do throws(OutputError) {
      try RawFile.write(bytes, to: temporary, mode: 0o600)
      try OutputFolder.rename(temporary, to: path)
    } catch {
      unlink(temporary)
      throw error
    }
  }
}
