/// Documents in collections.
///
/// An engine is opened with its collections. All else is `read` and `transaction`; the operations beside them are
/// transactions of one step.
public protocol Store: Sendable {
  /// Lets the body read one state of the store, whatever is written meanwhile.
  ///
  /// The body runs on the engine's thread and holds it.
  func read<Result: Sendable>(
    _ body: @Sendable (any StoreReader) throws(StoreError) -> Result
  ) async throws(StoreError) -> Result

  /// Does all that the body writes, or, when it throws, nothing of it.
  ///
  /// Transactions run one after another, or as if they did. Once this returns, what was written survives a loss of
  /// power, where the engine keeps files. The body may run more than once, so it must do nothing else; and a writing
  /// operation that has thrown ends the transaction with its error, even if the body goes on.
  func transaction<Result: Sendable>(
    _ body: @Sendable (any StoreTransaction) throws(StoreError) -> Result
  ) async throws(StoreError) -> Result

  /// What changes in a collection from now on, each change once it is durable, in order.
  ///
  /// A stream whose reader falls 1,024 changes behind ends after them: its reader looks at the collection anew and asks
  /// for another. Whether changes by other processes are told is the engine's to say.
  func changes(in collection: DocumentCollection) throws(StoreError) -> AsyncStream<Change>
}

/// One state of a store.
public protocol StoreReader {
  /// The document of an id; nil when there is none.
  func document(_ id: String, in collection: DocumentCollection) throws(StoreError) -> Document?

  func find(_ query: Query, in collection: DocumentCollection) throws(StoreError) -> [Document]

  func count(_ condition: Condition, in collection: DocumentCollection) throws(StoreError) -> Int

  /// The figures of each group, in the order of the groups' keys.
  func aggregate(_ aggregation: Aggregation, in collection: DocumentCollection) throws(StoreError) -> [AggregateGroup]
}

/// The state that a transaction makes; what it reads holds what it has written.
public protocol StoreTransaction: StoreReader {
  /// Adds a document with version 1.
  ///
  /// Throws `duplicateID`, `duplicate`, `invalidID`, `invalidValue`.
  @discardableResult
  func insert(
    _ fields: [String: DocumentValue], id: String, into collection: DocumentCollection
  ) throws(StoreError) -> Document

  /// Puts new fields into the document that was read, whose version is the one expected, and answers it with the next
  /// version.
  ///
  /// Throws `notFound`, `conflict`, `duplicate`, `invalidValue`.
  @discardableResult
  func replace(_ document: Document, in collection: DocumentCollection) throws(StoreError) -> Document

  /// Takes a document away; with a version, only while it has that one.
  ///
  /// Throws `notFound`, `conflict`.
  func delete(_ id: String, expecting version: Int?, from collection: DocumentCollection) throws(StoreError)
}

extension StoreTransaction {
  /// Takes a document away, whatever its version.
  public func delete(_ id: String, from collection: DocumentCollection) throws(StoreError) {
    try delete(id, expecting: nil, from: collection)
  }
}
