import CGit2
import Glibc

/// Writes references, as files and by the locks that git has for them.
///
/// Not by the library: the locks of a killed process would keep everybody away for ever.
struct ReferenceFiles {
  let handle: Handle
  let lock: WriterLock

  /// What all work trees of the repository share, with a slash at its end.
  private var base: String { String(cString: git_repository_commondir(handle.repository)) }
  private var temporary: String { handle.gitFolder + "writer.reference" }

  /// Has a reference name another object if it names `old`, nil for nothing.
  ///
  /// Throws `referenceMoved` where it does not, and `busy` where another git holds it for too long.
  ///
  /// - Parameter decide: is called when nothing stands in the way any more.
  func move(
    _ reference: String, from old: ObjectID?, to new: ObjectID, decide: () throws(GitError) -> Void = {}
  ) throws(GitError) {
    for folder in TreePath.folders(of: reference) where try handle.target(of: folder) != nil {
      throw .invalidReference(reference)
    }
    try holding([reference]) { () throws(GitError) in
      try check(reference, is: old)
      try SmallFile.make(temporary, Array("\(new)\n".utf8))
      try decide()
      // An empty folder is what git may leave of references further down.
      rmdir(base + reference)
      guard rename(temporary, base + reference) == 0 else {
        throw GitError(operation: "rename", path: base + reference)
      }
    }
  }

  /// Deletes a reference if it names `old`, and throws what `move` does.
  func delete(
    _ reference: String, expecting old: ObjectID, decide: () throws(GitError) -> Void = {}
  ) throws(GitError) {
    // Also where nothing is packed: who packs just now may have read it already.
    try holding([reference, "packed-refs"]) { () throws(GitError) in
      try check(reference, is: old)
      try decide()
      try unpack(reference)
      guard unlink(base + reference) == 0 || errno == ENOENT else {
        throw GitError(operation: "remove", path: base + reference)
      }
    }
  }

  /// Removes the file of a reference that says nothing, as a power failure may leave it; answers whether it was so.
  func removeBroken(_ reference: String) throws(GitError) -> Bool {
    guard let bytes = try SmallFile.read(base + reference) else { return false }
    let text = String(decoding: bytes, as: UTF8.self)
    guard !text.hasPrefix("ref: "), ObjectID(String(text.prefix(40))) == nil else { return false }
    unlink(base + reference)
    return true
  }

  /// Notes in git's log that a branch which is checked out has moved, where git keeps one.
  func log(_ move: BranchMove, by person: Signature, _ reason: String) {
    let name = reason.prefix { !$0.isNewline }
    let line = "\(move.old) \(move.new) \(CommitText.line(of: person))\t\(name)\n"
    for path in ["\(handle.gitFolder)logs/HEAD", "\(base)logs/\(move.branch)"] {
      let file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
      guard file >= 0 else { continue }
      // For people, who have the commits without it.
      Array(line.utf8).withUnsafeBytes { _ = write(file, $0.baseAddress, $0.count) }
      close(file)
    }
  }

  /// Lets go what a killed writer has left.
  func sweep() {
    lock.letGo(base + "packed-refs.lock")
    lock.sweep(base + "refs")
    unlink(temporary)
  }

  private func holding(_ names: [String], _ body: () throws(GitError) -> Void) throws(GitError) {
    defer { for name in names { lock.letGo(base + name + ".lock") } }
    for name in names { try hold(name) }
    try body()
  }

  private func hold(_ name: String) throws(GitError) {
    // Git removes the folders of references that it packs: never once they have a lock in them, but perhaps just before.
    for _ in 0..<10 {
      for folder in TreePath.folders(of: name) { mkdir(base + folder, 0o777) }
      do throws(GitError) {
        return try lock.hold(base + name + ".lock")
      } catch .io(_, _, ENOENT) {
        // Once more, with new folders.
      }
    }
    throw .busy(path: base + name)
  }

  private func check(_ reference: String, is expected: ObjectID?) throws(GitError) {
    let found = try handle.target(of: reference)
    guard found == expected else { throw .referenceMoved(reference, found: found) }
  }

  /// Takes a reference out of the file of packed ones, a line each: the object, a space, the name; a line `^object` belongs
  /// to the one before it.
  private func unpack(_ reference: String) throws(GitError) {
    let path = base + "packed-refs"
    guard let bytes = try SmallFile.read(path) else { return }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let end = Array(" \(reference)".utf8)
    guard let place = lines.firstIndex(where: { $0.count == 40 + end.count && $0.suffix(end.count).elementsEqual(end) })
    else { return }
    var kept = lines
    kept.remove(at: place)
    if place < kept.count, kept[place].first == UInt8(ascii: "^") { kept.remove(at: place) }
    try SmallFile.replace(path, with: Array(kept.joined(separator: [UInt8(ascii: "\n")])), by: temporary)
  }
}

extension Handle {
  /// What a reference names by itself; nil where there is none.
  func target(of reference: String) throws(GitError) -> ObjectID? {
    var pointer: OpaquePointer?
    let code = git_reference_lookup(&pointer, repository, reference)
    // A name of one word, as `refs`, is none that the library takes.
    if code == GIT_ENOTFOUND.rawValue || code == GIT_EINVALIDSPEC.rawValue { return nil }
    try Library.check(code)
    defer { git_reference_free(pointer) }
    guard let pointer, let id = git_reference_target(pointer) else { throw .invalidReference(reference) }
    return ObjectID(id.pointee)
  }
}
