import CSQLite3
import Glibc
import Store

/// Copies of a store, made while it is in use, and put back while it is not.
enum StoreCopy {
  /// Copies the store at `source` into the place of `destination`.
  static func make(of source: String, at destination: String, waiting: Duration) throws(StoreError) {
    guard !isSameFile(source, destination) else { throw .inUse(path: destination) }
    _ = try StoreFile.size(of: destination)
    let temporary = try StoreFile.makeTemporary(beside: destination)
    defer { removeTemporary(temporary) }
    try copy(source, to: temporary, waiting: waiting)
    try StoreFile.move(temporary, to: destination)
  }

  /// Puts a copy in the place of the store at `path`.
  static func restore(
    _ copy: String, to path: String, for schema: StoreSchema, waiting: Duration
  ) throws(StoreError) {
    guard !isSameFile(copy, path) else { throw .inUse(path: path) }
    let lock = try FileLock(of: path, .exclusive)
    defer { lock.release() }
    guard try StoreFile.size(of: copy) ?? 0 > 0 else { throw .foreign(path: copy) }
    try StoreFile.check(copy, for: schema, waiting: waiting)
    let temporary = try StoreFile.makeTemporary(beside: path)
    defer { removeTemporary(temporary) }
    try Self.copy(copy, to: temporary, waiting: waiting)
    try retire(path)
    try StoreFile.move(temporary, to: path)
  }

  private static func copy(_ source: String, to temporary: String, waiting: Duration) throws(StoreError) {
    let from = try Connection(source, .reading, waiting: waiting)
    let to = try Connection(temporary, .writing, waiting: waiting)
    guard let backup = sqlite3_backup_init(to.handle, "main", from.handle, "main") else {
      throw to.error(sqlite3_errcode(to.handle), "copy")
    }
    // All pages at once: the reading half keeps the state of one moment and stops nobody, while a copy in steps would
    // begin anew after each write in between.
    let (code, finished) = withExtendedLifetime(from) {
      (sqlite3_backup_step(backup, -1), sqlite3_backup_finish(backup))
    }
    guard code == SQLITE_DONE else { throw to.error(code, "copy") }
    try to.check(finished, "copy")
    // A copy that says it has a log could be read only where its folder can be written to.
    try to.run("PRAGMA journal_mode = DELETE")
    try to.checkIntegrity()
  }

  /// Takes the log of the old store away, which would else be played back into the new one.
  ///
  /// Leaving it writes the log into the store, so that the store is whole at every moment; and only who has it alone may.
  private static func retire(_ path: String) throws(StoreError) {
    guard try StoreFile.size(of: path) ?? 0 > 0 else { return removeLog(of: path) }
    do throws(StoreError) {
      let connection = try Connection(path, .writing, waiting: .zero)
      try connection.run("PRAGMA journal_mode = DELETE")
    } catch {
      switch error {
      case .busy: throw .inUse(path: path)
      // What is damaged is why somebody restores.
      case .corrupt, .foreign: removeLog(of: path)
      default: throw error
      }
    }
  }

  private static func removeLog(of path: String) {
    unlink("\(path)-wal")
    unlink("\(path)-shm")
  }

  private static func removeTemporary(_ path: String) {
    unlink(path)
    unlink("\(path)-journal")
    removeLog(of: path)
  }

  private static func isSameFile(_ left: String, _ right: String) -> Bool {
    var first = stat()
    var second = stat()
    guard stat(left, &first) == 0, stat(right, &second) == 0 else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }
}
