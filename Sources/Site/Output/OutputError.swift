/// What went wrong while the output folder was read or written.
public enum OutputError: Error, Sendable {
  /// The folder holds files that no build of this site wrote; the first few, relative to it.
  case foreignFiles(folder: String, paths: [String], count: Int)
  /// A system call failed on a file or folder; `code` is its errno.
  case system(operation: String, path: String, code: Int32)
  /// The output folder is, holds or lies in a folder that the site is made from.
  case overlap(output: String, source: String, FolderOverlap)
  /// Something other than a folder stands where a folder must be.
  case notAFolder(path: String)
  /// Something other than a file, such as a folder, stands where a file must be.
  case notAFile(path: String)
}
