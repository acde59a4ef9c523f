import CGit2
import Glibc

/// The files of a repository as they lie on disk.
///
/// Reaches every file from the root folder by folder, and follows no symbolic link: who can place one in the tree must not
/// decide what is written elsewhere. Bytes are written as the revision has them; git's rules about line ends only help to
/// see what is unedited.
struct WorkTree {
  /// What a file is called until it is complete; left behind by a crash, it goes when the next writer finishes.
  static let temporaryName = ".partial-write~"

  let handle: Handle

  /// What is at a path.
  enum Found: Equatable {
    case nothing
    case file(ObjectID)
    case link(ObjectID)
    case folder
    /// A pipe, a socket, a device.
    case other
    /// Something that is no folder is where a folder of the path would be.
    case blocked(by: String)
  }

  func find(_ path: String) throws(GitError) -> Found {
    switch try parent(of: path, isMade: false) {
    case .missing: return .nothing
    case .blocked(let folder): return .blocked(by: folder)
    case .open(let folder, let name):
      defer { close(folder) }
      return try find(name, in: folder, path)
    }
  }

  private func find(_ name: String, in folder: Int32, _ path: String) throws(GitError) -> Found {
    var status = stat()
    guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      if errno == ENOENT { return .nothing }
      throw GitError(operation: "stat", path: path)
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    case S_IFLNK:
      var target = [UInt8](repeating: 0, count: Int(PATH_MAX))
      let count = target.withUnsafeMutableBytes { bytes in
        bytes.withMemoryRebound(to: CChar.self) { text in
          text.baseAddress.map { readlinkat(folder, name, $0, text.count) } ?? -1
        }
      }
      guard count >= 0 else { throw GitError(operation: "read", path: path) }
      return .link(try Self.id(of: target[..<count]))
    case S_IFREG:
      let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
      guard file >= 0 else { throw GitError(operation: "open", path: path) }
      defer { close(file) }
      return .file(try Self.id(of: try SmallFile.read(file, path)[...]))
    default: return .other
    }
  }

  private static func id(of bytes: ArraySlice<UInt8>) throws(GitError) -> ObjectID {
    var oid = git_oid()
    let code = bytes.withUnsafeBytes { git_odb_hash(&oid, $0.baseAddress, $0.count, GIT_OBJECT_BLOB) }
    try Library.check(code)
    return ObjectID(oid)
  }

  /// What git would keep of a file; nil where it cannot say.
  func filteredID(of path: String) -> ObjectID? {
    var oid = git_oid()
    return git_repository_hashfile(&oid, handle.repository, path, GIT_OBJECT_BLOB, nil) == 0 ? ObjectID(oid) : nil
  }

  // MARK: Folders

  enum Parent {
    /// An open folder, which the caller closes, and the name in it.
    case open(Int32, name: String)
    case missing
    case blocked(by: String)
  }

  func parent(of path: String, isMade: Bool) throws(GitError) -> Parent {
    var folder = open(handle.root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw GitError(operation: "open", path: handle.root) }
    let parts = path.split(separator: "/").map(String.init)
    for (number, part) in parts.dropLast().enumerated() {
      if isMade, mkdirat(folder, part, 0o777) != 0, errno != EEXIST {
        let code = errno
        close(folder)
        throw GitError(operation: "create", path: path, code: code)
      }
      let inner = openat(folder, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      let code = errno
      close(folder)
      if inner < 0 {
        switch code {
        case ENOENT: return .missing
        case ENOTDIR, ELOOP: return .blocked(by: parts[...number].joined(separator: "/"))
        default: throw GitError(operation: "open", path: path, code: code)
        }
      }
      folder = inner
    }
    return .open(folder, name: parts.last ?? "")
  }

  /// The paths of everything in a folder that is no folder itself.
  func contents(of path: String) throws(GitError) -> [String] {
    guard case .open(let parent, let name) = try parent(of: path, isMade: false) else { return [] }
    defer { close(parent) }
    let folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard folder >= 0, let stream = fdopendir(folder) else { throw GitError(operation: "open", path: path) }
    defer { closedir(stream) }
    var paths: [String] = []
    while let record = readdir(stream) {
      let name = withUnsafeBytes(of: &record.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name == "." || name == ".." { continue }
      let inner = "\(path)/\(name)"
      if Int32(record.pointee.d_type) == Int32(DT_DIR) {
        paths += try contents(of: inner)
      } else {
        paths.append(inner)
      }
    }
    return paths
  }
}
