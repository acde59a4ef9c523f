import Store

/// One operation, as a value.
enum RandomOperation: Sendable {
  enum Answer: Sendable, Equatable {
    case documents([Document])
    case count(Int)
    case groups([AggregateGroup])
    case nothing
  }

  case get(id: String)
  case find(Query)
  case count(Condition)
  case aggregate(Aggregation)
  case insert([String: DocumentValue], id: String)
  case replace(Document)
  case delete(id: String, expecting: Int?)

  private static let collection = StoreContract.members

  func run(on reader: any StoreReader) throws(StoreError) -> Answer {
    switch self {
    case .get(let id): .documents(try reader.document(id, in: Self.collection).map { [$0] } ?? [])
    case .find(let query): .documents(try reader.find(query, in: Self.collection))
    case .count(let condition): .count(try reader.count(condition, in: Self.collection))
    case .aggregate(let aggregation): .groups(try reader.aggregate(aggregation, in: Self.collection))
    case .insert, .replace, .delete: .nothing
    }
  }

  func run(in transaction: any StoreTransaction) throws(StoreError) -> Answer {
    switch self {
    case .insert(let fields, let id):
      return .documents([try transaction.insert(fields, id: id, into: Self.collection)])
    case .replace(let document): return .documents([try transaction.replace(document, in: Self.collection)])
    case .delete(let id, let version): try transaction.delete(id, expecting: version, from: Self.collection)
    case .get, .find, .count, .aggregate: return try run(on: transaction)
    }
    return .nothing
  }
}

/// Makes operations from a seed, on few ids and values, so that they meet.
struct RandomOperations {
  private static let paths: [FieldPath] = ["email", "rank", "owner.id", "owner", "loose", "loose.a", "none"]
  private var dice: Dice

  init(seed: UInt64) {
    dice = Dice(seed: seed)
  }

  var isReading: Bool { mutating get { dice.isOne(in: 2) } }

  mutating func reading() -> RandomOperation {
    switch Int.random(in: 0..<8, using: &dice) {
    case 0: .get(id: id())
    case 1, 2: .count(condition(depth: 3))
    case 3: .aggregate(aggregation())
    default: .find(query())
    }
  }

  /// The steps of a transaction, some of which may read.
  mutating func writing() -> [RandomOperation] {
    let count = dice.isOne(in: 3) ? Int.random(in: 2...5, using: &dice) : 1
    return (0..<count).map { _ in write() }
  }

  private mutating func write() -> RandomOperation {
    let version = dice.pick([1, 1, 1, 2, 3])
    return switch Int.random(in: 0..<10, using: &dice) {
    case 0..<5: .insert(fields(), id: id())
    case 5..<8: .replace(Document(id: id(), version: version, fields: fields()))
    case 8: .delete(id: id(), expecting: dice.isOne(in: 2) ? nil : version)
    default: reading()
    }
  }

  private mutating func id() -> String { dice.pick(["", "é", "e\u{301}"] + (0..<24).map { "\($0)" }) }

  private mutating func fields() -> [String: DocumentValue] {
    var fields: [String: DocumentValue] = [:]
    // Few enough share a value for most to be let in by the unique index.
    if dice.isOne(in: 2) {
      fields["email"] = dice.isOne(in: 3) ? value(depth: 1) : .integer(.random(in: 0..<60, using: &dice))
    }
    if dice.isOne(in: 2) { fields["rank"] = value(depth: 2) }
    if dice.isOne(in: 2) { fields["loose"] = value(depth: 2) }
    if dice.isOne(in: 2) { fields["owner"] = dice.isOne(in: 4) ? value(depth: 1) : ["id": value(depth: 0)] }
    if dice.isOne(in: 60) { fields["owner"] = .number(.nan) }
    return fields
  }

  private mutating func value(depth: Int) -> DocumentValue {
    switch Int.random(in: 0..<(depth > 0 ? 10 : 7), using: &dice) {
    case 0: return .null
    case 1: return .boolean(dice.isOne(in: 2))
    case 2: return .integer(dice.pick([0, 1, 2, -1, .max, .min, 1 << 53 + 1]))
    // Sums of these are exact in any order.
    case 3: return .number(dice.pick([0, -0.0, 1, 1.5, 2, -0.5, 0x1p53]))
    case 4..<7: return .text(dice.pick(["", "a", "ab", "b", "\0", "a\0", "é", "e\u{301}", "😀", "\u{FFFF}"]))
    case 7, 8: return .list((0..<Int.random(in: 0..<4, using: &dice)).map { _ in value(depth: depth - 1) })
    default:
      var object: [String: DocumentValue] = [:]
      for name in ["", "a", "id", "b"] where dice.isOne(in: 3) { object[name] = value(depth: depth - 1) }
      return .object(object)
    }
  }

  private mutating func path() -> FieldPath { dice.pick(Self.paths) }

  private mutating func query() -> Query {
    let keys = (0..<Int.random(in: 0..<3, using: &dice)).map { _ -> SortKey in
      dice.isOne(in: 2) ? .ascending(path()) : .descending(path())
    }
    let limit = dice.isOne(in: 3) ? Int.random(in: -1..<8, using: &dice) : nil
    return Query(
      condition(depth: 3), sort: keys, limit: limit, offset: dice.isOne(in: 3) ? Int.random(in: 0..<8, using: &dice) : 0
    )
  }

  private mutating func condition(depth: Int) -> Condition {
    switch Int.random(in: 0..<(depth > 0 ? 16 : 11), using: &dice) {
    case 0: .equals(path(), value(depth: 1))
    case 1: .notEquals(path(), value(depth: 1))
    case 2: .isIn(path(), (0..<Int.random(in: 0..<5, using: &dice)).map { _ in value(depth: 1) })
    case 3: .less(path(), value(depth: 1))
    case 4: .lessOrEqual(path(), value(depth: 1))
    case 5: .greater(path(), value(depth: 1))
    case 6: .greaterOrEqual(path(), value(depth: 1))
    case 7: .hasPrefix(path(), dice.pick(["", "a", "\0", "a\0", "é", "e"]))
    case 8: .contains(path(), value(depth: 1))
    case 9: .isMissing(path())
    case 10: .all
    case 11, 12: .and((0..<Int.random(in: 0..<4, using: &dice)).map { _ in condition(depth: depth - 1) })
    case 13, 14: .or((0..<Int.random(in: 0..<4, using: &dice)).map { _ in condition(depth: depth - 1) })
    default: .not(condition(depth: depth - 1))
    }
  }

  private mutating func aggregation() -> Aggregation {
    let paths = (0..<Int.random(in: 0..<3, using: &dice)).map { _ in path() }
    let measures = (0..<Int.random(in: 0..<4, using: &dice)).map { _ -> Measure in
      dice.pick([.count, .sum(path()), .average(path()), .minimum(path()), .maximum(path())])
    }
    return Aggregation(condition(depth: 2), groupBy: paths, measures: measures)
  }
}
