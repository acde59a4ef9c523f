/// A value seen as a number, as Python sees it: booleans are 0 and 1.
enum Number {
  case integer(Int)
  case bigInteger(BigInteger)
  case double(Double)

  /// Infinite for an integer that is larger than any float.
  var asDouble: Double {
    switch self {
    case .integer(let number): Double(number)
    case .bigInteger(let number): number.asDouble
    case .double(let number): number
    }
  }

  /// The float that an operation needs; an error for an integer that is larger than any.
  func double() throws(TemplateError) -> Double {
    let double = asDouble
    if case .bigInteger = self, !double.isFinite { throw BinaryOperator.overflow }
    return double
  }

  /// The number as an integer of any size; nil for a float.
  var asBigInteger: BigInteger? {
    switch self {
    case .integer(let number): BigInteger(number)
    case .bigInteger(let number): number
    case .double: nil
    }
  }

  func isEqual(to other: Number) -> Bool { !isNaN && !other.isNaN && ordered(to: other) == 0 }

  private var isNaN: Bool {
    if case .double(let number) = self { number.isNaN } else { false }
  }

  /// Negative, zero or positive as this comes before, with or after `other`; exact also between integers and floats.
  func ordered(to other: Number) -> Int {
    switch (self, other) {
    case (.integer(let left), .integer(let right)): return left < right ? -1 : (left > right ? 1 : 0)
    case (.double(let left), .double(let right)): return left < right ? -1 : (left > right ? 1 : 0)
    case (.double(let real), _): return -Self.order(other, real)
    case (_, .double(let real)): return Self.order(self, real)
    default:
      guard let left = asBigInteger, let right = other.asBigInteger else { return 0 }
      return left < right ? -1 : (left > right ? 1 : 0)
    }
  }

  private static func order(_ whole: Number, _ real: Double) -> Int {
    if case .integer(let number) = whole, number.magnitude < 1 << 53 {
      let number = Double(number)
      return number < real ? -1 : (number > real ? 1 : 0)
    }
    guard let floor = BigInteger(real.rounded(.down)), let number = whole.asBigInteger else { return real > 0 ? -1 : 1 }
    if number != floor { return number < floor ? -1 : 1 }
    return real == real.rounded(.down) ? 0 : -1
  }
}

extension Value {
  /// The integer in its smallest form.
  init(_ number: BigInteger) {
    self = number.small.map { .integer($0) } ?? .bigInteger(number)
  }

  var number: Number? {
    switch self {
    case .integer(let number): .integer(number)
    case .bigInteger(let number): .bigInteger(number)
    case .double(let number): .double(number)
    case .bool(let flag): .integer(flag ? 1 : 0)
    default: nil
    }
  }

  /// The value of an integer of 64 bits or a boolean.
  var integer: Int? {
    switch self {
    case .integer(let number): number
    case .bool(let flag): flag ? 1 : 0
    default: nil
    }
  }
}
