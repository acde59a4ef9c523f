/// Figures over groups of documents.
public struct Aggregation: Sendable, Equatable {
  public var condition: Condition
  /// Documents with the same values of these make one group, and what is missing is one of the values; with no path,
  /// all documents are one group, even if there are none.
  public var groupBy: [FieldPath]
  public var measures: [Measure]

  public init(_ condition: Condition = .all, groupBy: [FieldPath] = [], measures: [Measure]) {
    self.condition = condition
    self.groupBy = groupBy
    self.measures = measures
  }
}

/// A figure over the documents of a group.
public enum Measure: Sendable, Equatable {
  case count
  /// The sum of the field's numbers, an integer while all of them are and it fits; 0 where there are none.
  ///
  /// The last digits of other sums depend on the order of addition, which is the engine's.
  case sum(FieldPath)
  /// The mean of the field's numbers; nil where there are none.
  case average(FieldPath)
  /// The first of the field's values in the order of values; nil where all are missing.
  case minimum(FieldPath)
  /// The last of the field's values in the order of values; nil where all are missing.
  case maximum(FieldPath)
}

/// The figures of one group.
public struct AggregateGroup: Sendable, Equatable {
  /// One for each path of the aggregation; nil where the documents miss it.
  public let keys: [DocumentValue?]
  /// One for each measure.
  public let values: [DocumentValue?]

  public init(keys: [DocumentValue?], values: [DocumentValue?]) {
    self.keys = keys
    self.values = values
  }
}
