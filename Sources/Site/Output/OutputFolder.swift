import Content
import Glibc

/// The folder that a site is published to.
///
/// A changed file is staged beside its place under a name of its own; when the whole site has been made, all staged
/// files are renamed into place, and files that only an earlier build made are removed. Until then, and after any
/// failure, the last good site stands. Nothing outside the folder is touched, and no file that a build did not make.
struct OutputFolder: Sendable {
  static let stagingSuffix = ".preau-new"
  /// Is there while a build writes, and after one that was killed.
  private static let marker = ".preau-building"

  let path: String
  private let lock: FolderLock
  private let adoptsForeignFiles: Bool
  /// What earlier builds wrote.
  private let known: Known

  private enum Known {
    case listed(Set<String>)
    /// The build that is remembered was the last one here.
    case remembered([String])

    var paths: Set<String> {
      switch self {
      case .listed(let paths): paths
      case .remembered(let paths): Set(paths)
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
    if let record, let manifest = record.manifest, OutputManifest.stamp(in: path) == manifest,
      !Self.wasInterrupted(path)
    {
      known = .remembered(record.outputs.map(\.path))
      return
    }
    let known = Set(try OutputManifest.read(from: path).paths)
    self.known = .listed(known)
    let files = try FolderListing.files(in: path)
    // What a build left behind that was killed; no other is at work while we hold the lock.
    for file in files where file.hasSuffix(Self.stagingSuffix) { unlink("\(path)/\(file)") }
    guard !adoptsForeignFiles else { return }
    let foreign = files.filter { !known.contains($0) && !$0.hasSuffix(Self.stagingSuffix) }
    guard foreign.isEmpty else {
      throw .foreignFiles(folder: path, paths: Array(foreign.prefix(5)), count: foreign.count)
    }
  }

  /// Whether a build was killed while it wrote into the folder, or is at work there.
  static func wasInterrupted(_ path: String) -> Bool { access("\(path)/\(marker)", F_OK) == 0 }

  /// Throws `foreignFiles` when one of `files` is hidden at the top and already there from somebody else.
  func checkHidden(among files: [String]) throws(OutputError) {
    let hidden = files.filter { $0.hasPrefix(".") }
    guard !hidden.isEmpty else { return }
    for file in hidden { unlink("\(path)/\(file)\(Self.stagingSuffix)") }
    let foreign = hidden.filter { !known.paths.contains($0) && access("\(path)/\($0)", F_OK) == 0 }
    guard foreign.isEmpty || adoptsForeignFiles else {
      throw .foreignFiles(folder: path, paths: Array(foreign.prefix(5)), count: foreign.count)
    }
  }

  /// Makes the folders of all `files`, once each; returns those that are new, outermost first.
  func makeFolders(for files: [String]) throws(OutputError) -> [String] {
    var made: [String] = []
    var seen: Set<Substring> = []
    for file in files {
      var missing: [Substring] = []
      var parent = file[...]
      while let slash = parent.lastIndex(of: "/") {
        parent = parent[..<slash]
        guard seen.insert(parent).inserted else { break }
        missing.append(parent)
      }
      for folder in missing.reversed() where try Self.makeFolder("\(path)/\(folder)", followingLinks: false) {
        made.append(String(folder))
      }
    }
    return made
  }

  /// Puts a file beside its place, unless the file there already holds these bytes.
  ///
  /// Throws `notAFile` for a folder there, over which no file can be renamed.
  func stage(_ bytes: UnsafeRawBufferPointer, as file: String) throws(OutputError) -> StagedFile {
    let target = "\(path)/\(file)"
    if let stamp = RawFile.stamp(of: target, ifItHolds: bytes) {
      return StagedFile(stamp: OutputStamp(stamp), isChanged: false)
    }
    guard !RawFile.isFolder(target) else { throw .notAFile(path: target) }
    let stamp = try RawFile.write(bytes, to: target + Self.stagingSuffix)
    return StagedFile(stamp: OutputStamp(stamp), isChanged: true)
  }

  func stage(_ bytes: [UInt8], as file: String) throws(OutputError) -> StagedFile {
    try bytes.withUnsafeBufferPointer { (buffer) throws(OutputError) in
      try stage(UnsafeRawBufferPointer(buffer), as: file)
    }
  }

  /// Renames the staged files into place and removes what earlier builds made and `files` no longer names.
  ///
  /// Returns how many files were removed.
  func publish(staged: [String], of files: [String]) throws(OutputError) -> Int {
    if case .remembered(let paths) = known, paths == files {
      try rename(staged)
      try endStaging()
      return 0
    }
    let known = known.paths
    let wanted = Set(files)
    // Both sets are ours from here on, whatever interrupts the next lines.
    try OutputManifest(paths: Array(known.union(wanted))).write(to: path)
    try rename(staged)
    let stale = known.subtracting(wanted).sorted()
    var removed = 0
    for file in stale where isReachedWithoutLinks(file) && unlink("\(path)/\(file)") == 0 {
      removed += 1
      removeEmptyFolders(above: file)
    }
    try OutputManifest(paths: files).write(to: path)
    try endStaging()
    return removed
  }

  private func rename(_ staged: [String]) throws(OutputError) {
    for file in staged { try Self.rename("\(path)/\(file)\(Self.stagingSuffix)", to: "\(path)/\(file)") }
  }

  /// Leaves a sign for the next build, should this one not come to its end.
  func beginStaging() throws(OutputError) { try RawFile.write([], to: "\(path)/\(Self.marker)") }

  private func endStaging() throws(OutputError) {
    guard unlink("\(path)/\(Self.marker)") == 0 || errno == ENOENT else {
      throw .system(operation: "remove", path: "\(path)/\(Self.marker)", code: errno)
    }
  }

  /// Takes back what was staged, and the folders made for it.
  func discard(staged: [String], madeFolders: [String]) {
    for file in staged { unlink("\(path)/\(file)\(Self.stagingSuffix)") }
    for folder in madeFolders.reversed() { rmdir("\(path)/\(folder)") }
    unlink("\(path)/\(Self.marker)")
  }

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

  private func removeEmptyFolders(above file: String) {
    var folder = file[...]
    while let slash = folder.lastIndex(of: "/") {
      folder = folder[..<slash]
      guard rmdir("\(path)/\(folder)") == 0 else { return }
    }
  }
}
