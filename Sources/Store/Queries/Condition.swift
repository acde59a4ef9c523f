/// What documents of a query must meet.
///
/// Values are compared by their order: `1` equals `1.0`, and null equals null but not what is missing.
public indirect enum Condition: Sendable, Equatable {
  case equals(FieldPath, DocumentValue)
  /// The opposite of `equals`: also met by what is missing.
  case notEquals(FieldPath, DocumentValue)
  case isIn(FieldPath, [DocumentValue])
  // Only values of the bound's type meet these: no text is less than a number, or greater.
  case less(FieldPath, DocumentValue)
  case lessOrEqual(FieldPath, DocumentValue)
  case greater(FieldPath, DocumentValue)
  case greaterOrEqual(FieldPath, DocumentValue)
  /// The field is a text that begins with these bytes.
  case hasPrefix(FieldPath, String)
  /// The field is a list with such an element.
  case contains(FieldPath, DocumentValue)
  /// There is no such field; null is one.
  case isMissing(FieldPath)
  /// All of them; with none, everything.
  case and([Condition])
  /// One of them at least; with none, nothing.
  case or([Condition])
  case not(Condition)

  /// Every document.
  public static let all = Condition.and([])

  /// How many conditions and values a query may have in all, and how deep it may nest them.
  static let limits = (size: 1_000, depth: 32)
  /// How many values `isIn` may have.
  static let longestList = 10_000
}

extension Condition {
  /// Refuses what is too large for every engine to answer, and values that can be in no document.
  public func check() throws(StoreError) {
    var size = 0
    try check(atDepth: 0, size: &size)
  }

  private func check(atDepth depth: Int, size: inout Int) throws(StoreError) {
    size += 1
    guard depth < Self.limits.depth, size <= Self.limits.size else { throw .queryTooLarge }
    switch self {
    case .equals(_, let value), .notEquals(_, let value), .less(_, let value), .lessOrEqual(_, let value),
      .greater(_, let value), .greaterOrEqual(_, let value), .contains(_, let value):
      try Self.check(value)
    case .isIn(_, let values):
      guard values.count <= Self.longestList else { throw .queryTooLarge }
      for value in values { try Self.check(value) }
    case .hasPrefix, .isMissing: break
    case .and(let conditions), .or(let conditions):
      for condition in conditions { try condition.check(atDepth: depth + 1, size: &size) }
    case .not(let condition): try condition.check(atDepth: depth + 1, size: &size)
    }
  }

  private static func check(_ value: DocumentValue) throws(StoreError) {
    do throws(InvalidValue) { try value.check() } catch { throw .invalidValue(error) }
  }
}
