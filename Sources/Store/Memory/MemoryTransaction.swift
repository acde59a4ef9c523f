/// A copy of the contents that one transaction reads and writes.
final class MemoryTransaction: StoreTransaction {
  private(set) var contents: MemoryContents
  private(set) var changes: [Change] = []
  /// The first error of a writing operation.
  private(set) var failure: StoreError?
  private let catalogue: Catalogue

  init(_ contents: MemoryContents, _ catalogue: Catalogue) {
    self.contents = contents
    self.catalogue = catalogue
  }

  // MARK: Reading

  func document(_ id: String, in collection: DocumentCollection) throws(StoreError) -> Document? {
    try catalogue.check(collection)
    return contents[collection, id]
  }

  func find(_ query: Query, in collection: DocumentCollection) throws(StoreError) -> [Document] {
    try query.check()
    let found = try matching(query.condition, in: collection)
    let sorted = query.sort.isEmpty ? found : found.sorted { Self.precedes($0, $1, by: query.sort) }
    return Array(sorted.dropFirst(query.offset).prefix(query.limit ?? .max))
  }

  func count(_ condition: Condition, in collection: DocumentCollection) throws(StoreError) -> Int {
    try condition.check()
    return try matching(condition, in: collection).count
  }

  func aggregate(_ aggregation: Aggregation, in collection: DocumentCollection) throws(StoreError) -> [AggregateGroup] {
    try aggregation.condition.check()
    var aggregator = Aggregator(aggregation)
    for document in try matching(aggregation.condition, in: collection) { aggregator.add(document.fields) }
    return try aggregator.results()
  }

  /// The documents that meet a condition, by their ids.
  private func matching(
    _ condition: Condition, in collection: DocumentCollection
  ) throws(StoreError) -> [Document] {
    try catalogue.check(collection)
    return contents.all(in: collection).filter { condition.matches($0.fields) }
      .sorted { $0.id.byteOrder(to: $1.id) == .before }
  }

  private static func precedes(_ left: Document, _ right: Document, by keys: [SortKey]) -> Bool {
    for key in keys {
      let order =
        switch key {
        case .ascending(let path): left.fields[path].order(to: right.fields[path])
        case .descending(let path): right.fields[path].order(to: left.fields[path])
        }
      if order != .same { return order == .before }
    }
    return left.id.byteOrder(to: right.id) == .before
  }

  // MARK: Writing

  func insert(
    _ fields: [String: DocumentValue], id: String, into collection: DocumentCollection
  ) throws(StoreError) -> Document {
    try writing { () throws(StoreError) in
      try catalogue.check(collection)
      try Document.check(id: id, fields: fields)
      guard contents[collection, id] == nil else { throw .duplicateID(id, collection: collection.name) }
      return try put(Document(id: id, version: 1, fields: fields), into: collection, as: .inserted)
    }
  }

  func replace(_ document: Document, in collection: DocumentCollection) throws(StoreError) -> Document {
    try writing { () throws(StoreError) in
      try Document.check(id: document.id, fields: document.fields)
      let version = try expect(document.version, of: document.id, in: collection)
      let next = Document(id: document.id, version: version + 1, fields: document.fields)
      return try put(next, into: collection, as: .replaced)
    }
  }

  func delete(_ id: String, expecting version: Int?, from collection: DocumentCollection) throws(StoreError) {
    try writing { () throws(StoreError) in
      let version = try expect(version, of: id, in: collection)
      contents[collection, id] = nil
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

  /// The version that a document has.
  private func expect(
    _ expected: Int?, of id: String, in collection: DocumentCollection
  ) throws(StoreError) -> Int {
    guard let found = try document(id, in: collection)?.version else {
      throw .notFound(id, collection: collection.name)
    }
    if let expected, expected != found {
      throw .conflict(id, collection: collection.name, expected: expected, found: found)
    }
    return found
  }

  private func put(
    _ document: Document, into collection: DocumentCollection, as operation: Change.Operation
  ) throws(StoreError) -> Document {
    for index in collection.indexes where index.isUnique {
      let values = index.paths.compactMap { document.fields[$0] }
      guard values.count == index.paths.count else { continue }
      let same = Condition.and(zip(index.paths, values).map { .equals($0, $1) })
      let others = contents.all(in: collection).contains {
        !$0.id.utf8.elementsEqual(document.id.utf8) && same.matches($0.fields)
      }
      if others { throw .duplicate(index, collection: collection.name) }
    }
    contents[collection, document.id] = document
    changes.append(Change(operation, collection: collection.name, id: document.id, version: document.version))
    return document
  }
}
