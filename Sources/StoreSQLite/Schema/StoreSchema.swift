import CSQLite3
import Store

/// What a program declares, and how a file is brought there.
struct StoreSchema: Sendable {
  /// Marks a file as a store, in SQLite's header: "Pré" and a number, as bytes.
  private static let applicationID = 0x5072_C3A9
  /// The version of how collections lie in a file; the header holds it too.
  private static let layout = 1

  let catalogue: Catalogue
  /// In the order of their numbers.
  let migrations: [Migration]

  init(_ collections: [DocumentCollection], _ migrations: [Migration]) throws(StoreError) {
    catalogue = try Catalogue(collections)
    precondition(
      migrations.first?.number ?? 1 > 0 && zip(migrations, migrations.dropFirst()).allSatisfy { $0.number < $1.number },
      "migrations must be numbered upwards from 1")
    self.migrations = migrations
  }

  private var lastNumber: Int { migrations.last?.number ?? 0 }

  // MARK: Checking

  /// Refuses a file that is no store, or one of a newer program; answers whether it is still empty.
  @discardableResult
  func checkOrigin(_ connection: Connection) throws(StoreError) -> Bool {
    let id = try connection.integer("PRAGMA application_id") ?? 0
    if id == 0, try connection.integer("SELECT count(*) FROM sqlite_schema") == 0 { return true }
    guard id == Self.applicationID else { throw .foreign(path: connection.path) }
    let layout = try connection.integer("PRAGMA user_version") ?? 0
    guard layout <= Self.layout else {
      throw .newerSchema(path: connection.path, found: layout, supported: Self.layout)
    }
    let number = try connection.integer("SELECT max(number) FROM schema_migrations") ?? 0
    guard number <= lastNumber else {
      throw .newerSchema(path: connection.path, found: number, supported: lastNumber)
    }
    return false
  }

  /// Whether the file is as declared; another program may have brought it elsewhere.
  func isPresent(in connection: Connection) throws(StoreError) -> Bool {
    try checkOrigin(connection)
    for collection in catalogue.collections {
      guard try Set(Self.columns(of: collection, connection)) == Set(CollectionTable(collection).columns),
        try Set(Self.indexes(of: collection, connection))
          == Set(collection.indexes.map { CollectionTable.indexName($0, of: collection) })
      else { return false }
    }
    return true
  }

  // MARK: Upgrading

  /// Brings a file to what is declared, all at once; refuses it as `checkOrigin` does.
  func upgrade(_ connection: Connection) throws(StoreError) {
    try connection.transaction("BEGIN IMMEDIATE") { () throws(StoreError) in
      if try checkOrigin(connection) { try create(connection) }
      for collection in catalogue.collections { try bringColumns(of: collection, connection) }
      // Unique indexes come last, so that a migration can take away what they would refuse.
      try migrate(connection)
      for collection in catalogue.collections { try bringIndexes(of: collection, connection) }
    }
  }

  private func create(_ connection: Connection) throws(StoreError) {
    try connection.run("PRAGMA application_id = \(Self.applicationID)")
    try connection.run("PRAGMA user_version = \(Self.layout)")
    try connection.run("CREATE TABLE schema_migrations (number INTEGER PRIMARY KEY NOT NULL) STRICT")
  }

  private func bringColumns(of collection: DocumentCollection, _ connection: Connection) throws(StoreError) {
    let table = CollectionTable(collection)
    let present = try Self.columns(of: collection, connection)
    guard !present.isEmpty else { return try connection.run(table.creation) }
    // An index that is no longer declared must go before its columns, which nobody would keep up to date.
    let declared = Set(collection.indexes.map { CollectionTable.indexName($0, of: collection) })
    for name in try Self.indexes(of: collection, connection) where !declared.contains(name) {
      try connection.run("DROP INDEX \"\(name)\"")
    }
    for column in present where !table.columns.contains(column) {
      try connection.run("ALTER TABLE \(table.name) DROP COLUMN \"\(column)\"")
    }
    for path in table.paths where !present.contains(CollectionTable.column(of: path)) {
      let column = "\"\(CollectionTable.column(of: path))\""
      try connection.run("ALTER TABLE \(table.name) ADD COLUMN \(column) BLOB")
      try connection.run("UPDATE \(table.name) SET \(column) = value_key(doc, ?)", [.text(path.description)])
    }
  }

  private func migrate(_ connection: Connection) throws(StoreError) {
    let applied = try connection.integer("SELECT max(number) FROM schema_migrations") ?? 0
    for migration in migrations where migration.number > applied {
      let transaction = SQLiteTransaction(connection, catalogue)
      try migration.apply(transaction)
      if let failure = transaction.failure { throw failure }
      try connection.run("INSERT INTO schema_migrations (number) VALUES (?)", [.integer(migration.number)])
    }
  }

  private func bringIndexes(of collection: DocumentCollection, _ connection: Connection) throws(StoreError) {
    let present = try Self.indexes(of: collection, connection)
    for index in collection.indexes where !present.contains(CollectionTable.indexName(index, of: collection)) {
      do throws(StoreError) {
        try connection.run(CollectionTable(collection).creation(of: index))
      } catch {
        guard case .engine(csqlite_constraint_unique, _) = error else { throw error }
        throw .duplicate(index, collection: collection.name)
      }
    }
  }

  // MARK: What is there

  private static func columns(
    of collection: DocumentCollection, _ connection: Connection
  ) throws(StoreError) -> [String] {
    try connection.texts(
      "SELECT name FROM pragma_table_info(?)", [.text(CollectionTable.tableName(of: collection))])
  }

  /// Without the one that SQLite makes for ids.
  private static func indexes(
    of collection: DocumentCollection, _ connection: Connection
  ) throws(StoreError) -> [String] {
    try connection.texts(
      "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
      [.text(CollectionTable.tableName(of: collection))])
  }
}
