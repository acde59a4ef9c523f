extension Store {
  /// The document of an id; nil when there is none.
  public func document(_ id: String, in collection: DocumentCollection) async throws(StoreError) -> Document? {
    try await read { (reader) throws(StoreError) in try reader.document(id, in: collection) }
  }

  public func find(_ query: Query = Query(), in collection: DocumentCollection) async throws(StoreError) -> [Document] {
    try await read { (reader) throws(StoreError) in try reader.find(query, in: collection) }
  }

  public func count(_ condition: Condition = .all, in collection: DocumentCollection) async throws(StoreError) -> Int {
    try await read { (reader) throws(StoreError) in try reader.count(condition, in: collection) }
  }

  /// The figures of each group, in the order of the groups' keys.
  public func aggregate(
    _ aggregation: Aggregation, in collection: DocumentCollection
  ) async throws(StoreError) -> [AggregateGroup] {
    try await read { (reader) throws(StoreError) in try reader.aggregate(aggregation, in: collection) }
  }

  /// Adds a document with version 1.
  ///
  /// Throws `duplicateID`, `duplicate`, `invalidID`, `invalidValue`.
  @discardableResult
  public func insert(
    _ fields: [String: DocumentValue], id: String, into collection: DocumentCollection
  ) async throws(StoreError) -> Document {
    try await transaction { (transaction) throws(StoreError) in
      try transaction.insert(fields, id: id, into: collection)
    }
  }

  /// Puts new fields into the document that was read, unless it has been replaced since.
  ///
  /// Throws `notFound`, `conflict`, `duplicate`, `invalidValue`.
  @discardableResult
  public func replace(_ document: Document, in collection: DocumentCollection) async throws(StoreError) -> Document {
    try await transaction { (transaction) throws(StoreError) in try transaction.replace(document, in: collection) }
  }

  /// Takes a document away; with a version, only while it has that one.
  ///
  /// Throws `notFound`, `conflict`.
  public func delete(
    _ id: String, expecting version: Int? = nil, from collection: DocumentCollection
  ) async throws(StoreError) {
    try await transaction { (transaction) throws(StoreError) in
      try transaction.delete(id, expecting: version, from: collection)
    }
  }
}
