/// A value seen as a number, as Python sees it: booleans are 0 and 1.
enum Number {
  case integer(Int)
  case double(Double)

  var asDouble: Double {
    switch self {
    case .integer(let number): Double(number)
    case .double(let number): number
    }
  }

  func isEqual(to other: Number) -> Bool {
    switch (self, other) {
    case (.integer(let left), .integer(let right)): left == right
    case (.double(let left), .double(let right)): left == right
    case (.integer(let whole), .double(let real)), (.double(let real), .integer(let whole)):
      Int(exactly: real) == whole
    }
  }

  func ordered(to other: Number) -> Int {
    if case .integer(let left) = self, case .integer(let right) = other {
      return left < right ? -1 : (left > right ? 1 : 0)
    }
    let left = asDouble
    let right = other.asDouble
    return left < right ? -1 : (left > right ? 1 : 0)
  }
}

extension Value {
  var number: Number? {
    switch self {
    case .integer(let number): .integer(number)
    case .double(let number): .double(number)
    case .bool(let flag): .integer(flag ? 1 : 0)
    default: nil
    }
  }

  /// The value of an integer or a boolean.
  var integer: Int? {
    switch self {
    case .integer(let number): number
    case .bool(let flag): flag ? 1 : 0
    default: nil
    }
  }
}
