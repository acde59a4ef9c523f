/// Groups documents and measures the groups, for engines that cannot do so themselves.
public struct Aggregator {
  private struct Group {
    let keys: [DocumentValue?]
    var totals: [Total]
  }

  private let aggregation: Aggregation
  /// In the order of their keys.
  private var groups: [Group] = []

  public init(_ aggregation: Aggregation) {
    self.aggregation = aggregation
    if aggregation.groupBy.isEmpty { groups = [Group(keys: [], totals: aggregation.measures.map(Total.init))] }
  }

  /// Counts a document that meets the condition; documents come in the order of their ids.
  public mutating func add(_ fields: [String: DocumentValue]) {
    let keys = aggregation.groupBy.map { fields[$0] }
    let place = place(of: keys)
    if place == groups.count || Self.order(of: keys, to: groups[place].keys) != .same {
      groups.insert(Group(keys: keys, totals: aggregation.measures.map(Total.init)), at: place)
    }
    for index in groups[place].totals.indices { groups[place].totals[index].add(fields) }
  }

  /// The groups in the order of their keys.
  ///
  /// Throws `sumTooLarge`.
  public func results() throws(StoreError) -> [AggregateGroup] {
    var results: [AggregateGroup] = []
    for group in groups {
      var values: [DocumentValue?] = []
      for total in group.totals { values.append(try total.result()) }
      results.append(AggregateGroup(keys: group.keys, values: values))
    }
    return results
  }

  /// The index of the first group that does not come before these keys.
  private func place(of keys: [DocumentValue?]) -> Int {
    var low = 0
    var high = groups.count
    while low < high {
      let middle = (low + high) / 2
      if Self.order(of: groups[middle].keys, to: keys) == .before { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func order(of left: [DocumentValue?], to right: [DocumentValue?]) -> Order {
    for (left, right) in zip(left, right) {
      let order = left.order(to: right)
      if order != .same { return order }
    }
    return .same
  }
}

/// What a measure has seen of its group.
private struct Total {
  private let measure: Measure
  private var count = 0
  // Wide enough that no number of documents can overflow it.
  private var wholes: Int128 = 0
  private var others = 0.0
  private var hasOthers = false
  private var extreme: DocumentValue?

  init(_ measure: Measure) {
    self.measure = measure
  }

  mutating func add(_ fields: [String: DocumentValue]) {
    switch measure {
    case .count: count += 1
    case .sum(let path), .average(let path): add(fields[path])
    case .minimum(let path): note(fields[path], if: .before)
    case .maximum(let path): note(fields[path], if: .after)
    }
  }

  private mutating func add(_ value: DocumentValue?) {
    switch value {
    case .integer(let integer): wholes += Int128(integer)
    case .number(let number):
      others += number
      hasOthers = true
    case .none, .null, .boolean, .text, .list, .object: return
    }
    count += 1
  }

  private mutating func note(_ value: DocumentValue?, if wanted: Order) {
    guard let value else { return }
    if extreme.map({ value.order(to: $0) == wanted }) ?? true { extreme = value }
  }

  func result() throws(StoreError) -> DocumentValue? {
    switch measure {
    case .count: return .integer(Int64(count))
    case .sum:
      if !hasOthers, let sum = Int64(exactly: wholes) { return .integer(sum) }
      return .number(try sum())
    case .average: return count == 0 ? nil : .number(try sum() / Double(count))
    case .minimum, .maximum: return extreme
    }
  }

  private func sum() throws(StoreError) -> Double {
    let sum = Double(wholes) + others
    guard sum.isFinite else { throw .sumTooLarge }
    return sum
  }
}
