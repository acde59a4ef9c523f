import CGit2
import CZlib
import Glibc

/// Objects that come into a repository together.
///
/// Each takes its place after those that it names, so that a kill leaves nothing that names what is not there, and also in
/// the place of one that is there: after a power failure that one may be broken.
final class NewObjects {
  private struct Waiting {
    let place: String
    /// Until it is in its place; git clears away what is called so and was left behind.
    let temporary: String
  }

  private let folder: String
  private var waiting: [Waiting] = []
  /// As git keeps them.
  private(set) var trees: [ObjectID: [UInt8]] = [:]

  init(in handle: Handle) {
    folder = String(cString: git_repository_commondir(handle.repository)) + "objects/"
  }

  deinit {
    for object in waiting { unlink(object.temporary) }
  }

  /// Writes an object, which is not to be found before `keep` was called.
  func add(_ bytes: [UInt8], as type: git_object_t) throws(GitError) -> ObjectID {
    var oid = git_oid()
    try Library.check(bytes.withUnsafeBytes { git_odb_hash(&oid, $0.baseAddress, $0.count, type) })
    let id = ObjectID(oid)
    let name = id.description
    // Now, since a disk that is full may have no room for a folder.
    guard mkdir(folder + name.prefix(2), 0o777) == 0 || errno == EEXIST else {
      throw GitError(operation: "create", path: folder + name.prefix(2))
    }
    // Several work trees have their objects in one place.
    let temporary = "\(folder)tmp_obj_preau\(getpid())-\(waiting.count)"
    unlink(temporary)
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o444)
    guard file >= 0 else { throw GitError(operation: "create", path: temporary) }
    defer { close(file) }
    waiting.append(Waiting(place: "\(folder)\(name.prefix(2))/\(name.dropFirst(2))", temporary: temporary))
    try SmallFile.write(try Self.deflated(bytes, type), to: file, temporary)
    if type == GIT_OBJECT_TREE { trees[id] = bytes }
    return id
  }

  /// Brings all of them into their places.
  func keep() throws(GitError) {
    for object in waiting {
      guard rename(object.temporary, object.place) == 0 else {
        throw GitError(operation: "rename", path: object.temporary)
      }
    }
    waiting = []
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
