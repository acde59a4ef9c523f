import CSQLite3
import Store

/// A value for a parameter of a statement.
enum Binding {
  case integer(Int)
  case text(String)
  /// A text in UTF-8.
  case utf8([UInt8])
  case blob([UInt8])
  case null

  static func key(_ value: DocumentValue) -> Binding { .blob(OrderKey(value).bytes) }
}

/// A prepared statement.
final class Statement {
  fileprivate let handle: OpaquePointer

  init(_ sql: String, _ connection: Connection) throws(StoreError) {
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v3(
      connection.handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
    guard code == SQLITE_OK, let prepared else { throw connection.error(code, "prepare") }
    handle = prepared
  }

  deinit { sqlite3_finalize(handle) }

  func bind(_ binding: Binding, at index: Int32) -> Int32 {
    switch binding {
    case .integer(let value): return sqlite3_bind_int64(handle, index, Int64(value))
    case .text(var text):
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          csqlite_bind_text(handle, index, $0.baseAddress ?? Self.empty, UInt64($0.count))
        }
      }
    case .utf8(let bytes):
      return bytes.withUnsafeBytes {
        csqlite_bind_text(
          handle, index, $0.baseAddress?.assumingMemoryBound(to: CChar.self) ?? Self.empty, UInt64($0.count))
      }
    case .blob(let bytes):
      return bytes.withUnsafeBytes {
        csqlite_bind_blob(handle, index, $0.baseAddress ?? UnsafeRawPointer(Self.empty), UInt64($0.count))
      }
    case .null: return sqlite3_bind_null(handle, index)
    }
  }

  func step() -> Int32 { sqlite3_step(handle) }

  /// Makes the statement ready for its next use; it keeps no lock and no value.
  func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  /// What stands for no bytes, since a null pointer would bind NULL.
  private static var empty: UnsafePointer<CChar> { UnsafePointer(sqlite3_libversion()) }
}

/// A row that a statement stands at.
struct Row: ~Copyable {
  private let statement: Statement

  init(_ statement: Statement) {
    self.statement = statement
  }

  func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(statement.handle, column)) }

  /// The bytes of a text or blob; none of NULL.
  func bytes(_ column: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(statement.handle, column) else { return [] }
    let count = Int(sqlite3_column_bytes(statement.handle, column))
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }
}
