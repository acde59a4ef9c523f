import CSQLite3
import Glibc
import Store

/// The file of a store before it is opened.
enum StoreFile {
  /// Makes the file if there is none, else checks that it is a whole store that this program can use.
  static func prepare(_ path: String, for schema: StoreSchema, waiting: Duration) throws(StoreError) {
    switch try size(of: path) {
    case nil: try create(path)
    case 0: return
    default: try check(path, for: schema, waiting: waiting)
    }
  }

  /// Checks a file without writing to it, unless it was left in the middle of a change.
  static func check(_ path: String, for schema: StoreSchema, waiting: Duration) throws(StoreError) {
    do throws(StoreError) {
      try check(Connection(path, .reading, waiting: waiting), for: schema)
    } catch .engine(csqlite_readonly_rollback, _), .engine(csqlite_readonly_recovery, _) {
      // What a crash left beside the file belongs to it, and only who may write can put it right.
      try check(Connection(path, .writing, waiting: waiting), for: schema)
    }
  }

  private static func check(_ connection: Connection, for schema: StoreSchema) throws(StoreError) {
    let path = connection.path
    try schema.checkOrigin(connection)
    // SQLite takes what is missing of the last page for zeros. A log may still hold that page.
    let page = try connection.integer("PRAGMA page_size") ?? 1
    let rest = try (size(of: path) ?? 0) % page
    let log = try size(of: "\(path)-wal") ?? 0
    guard rest == 0 || log > 0 else { throw .corrupt(path: path) }
    try connection.checkIntegrity()
  }

  /// In bytes; nil where there is no file.
  ///
  /// Throws `foreign` for what is no regular file.
  static func size(of path: String) throws(StoreError) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT { return nil }
      throw StoreError(operation: "stat", path: path)
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .foreign(path: path) }
    return Int(status.st_size)
  }

  /// Makes an empty file for the owner's eyes only, as SQLite's files beside it will be.
  private static func create(_ path: String) throws(StoreError) {
    // Under another name first: to close a file that somebody has opened would end SQLite's locks on it.
    let temporary = try makeTemporary(beside: path)
    defer { unlink(temporary) }
    // Somebody else may have been faster.
    guard link(temporary, path) == 0 || errno == EEXIST else { throw StoreError(operation: "create", path: path) }
    try syncFolder(of: path)
  }

  /// Makes a new file beside `path` and answers its name.
  static func makeTemporary(beside path: String) throws(StoreError) -> String {
    let name = "\(path).\(getpid())-\(UInt64.random(in: 0 ... .max)).partial"
    let file = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw StoreError(operation: "create", path: name) }
    close(file)
    return name
  }

  /// Puts a complete file in the place of another, durably.
  static func move(_ temporary: String, to path: String) throws(StoreError) {
    try sync(temporary, O_RDWR)
    guard rename(temporary, path) == 0 else { throw StoreError(operation: "rename", path: path) }
    try syncFolder(of: path)
  }

  private static func syncFolder(of path: String) throws(StoreError) {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    try sync(slash.map { String(path[...$0]) } ?? ".", O_RDONLY | O_DIRECTORY)
  }

  private static func sync(_ path: String, _ flags: Int32) throws(StoreError) {
    let file = open(path, flags | O_CLOEXEC)
    guard file >= 0 else { throw StoreError(operation: "open", path: path) }
    defer { close(file) }
    guard fsync(file) == 0 else { throw StoreError(operation: "sync", path: path) }
  }
}

extension Connection {
  /// Throws `corrupt` where a page, a row or a constraint is broken.
  func checkIntegrity() throws(StoreError) {
    guard try texts("PRAGMA quick_check(1)") == ["ok"] else { throw .corrupt(path: path) }
  }

  /// Has commits written to a log and synced, so that readers wait for no writer.
  func useLog(waiting: Duration) throws(StoreError) {
    let start = ContinuousClock.now
    while true {
      do throws(StoreError) {
        guard try texts("PRAGMA journal_mode = WAL") == ["wal"] else {
          throw .io(operation: "open the log", path: path, code: 0)
        }
        break
      } catch {
        // SQLite does not wait here by itself when two open a new file at once.
        guard case .busy = error, ContinuousClock.now - start < waiting else { throw error }
        usleep(5_000)
      }
    }
    try run("PRAGMA synchronous = FULL")
    // A burst of writing or a long reader makes the log grow; it need not stay so.
    try run("PRAGMA journal_size_limit = \(64 << 20)")
  }
}
