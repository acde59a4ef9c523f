import CSQLite3
import Glibc
import Store

extension StoreError {
  /// What a result code of SQLite means.
  init(code: Int32, of connection: OpaquePointer?, operation: String, path: String) {
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED: self = .busy(path: path)
    case SQLITE_FULL: self = .full(path: path)
    case SQLITE_CORRUPT: self = .corrupt(path: path)
    case SQLITE_NOTADB: self = .foreign(path: path)
    case SQLITE_READONLY where [csqlite_readonly_rollback, csqlite_readonly_recovery].contains(code):
      self = .engine(code: code, path: path)
    case SQLITE_IOERR:
      // SQLite forgets the number where a write was cut short by a limit.
      let systemCode = connection.map(sqlite3_system_errno) ?? 0
      self.init(operation: operation, path: path, code: systemCode == 0 ? errno : systemCode)
    case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
      self.init(operation: operation, path: path, code: connection.map(sqlite3_system_errno) ?? 0)
    default: self = .engine(code: code, path: path)
    }
  }

  /// What a system call left in `errno`.
  init(operation: String, path: String, code: Int32 = errno) {
    let isFull = [ENOSPC, EDQUOT, EFBIG].contains(code)
    self = isFull ? .full(path: path) : .io(operation: operation, path: path, code: code)
  }
}
