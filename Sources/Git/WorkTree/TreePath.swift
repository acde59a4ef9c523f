/// Paths that may be written: from the root of the repository, and harmless on every system that could have a copy of it.
enum TreePath {
  /// Throws `invalidPath` where a path leads out of the work tree, into git's own folder, or cannot be seen for what it is.
  static func check(_ path: String) throws(GitError) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard path.utf8.count < 4_096, parts.allSatisfy({ isAllowed($0) }) else { throw .invalidPath(path) }
  }

  private static func isAllowed(_ part: Substring) -> Bool {
    guard !part.isEmpty, part.utf8.count <= 255, part != ".", part != "..", part != WorkTree.temporaryName,
      part.unicodeScalars.allSatisfy({ isVisible($0) })
    else { return false }
    // Case, and blanks and dots at the end, are nothing to some file systems; NTFS also has short names, and streams.
    let lower = part.lowercased()
    let name = lower.prefix { $0 != ":" }.reversed().drop { $0 == "." || $0 == " " }.reversed()
    return String(name) != ".git" && !lower.hasPrefix("git~")
  }

  /// Characters of control and format can hide what a name is (HFS+ leaves them out); a backslash divides folders on
  /// Windows.
  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .surrogate: false
    default: scalar != "\\"
    }
  }

  /// The folders that a path lies in, outermost first.
  static func folders(of path: String) -> [String] {
    var folders: [String] = []
    var end = path.startIndex
    while let slash = path[end...].firstIndex(of: "/") {
      folders.append(String(path[..<slash]))
      end = path.index(after: slash)
    }
    return folders
  }
}
