import CSQLite3
import Store

/// The state of a file within one transaction of its connection.
final class SQLiteTransaction: StoreTransaction {
  private(set) var changes: [Change] = []
  /// The first error of a writing operation.
  private(set) var failure: StoreError?
  private let connection: Connection
  private let catalogue: Catalogue

  init(_ connection: Connection, _ catalogue: Catalogue) {
    self.connection = connection
    self.catalogue = catalogue
  }

  // MARK: Reading

  func document(_ id: String, in collection: DocumentCollection) throws(StoreError) -> Document? {
    let table = try table(of: collection)
    var result: Document?
    try connection.rows(of: "SELECT version, doc FROM \(table.name) WHERE id = ?", [.text(id)]) {
      (row) throws(StoreError) in
      result = Document(id: id, version: row.integer(0), fields: try fields(row.bytes(1)))
    }
    return result
  }

  func find(_ query: Query, in collection: DocumentCollection) throws(StoreError) -> [Document] {
    try query.check()
    let table = try table(of: collection)
    let (text, bindings) = ConditionSQL.selection(query, from: table)
    var documents: [Document] = []
    try connection.rows(of: text, bindings) { (row) throws(StoreError) in
      let id = String(decoding: row.bytes(0), as: UTF8.self)
      documents.append(Document(id: id, version: row.integer(1), fields: try fields(row.bytes(2))))
    }
    return documents
  }

  func count(_ condition: Condition, in collection: DocumentCollection) throws(StoreError) -> Int {
    try condition.check()
    let table = try table(of: collection)
    var sql = ConditionSQL(table)
    let text = "SELECT count(*) FROM \(table.name) WHERE \(sql.text(condition))"
    return try connection.integer(text, sql.bindings) ?? 0
  }

  func aggregate(_ aggregation: Aggregation, in collection: DocumentCollection) throws(StoreError) -> [AggregateGroup] {
    try aggregation.condition.check()
    let table = try table(of: collection)
    var sql = ConditionSQL(table)
    let text = "SELECT doc FROM \(table.name) WHERE \(sql.text(aggregation.condition)) ORDER BY id"
    // SQL's own functions would add in floating point and forget types.
    var aggregator = Aggregator(aggregation)
    try connection.rows(of: text, sql.bindings) { (row) throws(StoreError) in
      aggregator.add(try fields(row.bytes(0)))
    }
    return try aggregator.results()
  }

  private func table(of collection: DocumentCollection) throws(StoreError) -> CollectionTable {
    try catalogue.check(collection)
    return CollectionTable(collection)
  }

  private func fields(_ json: [UInt8]) throws(StoreError) -> [String: DocumentValue] {
    do throws(JSONError) {
      if let fields = try DocumentValue(json: json).object { return fields }
    } catch {
      // Where in the text it is wrong helps nobody: only another program can have written it.
    }
    throw .corrupt(path: connection.path)
  }

  // MARK: Writing

  func insert(
    _ fields: [String: DocumentValue], id: String, into collection: DocumentCollection
  ) throws(StoreError) -> Document {
    try writing { () throws(StoreError) in
      let table = try table(of: collection)
      let document = Document(id: id, version: 1, fields: fields)
      let bindings = [.text(id), .integer(1), .utf8(try json(of: document))] + table.keys(of: fields)
      do throws(StoreError) {
        try connection.run(table.insertion, bindings)
      } catch {
        // Where the id and a value are taken, SQLite may tell either.
        if Self.isRefusal(error), try self.document(id, in: collection) != nil {
          throw .duplicateID(id, collection: collection.name)
        }
        throw try duplicate(document, in: table, or: error)
      }
      changes.append(Change(.inserted, collection: collection.name, id: id, version: 1))
      return document
    }
  }

  func replace(_ document: Document, in collection: DocumentCollection) throws(StoreError) -> Document {
    try writing { () throws(StoreError) in
      let table = try table(of: collection)
      let json = try json(of: document)
      let version = try expect(document.version, of: document.id, in: table) + 1
      let bindings = [.integer(version), .utf8(json)] + table.keys(of: document.fields) + [.text(document.id)]
      do throws(StoreError) {
        try connection.run(table.replacement, bindings)
      } catch {
        throw try duplicate(document, in: table, or: error)
      }
      changes.append(Change(.replaced, collection: collection.name, id: document.id, version: version))
      return Document(id: document.id, version: version, fields: document.fields)
    }
  }

  func delete(_ id: String, expecting version: Int?, from collection: DocumentCollection) throws(StoreError) {
    try writing { () throws(StoreError) in
      let table = try table(of: collection)
      let version = try expect(version, of: id, in: table)
      try connection.run("DELETE FROM \(table.name) WHERE id = ?", [.text(id)])
      changes.append(Change(.deleted, collection: collection.name, id: id, version: version))
    }
  }

  private func writing<Result>(_ body: () throws(StoreError) -> Result) throws(StoreError) -> Result {
    do throws(StoreError) {
      return try body()
    } catch {
      failure = failure ?? error
      throw error
    }
  }

  private func json(of document: Document) throws(StoreError) -> [UInt8] {
    try Document.check(id: document.id)
    do throws(InvalidValue) {
      return try DocumentValue.object(document.fields).json()
    } catch {
      throw .invalidValue(error)
    }
  }

  /// The version that a document has.
  private func expect(_ expected: Int?, of id: String, in table: CollectionTable) throws(StoreError) -> Int {
    let name = table.collection.name
    guard let found = try connection.integer("SELECT version FROM \(table.name) WHERE id = ?", [.text(id)]) else {
      throw .notFound(id, collection: name)
    }
    if let expected, expected != found { throw .conflict(id, collection: name, expected: expected, found: found) }
    return found
  }

  /// Which index has refused a document: the first that is declared, where several have.
  private func duplicate(
    _ document: Document, in table: CollectionTable, or error: StoreError
  ) throws(StoreError) -> StoreError {
    guard Self.isRefusal(error) else { return error }
    let name = table.collection.name
    for index in table.collection.indexes where index.isUnique {
      let keys = index.paths.compactMap { document.fields[$0].map(Binding.key) }
      guard keys.count == index.paths.count else { continue }
      let same = index.paths.map { "\"\(CollectionTable.column(of: $0))\" = ?" }.joined(separator: " AND ")
      let others = "SELECT count(*) FROM \(table.name) WHERE \(same) AND id IS NOT ?"
      if try connection.integer(others, keys + [.text(document.id)]) != 0 { return .duplicate(index, collection: name) }
    }
    return error
  }

  /// Whether an id or values are taken.
  private static func isRefusal(_ error: StoreError) -> Bool {
    guard case .engine(let code, _) = error else { return false }
    return code == csqlite_constraint_primary_key || code == csqlite_constraint_unique
  }
}
