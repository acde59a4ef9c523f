import Store

/// SQL for conditions and orders, with the values that it binds.
struct ConditionSQL {
  private(set) var bindings: [Binding] = []
  private let table: CollectionTable

  init(_ table: CollectionTable) {
    self.table = table
  }

  /// The statement for a query: ids, versions and documents.
  static func selection(_ query: Query, from table: CollectionTable) -> (text: String, bindings: [Binding]) {
    var sql = ConditionSQL(table)
    let text = """
      SELECT id, version, doc FROM \(table.name) WHERE \(sql.text(query.condition)) ORDER BY \(sql.order(query.sort)) \
      LIMIT \(sql.bound(.integer(query.limit ?? -1))) OFFSET \(sql.bound(.integer(query.offset)))
      """
    return (text, sql.bindings)
  }

  /// An expression that is true for documents that meet the condition; false or NULL for others.
  mutating func text(_ condition: Condition) -> String {
    switch condition {
    case .equals(let path, let value): return "\(key(path)) = \(bound(.key(value)))"
    case .notEquals(let path, let value): return "\(key(path)) IS NOT \(bound(.key(value)))"
    case .isIn(let path, let values): return "\(key(path)) IN \(list(values))"
    case .less(let path, let value): return range(path, from: OrderKey(value).bounds.lower, below: value)
    case .lessOrEqual(let path, let value):
      return "\(range(path, from: OrderKey(value).bounds.lower)) AND \(key(path)) <= \(bound(.key(value)))"
    case .greater(let path, let value):
      return "\(key(path)) > \(bound(.key(value))) AND \(key(path)) < \(bound(.blob(OrderKey(value).bounds.upper)))"
    case .greaterOrEqual(let path, let value):
      return "\(key(path)) >= \(bound(.key(value))) AND \(key(path)) < \(bound(.blob(OrderKey(value).bounds.upper)))"
    case .hasPrefix(let path, let prefix):
      let bounds = OrderKey.bounds(ofPrefix: prefix)
      return "\(key(path)) >= \(bound(.blob(bounds.lower))) AND \(key(path)) < \(bound(.blob(bounds.upper)))"
    case .contains(let path, let value):
      return "list_contains(doc, \(bound(.text(path.description))), \(bound(.key(value))))"
    case .isMissing(let path): return "\(key(path)) IS NULL"
    case .and(let conditions): return conditions.isEmpty ? "1" : joined(conditions[...], by: "AND")
    case .or(let conditions): return conditions.isEmpty ? "0" : joined(conditions[...], by: "OR")
    // NOT would make nothing of NULL, which a field that is missing leads to.
    case .not(let condition): return "(\(text(condition))) IS NOT TRUE"
    }
  }

  mutating func order(_ keys: [SortKey]) -> String {
    let terms = keys.map { sortKey in
      switch sortKey {
      // NULL, which stands for what is missing, comes before all blobs.
      case .ascending(let path): key(path)
      case .descending(let path): "\(key(path)) DESC"
      }
    }
    return (terms + ["id"]).joined(separator: ", ")
  }

  mutating func bound(_ binding: Binding) -> String {
    bindings.append(binding)
    return "?"
  }

  private mutating func key(_ path: FieldPath) -> String {
    if table.paths.contains(path) { return "\"\(CollectionTable.column(of: path))\"" }
    return "value_key(doc, \(bound(.text(path.description))))"
  }

  private mutating func range(_ path: FieldPath, from lower: [UInt8]) -> String {
    "\(key(path)) >= \(bound(.blob(lower)))"
  }

  private mutating func range(_ path: FieldPath, from lower: [UInt8], below value: DocumentValue) -> String {
    "\(range(path, from: lower)) AND \(key(path)) < \(bound(.key(value)))"
  }

  /// One parameter for any number of values, so that the text of the statement stays the same.
  private mutating func list(_ values: [DocumentValue]) -> String {
    let keys = values.map { value in "\"\(Self.hex(OrderKey(value).bytes))\"" }
    return "(SELECT bytes_of_hex(value) FROM json_each(\(bound(.text("[\(keys.joined(separator: ","))]")))))"
  }

  /// Halves in brackets, since SQLite bounds how deep an expression may be, and a row of ANDs is as deep as it is long.
  private mutating func joined(_ conditions: ArraySlice<Condition>, by word: String) -> String {
    if conditions.count == 1 { return conditions.map { "(\(text($0)))" }.joined() }
    let middle = conditions.startIndex + conditions.count / 2
    let left = joined(conditions[..<middle], by: word)
    return "(\(left) \(word) \(joined(conditions[middle...], by: word)))"
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
