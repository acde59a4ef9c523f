import Glibc

/// What a writer is about to do to a branch and the files that belong to it.
struct BranchMove: Equatable {
  let branch: String
  let old: ObjectID
  let new: ObjectID
  /// A reference that goes once the branch has moved, and the commit that it names.
  let retired: Retired?

  struct Retired: Equatable {
    let reference: String
    let id: ObjectID
  }
}

/// A file that is there while a branch moves, so that who finds it can finish what was begun.
struct Journal {
  private let path: String

  init(in gitFolder: String) { path = gitFolder + "writer.journal" }

  var exists: Bool { access(path, F_OK) == 0 }

  func read() throws(GitError) -> BranchMove? {
    guard let bytes = try SmallFile.read(path) else { return nil }
    let words = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    guard words.count == 3 || words.count == 5, let old = ObjectID(words[1]), let new = ObjectID(words[2]) else {
      throw .engine(code: 0, message: "\(path) is no journal")
    }
    let retired = words.count == 5 ? ObjectID(words[4]).map { BranchMove.Retired(reference: words[3], id: $0) } : nil
    return BranchMove(branch: words[0], old: old, new: new, retired: retired)
  }

  /// Writes it beside its place, and begins to sync it.
  func prepare(_ move: BranchMove, _ syncing: Syncing) throws(GitError) {
    var words = [move.branch, "\(move.old)", "\(move.new)"]
    if let retired = move.retired { words += [retired.reference, "\(retired.id)"] }
    try SmallFile.make(path + ".new", Array(words.joined(separator: "\n").utf8), syncing)
  }

  /// Puts what was prepared, and is synced, into its place, durably.
  func begin() throws(GitError) {
    guard rename(path + ".new", path) == 0 else { throw GitError(operation: "rename", path: path) }
    try FolderSync.sync(enclosing: path)
  }

  /// That it is gone need not be on disk: to finish twice changes nothing.
  func remove() { unlink(path) }
}
