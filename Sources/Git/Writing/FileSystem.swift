import CGit2
import Glibc

/// Brings to the disk what was written.
enum FileSystem {
  /// Has on disk whatever was written to the file system that a folder is on (syncfs(2)).
  static func sync(_ path: String) throws(GitError) {
    try sync(path) { syncfs($0) }
  }

  /// Has on disk what a folder lists.
  static func sync(folder path: String) throws(GitError) {
    try sync(path) { fsync($0) }
  }

  private static func sync(_ path: String, _ call: (Int32) -> Int32) throws(GitError) {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw GitError(operation: "open", path: path) }
    defer { close(folder) }
    guard call(folder) == 0 else { throw GitError(operation: "sync", path: path) }
  }
}
