import Content
public import Git

/// What becomes of a file of the content tree.
typealias FileChange = Git.Change

/// The content tree as git has it, which submissions read and change.
public struct ContentRepository: Sendable {
  let repository: Repository

  /// - Parameter repository: opened at the folder `content/`.
  public init(_ repository: Repository) { self.repository = repository }

  /// A file of the content tree as the checked-out branch has it.
  struct Source: Sendable {
    /// Relative to `content/`.
    var path: String
    var bytes: [UInt8]
    var blob: ObjectID
  }

  /// The path of a file in the repository.
  func full(_ path: String) -> String { repository.folder.isEmpty ? path : "\(repository.folder)/\(path)" }

  /// A file at the head of the branch, or at a revision; nil where there is none.
  func source(_ path: String, at revision: ObjectID? = nil) async throws(GitError) -> Source? {
    let at: ObjectID = if let revision { revision } else { try await repository.head().revision }
    guard let file = try await repository.file(full(path), at: at), file.form == .file || file.form == .executable
    else { return nil }
    return Source(path: path, bytes: try await repository.bytes(of: file.blob), blob: file.blob)
  }

  /// The files in the folder of an entry, its own among them where it stands there.
  func files(inFolderOf path: String, at revision: ObjectID) async throws(GitError) -> [String] {
    let skipped = full("").utf8.count
    return try await repository.files(under: full(EntryFolder(ofFile: path).path), at: revision)
      .map { String($0.path.dropFirst(skipped)) }
  }

  /// What a commit changes, by paths relative to `content/`; what lies elsewhere is left out.
  func changes(of commit: ObjectID, since base: ObjectID) async throws(GitError) -> [String: FileChange] {
    var changes: [String: FileChange] = [:]
    let prefix = repository.folder.isEmpty ? "" : repository.folder + "/"
    for change in try await repository.changes(from: base, to: commit) where change.path.hasPrefix(prefix) {
      let path = String(change.path.dropFirst(prefix.count))
      if let new = change.new {
        changes[path] = .write(try await repository.bytes(of: new.blob))
      } else {
        changes[path] = .delete
      }
    }
    return changes
  }

  /// Changes with the paths that the repository knows them by.
  func placed(_ changes: [String: FileChange]) -> [String: FileChange] {
    Dictionary(changes.map { (full($0.key), $0.value) }) { first, _ in first }
  }
}
