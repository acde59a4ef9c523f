import Diagnostics

/// Files that are published as they are: what lies in `static/`, each at the address that its path says.
struct StaticFiles: Sendable {
  /// In order of their paths.
  var files: [SiteFile] = []
  var diagnostics: [Diagnostic] = []

  /// A folder that is not there holds none.
  init(folder: String?, displayedAs displayed: String) {
    guard let folder else { return }
    var walk = StaticWalk(folder: folder)
    walk.run()
    files = walk.found.map { file in
      SiteFile(
        path: file.path, source: .copy(of: file.original), origin: "file '\(displayed)/\(file.path)'",
        location: SourceLocation(SourceFile(path: "\(displayed)/\(file.path)", bytes: [])))
    }.sorted { $0.path < $1.path }
    diagnostics = walk.remarks.map { remark in
      let path = remark.path.isEmpty ? displayed : "\(displayed)/\(remark.path)"
      return remark.reason.diagnostic(at: SourceLocation(SourceFile(path: path, bytes: [])), in: displayed)
    }
  }
}

extension StaticWalk.Reason {
  fileprivate func diagnostic(at location: SourceLocation, in folder: String) -> Diagnostic {
    switch self {
    case .linkOutside:
      .error(
        "symbolic-link", at: location, "a symbolic link must lead to a file in '\(folder)'",
        help: "copy the file to here")
    case .noFile:
      .error("not-a-file", at: location, "only files and folders can be published; this is neither")
    case .reservedName:
      .error("reserved-name", at: location, "preau keeps files of this name for itself", help: "rename it")
    case .invalidName:
      .error(
        "invalid-name", at: location, "names of files in this folder must be UTF-8 without control characters",
        help: "rename the file that is none")
    case .tooDeep:
      .error("too-deep", at: location, "folders may nest at most \(StaticWalk.maximumDepth) deep")
    case .unreadable(let reason):
      .error("unreadable", at: location, "this can't be read: \(reason)")
    }
  }
}
