internal import Diagnostics

#if canImport(Glibc)
  internal import Glibc
#endif

/// Filters on numbers.
extension Filters {
  static func abs(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check()
    try value.requireDefined()
    switch value.number {
    case .integer(let number): return Value(BigInteger(number).magnitude)
    case .bigInteger(let number): return .bigInteger(number.magnitude)
    case .double(let number): return .double(Swift.abs(number))
    case nil: throw TemplateError("type-mismatch", "'abs' needs a number, not \(value.typeName)")
    }
  }

  /// An integer, or the default when the value is none.
  static func int(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("default", "base")
    if case .undefined(let undefined) = value { throw undefined.error }
    let fallback = arguments[0, "default"] ?? .integer(0)
    switch value {
    case .integer, .bigInteger: return value
    case .bool(let flag): return .integer(flag ? 1 : 0)
    case .double(let number): return BigInteger(number).map { Value($0) } ?? fallback
    case .string(let text), .safe(let text):
      let number =
        pythonInteger(text, base: try arguments.integer(1, "base", default: 10))
        ?? pythonDouble(text).flatMap { BigInteger($0) }
      return number.map { Value($0) } ?? fallback
    default: return fallback
    }
  }

  /// A float, or the default when the value is none.
  static func float(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("default")
    if case .undefined(let undefined) = value { throw undefined.error }
    if let number = value.number { return .double(try number.double()) }
    if let number = value.text.flatMap(pythonDouble) { return .double(number) }
    return arguments[0, "default"] ?? .double(0)
  }

  static func round(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("precision", "method")
    try value.requireDefined()
    let precision = try arguments.integer(0, "precision", default: 0)
    guard let number = value.number else {
      throw TemplateError("type-mismatch", "'round' needs a number, not \(value.typeName)")
    }
    let isWhole = number.asBigInteger != nil && precision >= 0
    switch try arguments.text(1, "method", default: "common") {
    case "common":
      if let whole = number.asBigInteger { return Value(try roundedHalfToEven(whole, precision)) }
      return .double(pythonRounded(number.asDouble, precision))
    // What is whole already only becomes a float.
    case "ceil" where isWhole, "floor" where isWhole: return .double(try number.double())
    case "ceil":
      let factor = pow(10, Double(precision))
      return .double((number.asDouble * factor).rounded(.up) / factor)
    case "floor":
      let factor = pow(10, Double(precision))
      return .double((number.asDouble * factor).rounded(.down) / factor)
    default: throw TemplateError("wrong-value", "argument 'method' must be 'common', 'ceil' or 'floor'")
    }
  }

  private static func roundedHalfToEven(_ number: BigInteger, _ precision: Int) throws(TemplateError) -> BigInteger {
    guard precision < 0 else { return number }
    guard precision > -4300 else { return BigInteger(0) }
    let unit = BigInteger(10).raised(to: -precision)
    let (quotient, rest) = number.floorDivided(by: unit)
    let other = unit - rest
    return rest > other || (rest == other && quotient.isOdd) ? number + other : number - rest
  }

  /// `13 kB`, `4.1 MB`, `102 Bytes`; powers of 1024 when the argument is true.
  static func filesizeformat(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Value
  {
    try arguments.check("binary")
    try value.requireDefined()
    guard
      let bytes = try value.number.map({ (number) throws(TemplateError) in try number.double() })
        ?? value.text.flatMap(pythonDouble)
    else {
      throw TemplateError("type-mismatch", "'filesizeformat' needs a number, not \(value.typeName)")
    }
    let isBinary = try arguments.flag(0, "binary")
    let base = isBinary ? 1024.0 : 1000.0
    if bytes == 1 { return .string("1 Byte") }
    if bytes < base { return .string(fixedText(of: bytes.rounded(.towardZero), digits: 0) + " Bytes") }
    var unit = base
    let letters = ["k", "M", "G", "T", "P", "E", "Z", "Y"]
    for (index, letter) in letters.enumerated() {
      unit *= base
      guard bytes < unit || index == letters.count - 1 else { continue }
      let name = isBinary ? "\(letter.uppercased())iB" : "\(letter)B"
      return .string(fixedText(of: base * bytes / unit, digits: 1) + " " + name)
    }
    return .none
  }
}

/// The integer that a text writes, as Python's `int` reads it.
func pythonInteger(_ text: String, base: Int) -> BigInteger? {
  var digits = text.stripped(of: nil)
  let isNegative = digits.hasPrefix("-")
  if isNegative || digits.hasPrefix("+") { digits.removeFirst() }
  let prefixes = [16: "0x", 8: "0o", 2: "0b"]
  var radix = base
  for (value, prefix) in prefixes where (base == value || base == 0) && digits.lowercased().hasPrefix(prefix) {
    digits.removeFirst(2)
    radix = value
  }
  if radix == 0 { radix = 10 }
  guard (2...36).contains(radix), let first = digits.first, first != "_", first != "-", first != "+",
    digits.last != "_", !digits.contains("__")
  else { return nil }
  digits.removeAll { $0 == "_" }
  return BigInteger(digits, radix: radix, isNegative: isNegative)
}

/// The float that a text writes, as Python's `float` reads it.
func pythonDouble(_ text: String) -> Double? {
  var digits = text.stripped(of: nil).lowercased()
  guard !digits.hasPrefix("_"), !digits.hasSuffix("_"), !digits.contains("__"), !digits.contains("x") else {
    return nil
  }
  digits.removeAll { $0 == "_" }
  if digits.hasPrefix("+") { digits.removeFirst() }
  if digits.hasPrefix(".") { digits = "0" + digits }
  if digits.hasPrefix("-.") { digits = "-0" + digits.dropFirst() }
  if digits.hasSuffix(".") { digits += "0" }
  return Double(digits.replacingDotBeforeExponent)
}

extension String {
  /// `1.e5` with a digit behind the dot, which Swift demands.
  fileprivate var replacingDotBeforeExponent: String {
    guard let dot = firstOffset(of: ".e", from: 0) else { return self }
    return utf8Slice(0, dot + 1) + "0" + utf8Slice(dot + 1, utf8.count)
  }
}

/// A number with a fixed count of digits behind the point, correctly rounded.
func fixedText(of number: Double, digits: Int) -> String {
  formatted(number, "%.*f", digits)
}

/// C's formatting of one float.
func formatted(_ number: Double, _ format: String, _ precision: Int) -> String {
  let size = withVaList([Int32(clamping: precision), number]) { vsnprintf(nil, 0, format, $0) }
  guard size > 0 else { return "" }
  return String(unsafeUninitializedCapacity: Int(size) + 1) { buffer in
    withVaList([Int32(clamping: precision), number]) { arguments in
      buffer.withMemoryRebound(to: CChar.self) { _ = vsnprintf($0.baseAddress, $0.count, format, arguments) }
    }
    return Int(size)
  }
}

/// `round(number, precision)` of Python: to the nearest, halves by the exact binary value.
func pythonRounded(_ number: Double, _ precision: Int) -> Double {
  guard number.isFinite, precision < 308 else { return number }
  if precision == 0 { return number.rounded(.toNearestOrEven) }
  if precision > 0 {
    return roundedExactly(number, precision) ?? Double(fixedText(of: number, digits: precision)) ?? number
  }
  guard precision > -309 else { return 0 }
  let unit = pow(10, Double(-precision))
  return (number / unit).rounded(.toNearestOrEven) * unit
}

/// A number to the nearest with some digits behind the point, where the product with that power of ten can be known
/// exactly as the sum of two floats; nil where it cannot.
private func roundedExactly(_ number: Double, _ precision: Int) -> Double? {
  guard precision <= 22 else { return nil }
  let power = pow(10, Double(precision))
  let product = number * power
  guard product.magnitude < 0x1p52 else { return nil }
  let error = (-product).addingProduct(number, power)
  let whole = product.rounded(.down)
  let beyondHalf = (product - whole - 0.5) + error
  let isUp = beyondHalf == 0 ? whole.truncatingRemainder(dividingBy: 2) != 0 : beyondHalf > 0
  let rounded = (isUp ? whole + 1 : whole) / power
  return rounded == 0 ? (number.sign == .minus ? -0.0 : 0) : rounded
}
