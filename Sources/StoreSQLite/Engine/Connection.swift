import CSQLite3
import Store

/// One connection to a file; used by one thread at a time.
final class Connection {
  enum Access {
    case reading
    case writing

    var flags: Int32 { self == .reading ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE }
  }

  private static let largestCache = 200

  let path: String
  let handle: OpaquePointer
  private var statements: [String: Statement] = [:]

  /// Opens a file that is there; waits for locks of others up to `waiting`.
  init(_ path: String, _ access: Access, waiting: Duration) throws(StoreError) {
    self.path = path
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(path, &opened, access.flags | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let opened else {
      let error = StoreError(code: code, of: opened, operation: "open", path: path)
      sqlite3_close_v2(opened)
      throw error
    }
    handle = opened
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, Int32(clamping: waiting.components.seconds * 1_000 + waiting.milliseconds))
    // A name in double quotes that is no column would else be taken as a text.
    csqlite_set_option(handle, SQLITE_DBCONFIG_DQS_DML, 0)
    csqlite_set_option(handle, SQLITE_DBCONFIG_DQS_DDL, 0)
    csqlite_set_option(handle, SQLITE_DBCONFIG_DEFENSIVE, 1)
    csqlite_set_option(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
    try check(KeyFunctions.register(on: handle), "open")
    try run("PRAGMA cell_size_check = ON")
  }

  deinit {
    statements = [:]
    sqlite3_close_v2(handle)
  }

  // MARK: Statements

  /// Runs a statement whose rows, if any, are of no interest.
  func run(_ sql: String, _ bindings: [Binding] = []) throws(StoreError) {
    try rows(of: sql, bindings) { _ in }
  }

  /// Runs a statement and hands each row to the body.
  func rows(
    of sql: String, _ bindings: [Binding] = [], _ body: (borrowing Row) throws(StoreError) -> Void
  ) throws(StoreError) {
    let statement = try statement(sql)
    defer { statement.reset() }
    for (index, binding) in bindings.enumerated() {
      try check(statement.bind(binding, at: Int32(index + 1)), "bind")
    }
    while true {
      let code = statement.step()
      guard code == SQLITE_ROW else {
        // Not every error is an error of the system: `errno` counts only where the code says so.
        return code == SQLITE_DONE ? () : try check(code, "step")
      }
      try body(Row(statement))
    }
  }

  /// The first column of the first row.
  func integer(_ sql: String, _ bindings: [Binding] = []) throws(StoreError) -> Int? {
    var result: Int?
    try rows(of: sql, bindings) { row in if result == nil { result = row.integer(0) } }
    return result
  }

  /// The first column of all rows.
  func texts(_ sql: String, _ bindings: [Binding] = []) throws(StoreError) -> [String] {
    var result: [String] = []
    try rows(of: sql, bindings) { row in result.append(String(decoding: row.bytes(0), as: UTF8.self)) }
    return result
  }

  private func statement(_ sql: String) throws(StoreError) -> Statement {
    if let statement = statements[sql] { return statement }
    let statement = try Statement(sql, self)
    // Texts of queries vary without end; what is used often is soon there again.
    if statements.count >= Self.largestCache { statements = [:] }
    statements[sql] = statement
    return statement
  }

  // MARK: Transactions

  /// Runs the body between `begin` and COMMIT, or ROLLBACK when it throws.
  func transaction<Result>(
    _ begin: String, _ body: () throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    try run(begin)
    do throws(StoreError) {
      let result = try body()
      try run("COMMIT")
      return result
    } catch {
      // Some errors have rolled back already (lang_transaction.html §3). What cannot be rolled back is taken away
      // with the connection, so the first error is the one that counts.
      if sqlite3_get_autocommit(handle) == 0 { try? run("ROLLBACK") }
      throw error
    }
  }

  // MARK: Errors

  func check(_ code: Int32, _ operation: String) throws(StoreError) {
    guard code == SQLITE_OK else { throw error(code, operation) }
  }

  func error(_ code: Int32, _ operation: String) -> StoreError {
    StoreError(code: code, of: handle, operation: operation, path: path)
  }
}

extension Duration {
  fileprivate var milliseconds: Int64 { components.attoseconds / 1_000_000_000_000_000 }
}
