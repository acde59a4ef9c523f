import Content
import Glibc

/// The folder that a site is published to.
///
/// A changed file is staged first; when the whole site has been made, all staged files are renamed into place, and files
/// that only an earlier build made are removed. Until then, and after any failure, the last good site stands. Nothing
/// outside the folder is touched, and no file that a build did not make.
struct OutputFolder: Sendable {
  /// Ends the name under which a file is written that replaces another at once.
  static let stagingSuffix = ".preau-new"

  let path: String
  private let lock: FolderLock
  private let adoptsForeignFiles: Bool
  /// What earlier builds wrote.
  private let known: Known
  /// Whether no file is there that a page could be the same as.
  private let isEmpty: Bool
  private let staging: StagingFolder

  private enum Known {
    case listed(Set<String>)
    /// The build that is remembered was the last one here, and made these.
    case remembered([RecordedOutput])

    var paths: Set<String> {
      switch self {
      case .listed(let paths): paths
      case .remembered(let outputs): Set(outputs.map(\.path))
      }
    }
  }

  /// Opens or creates the folder.
  ///
  /// - Parameter record: what an earlier build noted; when it was the last one here, and came to its end, the folder
  ///   is not searched again.
  ///
  /// Throws `foreignFiles` when it holds files that no build made, unless `adoptsForeignFiles`; those are then
  /// left where they are, or replaced by pages of the same name. Hidden files at its top are never counted.
  init(
    _ path: String, adoptsForeignFiles: Bool, remembering record: BuildRecord? = nil
  ) async throws(OutputError) {
    self.path = path
    self.adoptsForeignFiles = adoptsForeignFiles
    try Self.makeFolder(path, followingLinks: true)
    lock = try await FolderLock.acquire(path)
    staging = StagingFolder(in: lock.descriptor, path: path)
    if let record, let manifest = record.manifest, OutputManifest.stamp(in: path) == manifest,
      !StagingFolder.isThere(in: path)
    {
      known = .remembered(record.outputs)
      isEmpty = false
      return
    }
    // What a build left behind that was killed; no other is at work while we hold the lock.
    staging.remove()
    let known = Set(try OutputManifest.read(from: path).paths)
    self.known = .listed(known)
    let files = try FolderListing.files(in: path)
    isEmpty = files.isEmpty
    guard !adoptsForeignFiles else { return }
    let foreign = files.filter { !known.contains($0) }
    guard foreign.isEmpty else {
      throw .foreignFiles(folder: path, paths: Array(foreign.prefix(5)), count: foreign.count)
    }
  }

  /// Whether the build that is remembered was the last one here.
  var isRemembered: Bool {
    if case .remembered = known { true } else { false }
  }

  /// Throws `foreignFiles` when one of `files` is hidden at the top and already there from somebody else.
  func checkHidden(among files: [String]) throws(OutputError) {
    let hidden = files.filter { $0.hasPrefix(".") }
    guard !hidden.isEmpty else { return }
    let foreign = hidden.filter { !known.paths.contains($0) && access("\(path)/\($0)", F_OK) == 0 }
    guard foreign.isEmpty || adoptsForeignFiles else {
      throw .foreignFiles(folder: path, paths: Array(foreign.prefix(5)), count: foreign.count)
    }
  }

  /// Stages a file, unless the one in its place already holds these bytes.
  func stage(_ bytes: UnsafeRawBufferPointer, as file: String) throws(OutputError) -> StagedFile {
    if !isEmpty, let stamp = RawFile.stamp(of: file, in: lock.descriptor, ifItHolds: bytes) {
      return StagedFile(stamp: OutputStamp(stamp), isChanged: false)
    }
    return StagedFile(stamp: OutputStamp(try staging.write(bytes, to: file)), isChanged: true)
  }

  func stage(_ bytes: [UInt8], as file: String) throws(OutputError) -> StagedFile {
    try bytes.withUnsafeBufferPointer { (buffer) throws(OutputError) in
      try stage(UnsafeRawBufferPointer(buffer), as: file)
    }
  }

  /// Moves staged files into place and removes what earlier builds made and `files` no longer names.
  ///
  /// Returns how many files were removed.
  func publish(staged: [String], of files: [String]) throws(OutputError) -> Int {
    if case .remembered(let outputs) = known, outputs.lazy.map(\.path).elementsEqual(files) {
      if !staged.isEmpty {
        _ = try staging.obstacles(among: [])
        try staging.publish()
      }
      return 0
    }
    let known = known.paths
    let wanted = Set(files)
    let stale = known.subtracting(wanted)
    let obstacles = staged.isEmpty ? [] : try staging.obstacles(among: stale)
    // Both sets are ours from here on, whatever interrupts the next lines.
    try OutputManifest(paths: Array(known.union(wanted))).write(to: path)
    var removed = remove(stale.filter { file in obstacles.contains { $0.holds(file) } })
    for obstacle in obstacles where obstacle.isFolder { FolderRemoval.remove(obstacle.path, in: lock.descriptor) }
    if !staged.isEmpty { try staging.publish() }
    removed += remove(stale)
    try OutputManifest(paths: files).write(to: path)
    return removed
  }

  /// Moves staged files into place where no file goes, some of which are new to the site.
  ///
  /// - Parameters:
  ///   - staged: all of them.
  ///   - new: those that no build made.
  func publish(staged: [String], addingNew new: [String]) throws(OutputError) {
    guard !staged.isEmpty else { return }
    _ = try staging.obstacles(among: [])
    // They are ours from here on, whatever interrupts the next line.
    if !new.isEmpty { try OutputManifest.add(new, in: path) }
    try staging.publish()
  }

  /// Takes back what was staged.
  func discard() { staging.remove() }

  static func rename(_ source: String, to target: String) throws(OutputError) {
    guard Glibc.rename(source, target) == 0 else { throw .system(operation: "rename", path: target, code: errno) }
  }
}

/// A file as it is published, or will be.
struct StagedFile: Sendable {
  var stamp: OutputStamp
  /// Whether it waits beside its place.
  var isChanged: Bool
}

extension OutputFolder {
  /// Makes one folder and its parents; answers whether it is new.
  @discardableResult
  static func makeFolder(_ path: String, followingLinks: Bool) throws(OutputError) -> Bool {
    if mkdir(path, 0o755) == 0 { return true }
    let code = errno
    if code == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      try makeFolder(String(path[..<slash]), followingLinks: followingLinks)
      guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
        throw .system(operation: "create folder", path: path, code: errno)
      }
      return true
    }
    guard code == EEXIST else { throw .system(operation: "create folder", path: path, code: code) }
    var status = stat()
    let found = followingLinks ? stat(path, &status) : lstat(path, &status)
    guard found == 0, status.st_mode & S_IFMT == S_IFDIR else { throw .notAFolder(path: path) }
    return false
  }

  /// Whether no folder on the way to `file` is a symbolic link, which could lead out of the output folder.
  private func isReachedWithoutLinks(_ file: String) -> Bool {
    var folder = file[...]
    while let slash = folder.lastIndex(of: "/") {
      folder = folder[..<slash]
      var status = stat()
      guard lstat("\(path)/\(folder)", &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return false }
    }
    return true
  }

  /// Removes files and the folders that they leave empty; answers how many were still there.
  private func remove(_ files: Set<String>) -> Int {
    var removed = 0
    for file in files.sorted() where isReachedWithoutLinks(file) && unlink("\(path)/\(file)") == 0 {
      removed += 1
      removeEmptyFolders(above: file)
    }
    return removed
  }

  private func removeEmptyFolders(above file: String) {
    var folder = file[...]
    while let slash = folder.lastIndex(of: "/") {
      folder = folder[..<slash]
      guard rmdir("\(path)/\(folder)") == 0 else { return }
    }
  }
}
