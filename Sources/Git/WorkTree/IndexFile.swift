import CGit2
import Dispatch  // why: a large index takes long to write, and the log can be synced meanwhile
import Glibc

/// A copy of the index that is changed and then takes its place.
///
/// The library cannot write the index itself while a writer holds its lock.
final class IndexFile {
  private let path: String
  private let copy: String
  private let pointer: OpaquePointer
  /// Of the index that the copy is of.
  private var stamp: Stamp
  private let writing = DispatchGroup()
  private var failure: GitError?
  /// In bytes.
  var size: Int { Int(stamp.size) }

  /// - Parameter revision: one whose files are taken where the index is broken or gone; nil throws.
  init(in handle: Handle, orTreeOf revision: ObjectID? = nil) throws(GitError) {
    path = handle.gitFolder + "index"
    copy = handle.gitFolder + "writer.index"
    unlink(copy)
    stamp = Stamp(of: path)
    // The library writes a new file in the place of the copy, so that a second name does where the disk knows such.
    if link(path, copy) != 0, let bytes = try SmallFile.read(path) {
      try SmallFile.make(copy, bytes)
    }
    let copy = copy
    // Left behind where a writer was killed; no other git knows of it.
    unlink(copy + ".lock")
    do throws(GitError) {
      if revision != nil, access(copy, F_OK) != 0 { throw GitError(operation: "open", path: path) }
      pointer = try Library.make { git_index_open(&$0, copy) }
    } catch {
      guard let revision else { throw error }
      unlink(copy)
      pointer = try Library.make { git_index_open(&$0, copy) }
      let pointer = pointer
      try handle.withTree(of: revision) { (tree) throws(GitError) in
        try Library.check(git_index_read_tree(pointer, tree))
      }
    }
  }

  deinit {
    git_index_free(pointer)
    unlink(copy)
  }

  /// Whether nobody has written the index since it was read, or installed.
  var isCurrent: Bool { stamp == Stamp(of: path) }

  private struct Stamp: Equatable {
    let file: UInt64
    let size: Int64
    /// In nanoseconds since 1970; git puts a new file in the place of the index each time.
    let written: Int
    let changed: Int

    init(of path: String) {
      var status = stat()
      stat(path, &status)
      file = UInt64(status.st_ino)
      size = Int64(status.st_size)
      written = status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
      changed = status.st_ctim.tv_sec * 1_000_000_000 + status.st_ctim.tv_nsec
    }

    var second: Int { written / 1_000_000_000 }
  }

  /// What is staged at a path.
  func entry(_ path: String) -> TreeFile? {
    guard let entry = git_index_get_bypath(pointer, path, 0)?.pointee,
      let form = TreeFile.Form(git_filemode_t(rawValue: entry.mode))
    else { return nil }
    return TreeFile(path: path, blob: ObjectID(entry.id), form: form)
  }

  func isConflicted(_ path: String) -> Bool {
    (1...3).contains { git_index_get_bypath(pointer, path, $0) != nil }
  }

  /// Changes the copy, and begins to write it; until `endWriting` was called, nothing else may be asked of it.
  func begin(_ changes: [TreeChange]) throws(GitError) {
    guard !changes.isEmpty else { return }
    // A folder can take the place of a file; what is not there need not go.
    for change in changes where change.new == nil { git_index_remove(pointer, change.path, 0) }
    for change in changes {
      guard let new = change.new else { continue }
      try set(new)
    }
    // Whoever has called this waits for the queue before it touches the index again.
    nonisolated(unsafe) let index = self
    Self.queue.async(group: writing) {
      do throws(GitError) {
        try index.write()
      } catch {
        index.failure = error
      }
    }
  }

  private static let queue = DispatchQueue(label: "git index")

  func endWriting() { writing.wait() }

  /// Stages a file; without its times and size, so that git looks into it when it next compares.
  private func set(_ file: TreeFile) throws(GitError) {
    var entry = git_index_entry()
    entry.mode = file.form.mode.rawValue
    entry.id = file.blob.oid
    let code = file.path.withCString { path in
      entry.path = path
      return git_index_add(pointer, &entry)
    }
    try Library.check(code)
  }

  private func write() throws(GitError) {
    try forgetRecentTimes()
    try Library.check(git_index_write(pointer))
  }

  /// Puts the copy, once it is written, in the place of the index.
  func install() throws(GitError) {
    endWriting()
    if let failure { throw failure }
    guard rename(copy, path) == 0 else { throw GitError(operation: "rename", path: path) }
    stamp = Stamp(of: path)
  }

  /// Makes git look into files that may have changed within the second in which the old index was written.
  ///
  /// Git compares seconds (unless it is built otherwise), and takes a file whose time is older than the index for unchanged.
  /// What was written as late as the old index may have changed once more within that second; beside a new index it would look
  /// old (git's documentation, racy-git).
  private func forgetRecentTimes() throws(GitError) {
    for number in 0..<git_index_entrycount(pointer) {
      guard var entry = git_index_get_byindex(pointer, number)?.pointee, git_index_entry_stage(&entry) == 0 else {
        continue
      }
      if Int(entry.mtime.seconds) < stamp.second || entry.file_size == 0 { continue }
      entry.mtime = git_index_time()
      let path = String(cString: entry.path)
      let code = path.withCString { path in
        entry.path = path
        return git_index_add(pointer, &entry)
      }
      try Library.check(code)
    }
  }
}
