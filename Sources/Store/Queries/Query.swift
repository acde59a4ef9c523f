/// Which documents are wanted, and in which order.
public struct Query: Sendable, Equatable {
  public var condition: Condition
  /// The keys to sort by, the first of which counts most.
  ///
  /// Where all keys are the same, ids decide, by their bytes.
  public var sort: [SortKey]
  /// How many documents at most; nil for all.
  public var limit: Int?
  /// How many documents to leave out first.
  public var offset: Int

  /// A negative limit or offset counts as 0.
  public init(_ condition: Condition = .all, sort: [SortKey] = [], limit: Int? = nil, offset: Int = 0) {
    self.condition = condition
    self.sort = sort
    self.limit = limit.map { max(0, $0) }
    self.offset = max(0, offset)
  }

  /// How many keys may sort at once.
  static let longestSort = 32

  /// Refuses what is too large for every engine to answer, and values that can be in no document.
  public func check() throws(StoreError) {
    try condition.check()
    guard sort.count <= Self.longestSort else { throw .queryTooLarge }
  }
}

/// A field to sort by; what misses it comes before null.
public enum SortKey: Sendable, Equatable {
  case ascending(FieldPath)
  case descending(FieldPath)
}
