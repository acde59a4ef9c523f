import CGit2
import Glibc

/// The library, made ready once a process.
///
/// The configuration of system and user stays in force: there somebody declares a foreign repository safe, and git's own
/// rules about line ends must be known to say, as git does, what has been edited. The library starts no program that a
/// configuration names.
enum Library {
  static let start: Void = {
    git_libgit2_init()
    // The folder of a kind with thousands of entries is a large tree, which each form looks into several times.
    _ = cgit2_cache_trees(4 << 20, 64 << 20)
  }()

  /// Calls what makes an object, which the caller frees.
  static func make(_ call: (inout OpaquePointer?) -> Int32) throws(GitError) -> OpaquePointer {
    var object: OpaquePointer?
    try check(call(&object))
    guard let object else { throw .engine(code: 0, message: "nothing was made") }
    return object
  }

  static func check(_ code: Int32) throws(GitError) {
    if code < 0 { throw GitError(code: code) }
  }
}

extension GitError {
  /// The last error of the library in this thread.
  init(code: Int32) {
    let message = git_error_last().flatMap { $0.pointee.message }.map { String(cString: $0) } ?? ""
    // The library keeps no errno, only the system's sentence about it.
    let isFull = [ENOSPC, EDQUOT].contains { strerror($0).map { message.contains(String(cString: $0)) } ?? false }
    self =
      switch code {
      case _ where isFull: .full(path: message)
      case GIT_ELOCKED.rawValue: .busy(path: message)
      default: .engine(code: code, message: message)
      }
  }

  init(operation: String, path: String, code: Int32 = errno) {
    self = code == ENOSPC || code == EDQUOT ? .full(path: path) : .io(operation: operation, path: path, code: code)
  }
}
