import Content
import Glibc

/// A folder inside of the output folder where files wait until the whole site is made.
///
/// It has the same tree as the site, so that a folder that is new to the site is published by one rename. It is hidden,
/// and what a build that was killed left there is removed by the next one.
struct StagingFolder: Sendable {
  static let name = ".preau-new"

  /// The open output folder, and its path for messages.
  private let output: Int32
  private let path: String

  init(in output: Int32, path: String) {
    self.output = output
    self.path = path
  }

  /// Whether a build is at work, or was killed while it was.
  static func isThere(in folder: String) -> Bool { access("\(folder)/\(name)", F_OK) == 0 }

  /// Writes a file, in folders that are made as needed.
  func write(_ bytes: UnsafeRawBufferPointer, to file: String) throws(OutputError) -> FileStamp {
    let staged = "\(Self.name)/\(file)"
    try makeFolder(above: staged)
    do throws(OutputError) {
      return try RawFile.write(bytes, to: staged, in: output)
    } catch .system(let operation, _, let code) {
      throw .system(operation: operation, path: "\(path)/\(file)", code: code)
    }
  }

  private func makeFolder(above file: String) throws(OutputError) {
    guard let slash = file.utf8.lastIndex(of: UInt8(ascii: "/")) else { return }
    let folder = String(file[..<slash])
    if mkdirat(output, folder, 0o755) == 0 || errno == EEXIST { return }
    guard errno == ENOENT else { throw failure("create folder", folder) }
    try makeFolder(above: folder)
    guard mkdirat(output, folder, 0o755) == 0 || errno == EEXIST else { throw failure("create folder", folder) }
  }

  /// The files and folders of earlier builds that stand where something else must be: a file in place of a folder, or
  /// the other way round.
  ///
  /// Throws `notAFolder` and `notAFile` when anything there is not among `stale`. A link is no folder, since it could
  /// lead out of the output folder.
  func obstacles(among stale: Set<String>) throws(OutputError) -> [Item] {
    var found: [Item] = []
    try forEachItem(in: "") { (item) throws(OutputError) in try check(item, stale, &found) }
    return found
  }

  /// Moves everything into its place.
  func publish() throws(OutputError) {
    try forEachItem(in: "") { (item) throws(OutputError) in try move(item) }
    remove()
  }

  struct Item {
    /// Relative to the output folder.
    var path: String
    var isFolder: Bool

    func holds(_ file: String) -> Bool { file == path || (isFolder && file.hasPrefix(path + "/")) }
  }

  private func check(_ item: Item, _ stale: Set<String>, _ found: inout [Item]) throws(OutputError) {
    var status = stat()
    guard fstatat(output, item.path, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return }
    let isFolder = status.st_mode & S_IFMT == S_IFDIR
    if item.isFolder && isFolder {
      return try forEachItem(in: item.path) { (item) throws(OutputError) in try check(item, stale, &found) }
    }
    guard item.isFolder || isFolder else { return }
    let obstacle = Item(path: item.path, isFolder: isFolder)
    guard try isStale(obstacle, stale) else {
      throw isFolder ? .notAFile(path: "\(path)/\(item.path)") : .notAFolder(path: "\(path)/\(item.path)")
    }
    found.append(obstacle)
  }

  private func isStale(_ item: Item, _ stale: Set<String>) throws(OutputError) -> Bool {
    guard item.isFolder else { return stale.contains(item.path) }
    for (name, isFolder) in try FolderListing.items(in: item.path, of: output, path: path)
    where try !isStale(Item(path: "\(item.path)/\(name)", isFolder: isFolder), stale) { return false }
    return true
  }

  private func move(_ item: Item) throws(OutputError) {
    if renameat(output, "\(Self.name)/\(item.path)", output, item.path) == 0 { return }
    guard item.isFolder, errno == ENOTEMPTY || errno == EEXIST else { throw failure("rename", item.path) }
    try forEachItem(in: item.path) { (item) throws(OutputError) in try move(item) }
  }

  private func forEachItem(
    in folder: String, _ body: (Item) throws(OutputError) -> Void
  ) throws(OutputError) {
    let staged = folder.isEmpty ? Self.name : "\(Self.name)/\(folder)"
    for (name, isFolder) in try FolderListing.items(in: staged, of: output, path: path) {
      try body(Item(path: folder.isEmpty ? name : "\(folder)/\(name)", isFolder: isFolder))
    }
  }

  /// Takes away all that is still there.
  func remove() { FolderRemoval.remove(Self.name, in: output) }

  private func failure(_ operation: String, _ item: String) -> OutputError {
    .system(operation: operation, path: "\(path)/\(item)", code: errno)
  }
}
