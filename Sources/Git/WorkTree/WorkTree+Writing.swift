import Glibc

extension WorkTree {
  /// Whether a path is as before a change, as after it, or as somebody else has left it.
  enum State {
    case old
    case new
    case other
  }

  func state(of change: TreeChange) throws(GitError) -> State {
    switch try find(change.path) {
    case .nothing, .blocked:
      if change.old == nil { return .old }
      return change.new == nil ? .new : .other
    case .file(let id):
      if let new = change.new, new.form.isFile, new.blob == id { return .new }
      guard let old = change.old, old.form.isFile else { return .other }
      return old.blob == id || filteredID(of: change.path) == old.blob ? .old : .other
    case .link(let id):
      if let new = change.new, new.form == .link, new.blob == id { return .new }
      guard let old = change.old, old.form == .link else { return .other }
      return old.blob == id ? .old : .other
    case .folder, .other: return .other
    }
  }

  /// Brings some paths to what changes make of them, but for those that somebody has edited.
  ///
  /// - Parameter mayBeBroken: whether a power failure can have left files without what was written to them.
  func apply(_ changes: [TreeChange], mayBeBroken: Bool = false) throws(GitError) {
    // What goes makes room for what comes: a folder can take the place of a file.
    for change in changes where change.new == nil { try apply(change, mayBeBroken) }
    for change in changes where change.new != nil { try apply(change, mayBeBroken) }
  }

  private func apply(_ change: TreeChange, _ mayBeBroken: Bool) throws(GitError) {
    var state = try state(of: change)
    if state == .other, mayBeBroken, try isBroken(change) { state = .old }
    switch state {
    case .old:
      if change.new == nil { try remove(change.path) } else { try write(change) }
    case .new:
      if change.new == nil { try removeEmptyFolders(above: change.path) }
      if let new = change.new, new.form.isFile { try correctMode(of: change) }
    case .other: break
    }
    try removeTemporary(beside: change.path)
  }

  /// Whether a file has only some of what it is to have, and zeros in place of the rest, or nothing.
  ///
  /// That is what file systems make of bytes that were not on disk when the power failed.
  private func isBroken(_ change: TreeChange) throws(GitError) -> Bool {
    guard let wanted = change.new ?? change.old, wanted.form.isFile,
      case .open(let folder, let name) = try parent(of: change.path, isMade: false)
    else { return false }
    defer { close(folder) }
    let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    let found = try SmallFile.read(file, change.path)
    let bytes = try handle.bytes(of: wanted.blob)
    return found.count <= bytes.count && zip(found, bytes).allSatisfy { $0 == $1 || $0 == 0 }
  }

  private func write(_ change: TreeChange) throws(GitError) {
    guard let new = change.new, case .open(let folder, let name) = try parent(of: change.path, isMade: true) else {
      return
    }
    defer { close(folder) }
    let temporary = Self.temporaryName
    unlinkat(folder, temporary, 0)
    let bytes = try handle.bytes(of: new.blob)
    if new.form == .link {
      let target = String(decoding: bytes, as: UTF8.self)
      guard symlinkat(target, folder, temporary) == 0 else { throw GitError(operation: "link", path: change.path) }
    } else {
      try write(bytes, change, in: folder, replacing: name)
    }
    guard renameat(folder, temporary, folder, name) == 0 else { throw GitError(operation: "rename", path: change.path) }
  }

  private func write(
    _ bytes: [UInt8], _ change: TreeChange, in folder: Int32, replacing name: String
  ) throws(GitError) {
    let file = openat(folder, Self.temporaryName, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw GitError(operation: "create", path: change.path) }
    defer { close(file) }
    try SmallFile.write(bytes, to: file, change.path)
    var old = stat()
    var made = stat()
    fstat(file, &made)
    let isThere = fstatat(folder, name, &old, AT_SYMLINK_NOFOLLOW) == 0 && old.st_mode & S_IFMT == S_IFREG
    let mode = Self.mode((isThere ? old : made).st_mode & 0o777, after: change)
    if mode != made.st_mode & 0o777 { fchmod(file, mode) }
  }

  /// Rights stay as somebody has set them, but for what the change says of executability.
  private static func mode(_ mode: mode_t, after change: TreeChange) -> mode_t {
    if change.new?.form == .executable { return mode | (mode & 0o444) >> 2 }
    return change.old?.form == .executable ? mode & ~0o111 : mode
  }

  private func correctMode(of change: TreeChange) throws(GitError) {
    guard case .open(let folder, let name) = try parent(of: change.path, isMade: false) else { return }
    defer { close(folder) }
    let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard file >= 0 else { return }
    defer { close(file) }
    var status = stat()
    fstat(file, &status)
    let mode = Self.mode(status.st_mode & 0o777, after: change)
    if mode != status.st_mode & 0o777 { fchmod(file, mode) }
  }

  private func remove(_ path: String) throws(GitError) {
    guard case .open(let folder, let name) = try parent(of: path, isMade: false) else { return }
    defer { close(folder) }
    guard unlinkat(folder, name, 0) == 0 || errno == ENOENT else { throw GitError(operation: "remove", path: path) }
    try removeTemporary(beside: path)
    try removeEmptyFolders(above: path)
  }

  private func removeEmptyFolders(above path: String) throws(GitError) {
    for empty in TreePath.folders(of: path).reversed() {
      // The folder that the repository was opened for stays.
      guard empty != handle.folder, !handle.folder.hasPrefix(empty + "/"),
        case .open(let outer, let name) = try parent(of: empty, isMade: false)
      else { return }
      defer { close(outer) }
      guard unlinkat(outer, name, AT_REMOVEDIR) == 0 else { return }
    }
  }

  private func removeTemporary(beside path: String) throws(GitError) {
    guard case .open(let folder, _) = try parent(of: path, isMade: false) else { return }
    unlinkat(folder, Self.temporaryName, 0)
    close(folder)
  }
}

extension TreeFile.Form {
  var isFile: Bool { self == .file || self == .executable }
}
