// The total order of values, the same in all engines:
// null < booleans (false < true) < numbers < texts < lists < objects.
// Integers and other numbers compare by what they are worth, exactly. Texts compare by their UTF-8 bytes; lists element
// by element, a beginning before the whole; objects as the list of their names and values, names in byte order.

enum Order {
  case before
  case same
  case after

  var reversed: Order {
    switch self {
    case .before: .after
    case .same: .same
    case .after: .before
    }
  }

  init<Value: Comparable>(_ left: Value, _ right: Value) {
    self = left < right ? .before : left == right ? .same : .after
  }
}

extension DocumentValue {
  /// The place of the value's type among types.
  var rank: Int {
    switch self {
    case .null: 0
    case .boolean: 1
    case .integer, .number: 2
    case .text: 3
    case .list: 4
    case .object: 5
    }
  }

  func order(to other: DocumentValue) -> Order {
    switch (self, other) {
    case (.boolean(let left), .boolean(let right)): Order(left ? 1 : 0, right ? 1 : 0)
    case (.integer(let left), .integer(let right)): Order(left, right)
    case (.number(let left), .number(let right)): Order(left, right)
    case (.integer(let left), .number(let right)): Self.order(of: left, to: right)
    case (.number(let left), .integer(let right)): Self.order(of: right, to: left).reversed
    case (.text(let left), .text(let right)): left.byteOrder(to: right)
    case (.list(let left), .list(let right)): Self.order(of: left, to: right)
    case (.object(let left), .object(let right)):
      Self.order(of: left.inByteOrder.flatMap(Self.pair), to: right.inByteOrder.flatMap(Self.pair))
    case (.null, _), (.boolean, _), (.integer, _), (.number, _), (.text, _), (.list, _), (.object, _):
      Order(rank, other.rank)
    }
  }

  private static func pair(_ entry: (key: String, value: DocumentValue)) -> [DocumentValue] {
    [.text(entry.key), entry.value]
  }

  private static func order(of left: [DocumentValue], to right: [DocumentValue]) -> Order {
    for (left, right) in zip(left, right) {
      let order = left.order(to: right)
      if order != .same { return order }
    }
    return Order(left.count, right.count)
  }

  /// An integer beside another number, without rounding either.
  private static func order(of integer: Int64, to number: Double) -> Order {
    guard number < 0x1p63 else { return .before }
    guard number >= -0x1p63 else { return .after }
    let whole = number.rounded(.down)
    let order = Order(integer, Int64(whole))
    return order == .same && number > whole ? .before : order
  }
}

extension DocumentValue? {
  /// As for values; what is missing comes before everything.
  func order(to other: DocumentValue?) -> Order {
    switch (self, other) {
    case (.none, .none): .same
    case (.none, .some): .before
    case (.some, .none): .after
    case (.some(let left), .some(let right)): left.order(to: right)
    }
  }
}

extension String {
  /// The order by UTF-8 bytes; `<` would compare texts by their canonical form.
  func byteOrder(to other: String) -> Order {
    let both = utf8.withContiguousStorageIfAvailable { left in
      other.utf8.withContiguousStorageIfAvailable { right in Self.order(of: left, to: right) }
    }
    if let order = both.flatMap(\.self) { return order }
    return utf8.lexicographicallyPrecedes(other.utf8) ? .before : utf8.elementsEqual(other.utf8) ? .same : .after
  }

  private static func order(of left: UnsafeBufferPointer<UInt8>, to right: UnsafeBufferPointer<UInt8>) -> Order {
    let shared = Swift.min(left.count, right.count)
    for index in 0..<shared where left[index] != right[index] { return Order(left[index], right[index]) }
    return Order(left.count, right.count)
  }
}

extension [String: DocumentValue] {
  /// The entries by the bytes of their names.
  public var inByteOrder: [(key: String, value: DocumentValue)] {
    sorted { $0.key.byteOrder(to: $1.key) == .before }
  }
}
