public import Store

/// A store in one file of SQLite.
///
/// One connection writes and one reads, each on a thread of its own; a transaction is durable when it returns. Several
/// stores, of one or more processes, may share the file; each tells only its own changes.
public final class SQLiteStore: Store {
  /// How long a call waits for others who have locked the file.
  public static let patience = Duration.seconds(5)

  public let path: String
  private let waiting: Duration
  private let schema: StoreSchema
  private let writer = Worker("store writer")
  private let reader = Worker("store reader")
  private let writerState = SchemaState()
  private let readerState = SchemaState()
  private let feed = ChangeFeed()
  private let lock: FileLock

  /// Opens a file, or makes it, and brings it to what is declared.
  ///
  /// Checks the whole file first. Refuses a file that is damaged (`corrupt`), is something else (`foreign`) or was
  /// written by a newer program (`newerSchema`), and leaves it as it was. Throws `duplicate` for a new unique index that
  /// the documents break.
  public static func open(
    _ path: String, _ collections: [DocumentCollection], migrations: [Migration] = [],
    waiting: Duration = patience
  ) async throws(StoreError) -> SQLiteStore {
    let schema = try StoreSchema(collections, migrations)
    let worker = Worker("store check")
    let lock = try await worker.perform { () throws(StoreError) in
      try StoreFile.prepare(path, for: schema, waiting: waiting)
      return try FileLock(of: path, .shared)
    }
    let store = SQLiteStore(path, schema, lock, waiting)
    try await store.open()
    return store
  }

  private init(_ path: String, _ schema: StoreSchema, _ lock: FileLock, _ waiting: Duration) {
    self.path = path
    self.schema = schema
    self.lock = lock
    self.waiting = waiting
  }

  private func open() async throws(StoreError) {
    try await writer.open { () throws(StoreError) in
      let connection = try Connection(path, .writing, waiting: waiting)
      try connection.useLog(waiting: waiting)
      try schema.upgrade(connection)
      return connection
    }
    try await reader.open { () throws(StoreError) in
      let connection = try Connection(path, .writing, waiting: waiting)
      try connection.run("PRAGMA query_only = ON")
      return connection
    }
  }

  /// Ends all streams of changes and lets the file go, once what runs is done; later calls throw `closed`.
  public func close() async {
    feed.close()
    await reader.close()
    await writer.close()
    lock.release()
  }

  public func read<Result: Sendable>(
    _ body: @Sendable (any StoreReader) throws(StoreError) -> Result
  ) async throws(StoreError) -> Result {
    try await reader.run { (connection) throws(StoreError) in
      try connection.transaction("BEGIN") { () throws(StoreError) in
        try readerState.check(connection, schema)
        return try body(SQLiteTransaction(connection, schema.catalogue))
      }
    }
  }

  public func transaction<Result: Sendable>(
    _ body: @Sendable (any StoreTransaction) throws(StoreError) -> Result
  ) async throws(StoreError) -> Result {
    try await writer.run { (connection) throws(StoreError) in
      let transaction = SQLiteTransaction(connection, schema.catalogue)
      // IMMEDIATE: a lock that is asked for only at the first write could find that others have written meanwhile.
      let result = try connection.transaction("BEGIN IMMEDIATE") { () throws(StoreError) in
        try writerState.check(connection, schema)
        let result = try body(transaction)
        if let failure = transaction.failure { throw failure }
        return result
      }
      feed.publish(transaction.changes)
      return result
    }
  }

  public func changes(in collection: DocumentCollection) throws(StoreError) -> AsyncStream<Change> {
    try schema.catalogue.check(collection)
    return feed.changes(in: collection)
  }

  /// Reads the whole file and compares tables with indexes; throws `corrupt` where something is broken.
  ///
  /// More than `open` checks, and slower. Reading goes on only after it.
  public func checkIntegrity() async throws(StoreError) {
    try await reader.run { (connection) throws(StoreError) in
      guard try connection.texts("PRAGMA integrity_check(1)") == ["ok"] else { throw .corrupt(path: path) }
    }
  }

  /// How SQLite goes about a query, a line a step.
  package func plan(of query: Query, in collection: DocumentCollection) async throws(StoreError) -> [String] {
    try await reader.run { (connection) throws(StoreError) in
      let (text, bindings) = ConditionSQL.selection(query, from: CollectionTable(collection))
      var steps: [String] = []
      try connection.rows(of: "EXPLAIN QUERY PLAN \(text)", bindings) { row in
        steps.append(String(decoding: row.bytes(3), as: UTF8.self))
      }
      return steps
    }
  }

  /// Writes a copy of the store, whole and as of one moment, while others go on.
  ///
  /// The copy takes the place of what is at `destination` once it is complete, checked and on disk; it is one file.
  public func backUp(to destination: String) async throws(StoreError) {
    try await Worker("store backup").perform { () throws(StoreError) in
      try StoreCopy.make(of: path, at: destination, waiting: waiting)
    }
  }

  /// Puts a copy in the place of a store.
  ///
  /// The copy is checked first, as `open` does, and stays as it is. Throws `inUse` while a store of this or another
  /// process on this machine has the file open, or another program that uses SQLite; what machines that share the file
  /// over a network do cannot be known.
  public static func restore(
    _ copy: String, to path: String, _ collections: [DocumentCollection], migrations: [Migration] = [],
    waiting: Duration = patience
  ) async throws(StoreError) {
    let schema = try StoreSchema(collections, migrations)
    try await Worker("store restore").perform { () throws(StoreError) in
      try StoreCopy.restore(copy, to: path, for: schema, waiting: waiting)
    }
  }
}
