extension Condition {
  /// Whether a document's fields meet the condition.
  func matches(_ fields: [String: DocumentValue]) -> Bool {
    switch self {
    case .equals(let path, let value): fields[path].order(to: value) == .same
    case .notEquals(let path, let value): fields[path].order(to: value) != .same
    case .isIn(let path, let values): values.contains { fields[path].order(to: $0) == .same }
    case .less(let path, let bound): Self.order(of: fields[path], to: bound) == .before
    case .lessOrEqual(let path, let bound): [.before, .same].contains(Self.order(of: fields[path], to: bound))
    case .greater(let path, let bound): Self.order(of: fields[path], to: bound) == .after
    case .greaterOrEqual(let path, let bound): [.after, .same].contains(Self.order(of: fields[path], to: bound))
    case .hasPrefix(let path, let prefix): fields[path]?.text?.utf8.starts(with: prefix.utf8) ?? false
    case .contains(let path, let value): fields[path]?.list?.contains { $0.order(to: value) == .same } ?? false
    case .isMissing(let path): fields[path] == nil
    case .and(let conditions): conditions.allSatisfy { $0.matches(fields) }
    case .or(let conditions): conditions.contains { $0.matches(fields) }
    case .not(let condition): !condition.matches(fields)
    }
  }

  /// Nil for what is missing or of another type.
  private static func order(of value: DocumentValue?, to bound: DocumentValue) -> Order? {
    guard let value, value.rank == bound.rank else { return nil }
    return value.order(to: bound)
  }
}
