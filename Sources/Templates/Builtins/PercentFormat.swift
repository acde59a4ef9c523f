internal import Diagnostics

/// `%` formatting of Python, for `"%s" % value` and the filter `format`.
struct PercentFormat {
  private let format: String
  private let isSafe: Bool

  init(_ format: String, isSafe: Bool) {
    self.format = format
    self.isSafe = isSafe
  }

  /// One `%…` of a format.
  private struct Directive {
    var name: String?
    var flags: Set<Unicode.Scalar> = []
    var width = 0
    var precision: Int?
    var type: Unicode.Scalar = "s"
  }

  /// Whether Python takes the value for a dictionary: whatever has items, but a tuple and a text.
  private func mayBeUnused(_ values: Value) -> Bool {
    switch values {
    case .mapping, .sequence, .undefined: true
    case .external(let box): box.object.isMapping || !(box.object is Generator) && box.object.count != nil
    default: false
    }
  }

  func apply(to values: Value, limits: Limits) throws(TemplateError) -> Value {
    try values.requireDefined()
    var positional: [Value]
    if case .tuple(let tuple) = values { positional = tuple.elements } else { positional = [values] }
    var used = 0
    var result = ""
    var rest = format.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "%" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      let directive = try parse(&rest, &positional, &used)
      if directive.type == "%" {
        result += "%"
        continue
      }
      result += padded(try text(of: value(directive, values, positional, &used), directive), directive)
      try limits.checkText(bytes: result.utf8.count)
    }
    if used < positional.count, !mayBeUnused(values) {
      throw Self.wrongCount("not all values of the format are used")
    }
    return isSafe ? .safe(result) : .string(result)
  }

  private static func wrongCount(_ reason: StaticString) -> TemplateError {
    TemplateError("wrong-count", "\(reason)")
  }

  private func parse(
    _ rest: inout Substring.UnicodeScalarView, _ positional: inout [Value], _ used: inout Int
  ) throws(TemplateError) -> Directive {
    var directive = Directive()
    if rest.first == "(" {
      rest.removeFirst()
      directive.name = String(rest.prefix { $0 != ")" })
      rest = rest.drop { $0 != ")" }.dropFirst()
    }
    while let flag = rest.first, ["-", "+", " ", "0", "#"].contains(flag) {
      directive.flags.insert(flag)
      rest.removeFirst()
    }
    directive.width = Swift.min(number(&rest) ?? 0, 100_000)
    if rest.first == "." {
      rest.removeFirst()
      directive.precision = Swift.min(number(&rest) ?? 0, 1000)
    }
    while let modifier = rest.first, ["h", "l", "L"].contains(modifier) { rest.removeFirst() }
    guard let type = rest.popFirst() else { throw Self.wrongCount("the format ends inside a '%' directive") }
    directive.type = type
    return directive
  }

  private func number(_ rest: inout Substring.UnicodeScalarView) -> Int? {
    let digits = rest.prefix { ("0"..."9").contains($0) }
    guard !digits.isEmpty else { return nil }
    rest = rest[digits.endIndex...]
    return Int(String(digits)) ?? 100_000
  }

  private func value(
    _ directive: Directive, _ values: Value, _ positional: [Value], _ used: inout Int
  ) throws(TemplateError) -> Value {
    if let name = directive.name {
      guard case .mapping(let dictionary) = values else {
        throw TemplateError("type-mismatch", "a format with names needs a dictionary")
      }
      guard let value = dictionary.contents[name] else {
        throw TemplateError("missing-argument", "the format's value '\(name)' is missing")
      }
      return value
    }
    guard used < positional.count else { throw Self.wrongCount("the format needs more values") }
    used += 1
    return positional[used - 1]
  }

  private func text(of value: Value, _ directive: Directive) throws(TemplateError) -> String {
    switch directive.type {
    case "s":
      let text = isSafe ? try value.htmlText() : try value.printedText()
      return directive.precision.map { String(String.UnicodeScalarView(text.unicodeScalars.prefix($0))) } ?? text
    case "r", "a": return isSafe ? htmlEscaped(try value.representation()) : try value.representation()
    case "c": return try character(value)
    case "d", "i", "u": return signed(try integerDigits(value), directive)
    case "x", "X", "o": return signed(try radixDigits(value, directive), directive)
    case "f", "F", "e", "E", "g", "G": return signed(try floatDigits(value, directive), directive)
    default: throw TemplateError("wrong-value", "'%\(String(directive.type))' is no format directive")
    }
  }

  private func character(_ value: Value) throws(TemplateError) -> String {
    if let text = value.text, text.unicodeScalars.count == 1 { return text }
    if let code = value.integer, let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init) {
      return String(scalar)
    }
    throw TemplateError("type-mismatch", "'%c' needs one character, not \(value.typeName)")
  }

  private func integerDigits(_ value: Value) throws(TemplateError) -> String {
    switch value.number {
    case .integer(let number): return String(number)
    case .bigInteger(let number): return number.description
    case .double(let number) where number.isFinite: return fixedText(of: number.rounded(.towardZero), digits: 0)
    default: throw mismatch(value)
    }
  }

  private func radixDigits(_ value: Value, _ directive: Directive) throws(TemplateError) -> String {
    guard let number = value.number?.asBigInteger else { throw mismatch(value) }
    let prefix = directive.flags.contains("#") ? "0" + String(directive.type) : ""
    let digits = number.magnitude.text(radix: directive.type == "o" ? 8 : 16)
    return (number.isNegative ? "-" : "") + prefix + (directive.type == "X" ? digits.uppercased() : digits)
  }

  private func floatDigits(_ value: Value, _ directive: Directive) throws(TemplateError) -> String {
    guard let number = try value.number?.double() else { throw mismatch(value) }
    return formatted(number, "%.*" + String(directive.type), directive.precision ?? 6)
  }

  private func mismatch(_ value: Value) -> TemplateError {
    TemplateError("type-mismatch", "the format needs a number, not \(value.typeName)")
  }

  private func signed(_ digits: String, _ directive: Directive) -> String {
    if digits.hasPrefix("-") { return digits }
    if directive.flags.contains("+") { return "+" + digits }
    return directive.flags.contains(" ") ? " " + digits : digits
  }

  private func padded(_ text: String, _ directive: Directive) -> String {
    let missing = directive.width - text.unicodeScalars.count
    guard missing > 0 else { return text }
    if directive.flags.contains("-") { return text + String(repeating: " ", count: missing) }
    let isNumber = !["s", "r", "a", "c"].contains(directive.type)
    guard directive.flags.contains("0"), isNumber else { return String(repeating: " ", count: missing) + text }
    let sign = text.prefix { $0 == "-" || $0 == "+" || $0 == " " }
    return sign + String(repeating: "0", count: missing) + text.dropFirst(sign.count)
  }
}
