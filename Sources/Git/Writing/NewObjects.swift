import CGit2
import CZlib
import Glibc

/// Objects that come into a repository together.
///
/// The library syncs each object, and the folder that it is in, before it writes the next. Here all are synced at once; each
/// takes its place after those that it names, so that a kill leaves nothing that names what is not there.
final class NewObjects {
  private struct Waiting {
    let id: ObjectID
    /// Until it is in its place; git clears away what is called so and was left behind.
    let temporary: String
  }

  private let folder: String
  let syncing = Syncing()
  private var waiting: [Waiting] = []
  /// As git keeps them.
  private(set) var trees: [ObjectID: [UInt8]] = [:]

  init(in handle: Handle) {
    folder = String(cString: git_repository_commondir(handle.repository)) + "objects/"
  }

  deinit {
    guard !waiting.isEmpty else { return }
    try? syncing.end()
    for object in waiting { unlink(object.temporary) }
  }

  /// Writes an object, which is not to be found before `keep` was called.
  func add(_ bytes: [UInt8], as type: git_object_t) throws(GitError) -> ObjectID {
    var oid = git_oid()
    try Library.check(bytes.withUnsafeBytes { git_odb_hash(&oid, $0.baseAddress, $0.count, type) })
    let temporary = "\(folder)tmp_obj_preau\(waiting.count)"
    unlink(temporary)
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o444)
    guard file >= 0 else { throw GitError(operation: "create", path: temporary) }
    let id = ObjectID(oid)
    waiting.append(Waiting(id: id, temporary: temporary))
    do throws(GitError) {
      try SmallFile.write(try Self.deflated(bytes, type), to: file, temporary)
    } catch {
      close(file)
      throw error
    }
    syncing.begin(file, temporary)
    if type == GIT_OBJECT_TREE { trees[id] = bytes }
    return id
  }

  /// Writes a commit; answers it and what it changes, sorted by path.
  func addCommit(
    _ changes: [String: Change], on base: ObjectID, _ commit: NewCommit, _ handle: Handle
  ) throws(GitError) -> (id: ObjectID, changes: [TreeChange]) {
    var builder = TreeBuilder(handle: handle, objects: self)
    let tree = try builder.tree(changes, on: base)
    let id = try add(Array(CommitText.whole(commit, tree: tree.id, parent: base).utf8), as: GIT_OBJECT_COMMIT)
    return (id, tree.differences)
  }

  /// Brings all of them into their places, durably.
  func keep() throws(GitError) {
    try syncing.end()
    var folders: Set<String> = []
    for object in waiting {
      let name = object.id.description
      let place = folder + name.prefix(2)
      if mkdir(place, 0o777) == 0 { folders.insert(folder) }
      guard rename(object.temporary, "\(place)/\(name.dropFirst(2))") == 0 else {
        throw GitError(operation: "rename", path: object.temporary)
      }
      folders.insert(place)
    }
    waiting = []
    for folder in folders { try syncing.begin(folder: folder) }
    try syncing.end()
  }

  /// An object as git keeps it in a file of its own: its type, its size and a zero byte before its bytes, deflated.
  private static func deflated(_ bytes: [UInt8], _ type: git_object_t) throws(GitError) -> [UInt8] {
    let whole = Array("\(String(cString: git_object_type2string(type))) \(bytes.count)\0".utf8) + bytes
    var size = compressBound(uLong(whole.count))
    let deflated = [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
      // As fast as it can, as git itself does with such files.
      let code = compress2(buffer.baseAddress, &size, whole, uLong(whole.count), Z_BEST_SPEED)
      count = code == Z_OK ? Int(size) : 0
    }
    guard !deflated.isEmpty else { throw .engine(code: 0, message: "an object could not be deflated") }
    return deflated
  }
}
