/// A store that forgets everything at its end, for tests.
public actor MemoryStore: Store {
  private let catalogue: Catalogue
  private nonisolated let feed = ChangeFeed()
  private var contents = MemoryContents()

  /// Throws `invalidName` for a collection whose name is none or is taken.
  public init(_ collections: [DocumentCollection]) throws(StoreError) {
    catalogue = try Catalogue(collections)
  }

  public func read<Result: Sendable>(
    _ body: @Sendable (any StoreReader) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    try body(MemoryTransaction(contents, catalogue))
  }

  public func transaction<Result: Sendable>(
    _ body: @Sendable (any StoreTransaction) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    let transaction = MemoryTransaction(contents, catalogue)
    let result = try body(transaction)
    if let failure = transaction.failure { throw failure }
    contents = transaction.contents
    feed.publish(transaction.changes)
    return result
  }

  public nonisolated func changes(in collection: DocumentCollection) throws(StoreError) -> AsyncStream<Change> {
    try catalogue.check(collection)
    return feed.changes(in: collection)
  }
}

/// The documents of all collections.
struct MemoryContents {
  private var documents: [String: [ExactText: Document]] = [:]

  subscript(collection: DocumentCollection, id: String) -> Document? {
    get { documents[collection.name]?[ExactText(id)] }
    set { documents[collection.name, default: [:]][ExactText(id)] = newValue }
  }

  /// The documents of a collection, in no order.
  func all(in collection: DocumentCollection) -> [Document] {
    documents[collection.name].map { Array($0.values) } ?? []
  }
}

/// A text that equals only the same bytes.
private struct ExactText: Hashable {
  private let bytes: [UInt8]

  init(_ text: String) {
    bytes = Array(text.utf8)
  }
}
