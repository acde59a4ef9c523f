import Content
import Git
import Glibc

/// The content of another revision, in a folder of its own for as long as it is read.
struct BaseContent {
  let repository: Repository
  let revision: ObjectID

  /// Whether the revision has content where the work tree has it.
  var isThere: Bool {
    get async throws(GitError) {
      let folder = repository.folder.isEmpty ? "" : repository.folder + "/"
      return try await repository.file(folder + "site.yaml", at: revision) != nil
    }
  }

  /// Reads the texts, kinds and settings of the revision; images and other files are not looked into, nor are they there.
  func tree() async throws -> ContentTree {
    let folder = try Self.makeFolder()
    let prefix = repository.folder.isEmpty ? "" : repository.folder + "/"
    let files = try await repository.files(under: repository.folder, at: revision).filter { file in
      (file.form == .file || file.form == .executable) && Self.isText(String(file.path.dropFirst(prefix.count)))
    }
    let paths = files.map { String($0.path.dropFirst(prefix.count)) }
    defer { Self.remove(folder, paths) }
    for (file, path) in zip(files, paths) {
      try NewFile.write(try await repository.bytes(of: file.blob), to: "\(folder)/\(path)")
    }
    return try await ContentTree.load(folder)
  }

  /// Whether it is one of the files that a tree is read from, by a name that leads nowhere else.
  private static func isText(_ path: String) -> Bool {
    guard path.hasSuffix(".md") || path.hasSuffix(".yaml") else { return false }
    return path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") }
  }

  private static func makeFolder() throws(CommandFailure) -> String {
    let place = Terminal.environment("TMPDIR") ?? "/tmp"
    var template = Array("\(place)/preau-base-XXXXXX".utf8CString)
    guard let path = mkdtemp(&template) else {
      throw CommandFailure("cannot make a folder in '\(place)': \(Failure.text(errno))", code: .failed)
    }
    return String(cString: path)
  }

  /// Removes what was written, and the folders that were made for it.
  private static func remove(_ folder: String, _ paths: [String]) {
    var folders: Set<String> = [folder]
    for path in paths {
      unlink("\(folder)/\(path)")
      var outer = path[...]
      while let slash = outer.lastIndex(of: "/") {
        outer = outer[..<slash]
        folders.insert("\(folder)/\(outer)")
      }
    }
    for folder in folders.sorted(by: { $0.utf8.count > $1.utf8.count }) { rmdir(folder) }
  }
}
