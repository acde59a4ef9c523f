internal import Diagnostics

#if canImport(Glibc)
  internal import Glibc
#endif

/// Operators between two values, with Python's results.
enum BinaryOperator: String {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  case modulo = "%"
  case power = "**"
}

enum UnaryOperator: String {
  case negate = "-"
  case plus = "+"
}

extension BinaryOperator {
  func apply(_ left: Value, _ right: Value, limits: Limits) throws(TemplateError) -> Value {
    if case .integer(let leftNumber) = left, case .integer(let rightNumber) = right {
      return try apply(leftNumber, rightNumber)
    }
    if case .undefined(let undefined) = left { throw undefined.error }
    if case .undefined(let undefined) = right { throw undefined.error }
    if let leftNumber = left.number, let rightNumber = right.number {
      if let leftWhole = leftNumber.asBigInteger, let rightWhole = rightNumber.asBigInteger {
        return try apply(leftWhole, rightWhole)
      }
      return .double(try apply(try leftNumber.double(), try rightNumber.double()))
    }
    switch self {
    case .add: return try concatenated(left, right, limits: limits)
    case .multiply: return try repeated(left, right, limits: limits)
    case .modulo:
      if let format = left.text {
        return try PercentFormat(format, isSafe: left.isSafe).apply(to: right, limits: limits)
      }
    default: break
    }
    throw mismatch(left, right)
  }

  private func mismatch(_ left: Value, _ right: Value) -> TemplateError {
    var error = TemplateError("type-mismatch", "'\(rawValue)' cannot join \(left.typeName) and \(right.typeName)")
    if self == .add, left.text != nil || right.text != nil {
      error.help = "use '~' to join values as text"
    }
    return error
  }

  private func apply(_ left: Int, _ right: Int) throws(TemplateError) -> Value {
    let result: (partialValue: Int, overflow: Bool)
    switch self {
    case .add: result = left.addingReportingOverflow(right)
    case .subtract: result = left.subtractingReportingOverflow(right)
    case .multiply: result = left.multipliedReportingOverflow(by: right)
    case .floorDivide where right != 0: result = left.flooringDivision(by: right)
    case .modulo where right != 0: return .integer(left.flooringRemainder(by: right))
    case .divide where right != 0 && left.magnitude < 1 << 53 && right.magnitude < 1 << 53:
      return .double(Double(left) / Double(right))
    default: return try apply(BigInteger(left), BigInteger(right))
    }
    return result.overflow ? try apply(BigInteger(left), BigInteger(right)) : .integer(result.partialValue)
  }

  /// Integers of any size, within the limit.
  private func apply(_ left: BigInteger, _ right: BigInteger) throws(TemplateError) -> Value {
    switch self {
    case .add: return try Self.bounded(left + right)
    case .subtract: return try Self.bounded(left - right)
    case .multiply:
      try Self.checkBits(left.bitCount + right.bitCount - 1)
      return Value(left * right)
    case .divide:
      guard right != BigInteger(0) else { throw Self.divisionByZero }
      let quotient = left.divided(by: right)
      guard quotient.isFinite else { throw Self.overflow }
      return .double(quotient)
    case .floorDivide:
      guard right != BigInteger(0) else { throw Self.divisionByZero }
      return Value(left.floorDivided(by: right).quotient)
    case .modulo:
      guard right != BigInteger(0) else { throw Self.divisionByZero }
      return Value(left.floorDivided(by: right).remainder)
    case .power: return try power(left, right)
    }
  }

  private static func bounded(_ number: BigInteger) throws(TemplateError) -> Value {
    try checkBits(number.bitCount)
    return Value(number)
  }

  private static func checkBits(_ count: Int) throws(TemplateError) {
    guard count > BigInteger.largestBitCount else { return }
    throw TemplateError("limit-exceeded", "an integer may have about 4,300 digits at most")
  }

  private func apply(_ left: Double, _ right: Double) throws(TemplateError) -> Double {
    switch self {
    case .add: return left + right
    case .subtract: return left - right
    case .multiply: return left * right
    case .divide:
      guard right != 0 else { throw Self.divisionByZero }
      return left / right
    case .floorDivide:
      guard right != 0 else { throw Self.divisionByZero }
      let quotient = ((left - left.flooringRemainder(by: right)) / right).rounded()
      return quotient == 0 ? Double(signOf: left / right, magnitudeOf: 0) : quotient
    case .modulo:
      guard right != 0 else { throw Self.divisionByZero }
      return left.flooringRemainder(by: right)
    case .power: return try power(left, right)
    }
  }

  private func power(_ base: BigInteger, _ exponent: BigInteger) throws(TemplateError) -> Value {
    guard !exponent.isNegative else { return .double(try power(base.asDouble, exponent.asDouble)) }
    let isUnit = base.bitCount <= 1
    if isUnit, !exponent.digits.isEmpty { return Value(base.isNegative && !exponent.isOdd ? -base : base) }
    // Every factor of at least two adds a bit.
    let factors = exponent.small ?? .max
    try Self.checkBits(
      factors.multipliedReportingOverflow(by: max(1, base.bitCount - 1)).overflow
        ? .max : factors * max(1, base.bitCount - 1))
    return try Self.bounded(base.raised(to: factors))
  }

  private func power(_ base: Double, _ exponent: Double) throws(TemplateError) -> Double {
    guard base != 0 || exponent >= 0 else { throw Self.divisionByZero }
    guard base >= 0 || exponent == exponent.rounded() else {
      throw TemplateError("number-out-of-range", "a negative number has no fractional power")
    }
    let result = pow(base, exponent)
    guard result.isFinite || !base.isFinite || !exponent.isFinite else { throw Self.overflow }
    return result
  }

  static var divisionByZero: TemplateError { TemplateError("division-by-zero", "division by zero") }

  static var overflow: TemplateError {
    TemplateError("number-out-of-range", "the result is too large for a float")
  }
}

extension UnaryOperator {
  func apply(_ operand: Value) throws(TemplateError) -> Value {
    try operand.requireDefined()
    if case .undefined(let undefined) = operand { throw undefined.error }
    switch (self, operand.number) {
    case (.plus, .integer(let number)): return .integer(number)
    case (.plus, .double(let number)): return .double(number)
    case (.plus, .bigInteger(let number)): return .bigInteger(number)
    case (.negate, .integer(let number)): return number == .min ? Value(-BigInteger(number)) : .integer(-number)
    case (.negate, .bigInteger(let number)): return Value(-number)
    case (.negate, .double(let number)): return .double(-number)
    case (_, nil):
      throw TemplateError("type-mismatch", "'\(rawValue)' needs a number, not \(operand.typeName)")
    }
  }
}

extension Int {
  func flooringDivision(by divisor: Int) -> (partialValue: Int, overflow: Bool) {
    let result = dividedReportingOverflow(by: divisor)
    guard !result.overflow else { return result }
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return (remainder != 0 && (remainder < 0) != (divisor < 0) ? quotient - 1 : quotient, false)
  }

  func flooringRemainder(by divisor: Int) -> Int {
    let result = remainderReportingOverflow(dividingBy: divisor)
    let remainder = result.overflow ? 0 : result.partialValue
    return remainder != 0 && (remainder < 0) != (divisor < 0) ? remainder + divisor : remainder
  }
}

extension Double {
  func flooringRemainder(by divisor: Double) -> Double {
    let remainder = truncatingRemainder(dividingBy: divisor)
    if remainder == 0 { return Double(signOf: divisor, magnitudeOf: 0) }
    return (remainder < 0) != (divisor < 0) ? remainder + divisor : remainder
  }
}

/// `+` of texts, lists and tuples.
private func concatenated(_ left: Value, _ right: Value, limits: Limits) throws(TemplateError) -> Value {
  switch (left, right) {
  case (.string(let leftText), .string(let rightText)):
    return .string(leftText + rightText)
  case (.safe(let leftText), .safe(let rightText)):
    return .safe(leftText + rightText)
  case (.safe(let safe), .string(let plain)):
    return .safe(safe + htmlEscaped(plain))
  case (.string(let plain), .safe(let safe)):
    return .safe(htmlEscaped(plain) + safe)
  case (.sequence(let leftList), .sequence(let rightList)):
    try limits.checkLength(leftList.elements.count + rightList.elements.count)
    return .newList(leftList.elements + rightList.elements)
  case (.tuple(let leftTuple), .tuple(let rightTuple)):
    try limits.checkLength(leftTuple.elements.count + rightTuple.elements.count)
    return .newTuple(leftTuple.elements + rightTuple.elements)
  case (.safe(let safe), .external(let box)) where right.isSafe:
    return .safe(safe + (try box.object.printed.htmlText()))
  case (.external(let box), .safe(let safe)) where left.isSafe:
    return .safe(try box.object.printed.htmlText() + safe)
  default:
    throw BinaryOperator.add.unsupported(left, right)
  }
}

/// `*` of a text, a list or a tuple and a number.
private func repeated(_ left: Value, _ right: Value, limits: Limits) throws(TemplateError) -> Value {
  if left.integer != nil, right.integer == nil { return try repeated(right, left, limits: limits) }
  guard let wanted = right.integer.map({ max(0, $0) }) else { throw BinaryOperator.multiply.unsupported(left, right) }
  let times = left.length == 0 ? 0 : wanted
  switch left {
  case .string(let text):
    return .string(try repeated(text, times, limits: limits))
  case .safe(let text):
    return .safe(try repeated(text, times, limits: limits))
  case .sequence(let list):
    try limits.checkLength(list.elements.count, times: times)
    return .newList([[Value]](repeating: list.elements, count: times).flatMap(\.self))
  case .tuple(let tuple):
    try limits.checkLength(tuple.elements.count, times: times)
    return .newTuple([[Value]](repeating: tuple.elements, count: times).flatMap(\.self))
  default:
    throw BinaryOperator.multiply.unsupported(left, right)
  }
}

private func repeated(_ text: String, _ times: Int, limits: Limits) throws(TemplateError) -> String {
  try limits.checkText(bytes: text.utf8.count, times: times)
  return String(repeating: text, count: times)
}

extension BinaryOperator {
  fileprivate func unsupported(_ left: Value, _ right: Value) -> TemplateError {
    mismatch(left, right)
  }
}
