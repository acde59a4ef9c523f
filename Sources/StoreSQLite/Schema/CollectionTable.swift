import Store

/// How a collection lies in the file: a row a document, and a column of keys for each path that an index names.
///
/// Names of tables and columns are made of collections' names and field paths only, whose alphabets hold nothing that
/// could end a name in quotes.
struct CollectionTable {
  let collection: DocumentCollection
  /// The paths that have a column, in the order of their first use.
  let paths: [FieldPath]
  /// The name in quotes.
  let name: String
  let insertion: String
  let replacement: String

  init(_ collection: DocumentCollection) {
    self.collection = collection
    var paths: [FieldPath] = []
    for path in collection.indexes.flatMap(\.paths) where !paths.contains(path) { paths.append(path) }
    self.paths = paths
    let columns = paths.map { "\"\(Self.column(of: $0))\"" }
    name = "\"\(Self.tableName(of: collection))\""
    insertion = """
      INSERT INTO \(name) (\((["id", "version", "doc"] + columns).joined(separator: ", "))) \
      VALUES (\(Array(repeating: "?", count: 3 + columns.count).joined(separator: ", ")))
      """
    replacement = """
      UPDATE \(name) SET \((["version", "doc"] + columns).map { "\($0) = ?" }.joined(separator: ", ")) WHERE id = ?
      """
  }

  static func tableName(of collection: DocumentCollection) -> String { "collection_\(collection.name)" }

  /// The name of a path's column.
  ///
  /// SQLite takes small letters and capitals for the same in names, so a capital is `^` and its small letter.
  static func column(of path: FieldPath) -> String { "key:\(spelled(path))" }

  /// The name of an index tells all that is declared of it, so that equal names are equal indexes.
  static func indexName(_ index: Index, of collection: DocumentCollection) -> String {
    "\(collection.name):\(index.isUnique ? "unique" : "plain"):\(index.paths.map(spelled).joined(separator: ","))"
  }

  /// The columns that the table has in an up-to-date file.
  var columns: [String] { ["id", "version", "doc"] + paths.map(Self.column) }

  var creation: String {
    let keys = paths.map { ", \"\(Self.column(of: $0))\" BLOB" }.joined()
    return
      "CREATE TABLE \(name) (id TEXT PRIMARY KEY NOT NULL, version INTEGER NOT NULL, doc TEXT NOT NULL\(keys)) STRICT"
  }

  func creation(of index: Index) -> String {
    let columns = index.paths.map { "\"\(Self.column(of: $0))\"" }.joined(separator: ", ")
    return """
      CREATE \(index.isUnique ? "UNIQUE " : "")INDEX "\(Self.indexName(index, of: collection))" ON \(name) (\(columns))
      """
  }

  /// The keys of a document's indexed fields, NULL for those that are missing.
  func keys(of fields: [String: DocumentValue]) -> [Binding] {
    paths.map { path in fields[path].map(Binding.key) ?? .null }
  }

  private static func spelled(_ path: FieldPath) -> String {
    path.description.reduce(into: "") { name, letter in
      name += letter.isUppercase ? "^\(letter.lowercased())" : "\(letter)"
    }
  }
}
