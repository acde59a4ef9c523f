internal import Diagnostics

/// `"{} {name:>5}".format(…)` of Python: positions, names, members, items and format specifications.
struct BraceFormat {
  private let format: [Unicode.Scalar]
  private let isSafe: Bool

  init(_ format: String, isSafe: Bool) {
    self.format = Array(format.unicodeScalars)
    self.isSafe = isSafe
  }

  func apply(to arguments: Arguments, _ state: RenderState) throws(TemplateError) -> String {
    var result = ""
    var index = 0
    var automatic = 0
    while index < format.count {
      let scalar = format[index]
      index += 1
      if scalar == "{" || scalar == "}", index < format.count, format[index] == scalar {
        result.unicodeScalars.append(scalar)
        index += 1
      } else if scalar == "{" {
        let field = try takeField(&index)
        result += try text(of: field, arguments, &automatic, state)
      } else if scalar == "}" {
        throw TemplateError("wrong-value", "the format has a single '}'")
      } else {
        result.unicodeScalars.append(scalar)
      }
      try state.limits.checkText(bytes: result.utf8.count)
    }
    return result
  }

  private func takeField(_ index: inout Int) throws(TemplateError) -> String {
    var field = String.UnicodeScalarView()
    while index < format.count, format[index] != "}" {
      field.append(format[index])
      index += 1
    }
    guard index < format.count else { throw TemplateError("wrong-value", "the format has a '{' without '}'") }
    index += 1
    return String(field)
  }

  private func text(
    of field: String, _ arguments: Arguments, _ automatic: inout Int, _ state: RenderState
  ) throws(TemplateError) -> String {
    let parts = field.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let reference = parts[0].split(separator: "!", maxSplits: 1, omittingEmptySubsequences: false)
    let value = try self.value(String(reference.first ?? ""), arguments, &automatic, state)
    let specification = parts.count > 1 ? String(parts[1]) : ""
    if reference.count > 1, reference[1] == "r" { return try value.representation() }
    if specification.isEmpty { return isSafe ? try value.htmlText() : try value.printedText() }
    let text = try FormatSpecification(specification).apply(to: value, state.limits)
    return isSafe && !value.isSafe ? htmlEscaped(text) : text
  }

  private func value(
    _ reference: String, _ arguments: Arguments, _ automatic: inout Int, _ state: RenderState
  ) throws(TemplateError) -> Value {
    let steps = reference.split(whereSeparator: { $0 == "." || $0 == "[" || $0 == "]" })
    let isAutomatic = reference.isEmpty || reference.hasPrefix(".") || reference.hasPrefix("[")
    var value = try argument(isAutomatic ? nil : steps.first.map(String.init), arguments, &automatic)
    for step in steps.dropFirst(isAutomatic ? 0 : 1) {
      let key: Value = Int(step).map { .integer($0) } ?? .string(String(step))
      value = try value.item(key, state: state.environment.settings.undefined)
    }
    return value
  }

  private func argument(
    _ name: String?, _ arguments: Arguments, _ automatic: inout Int
  ) throws(TemplateError) -> Value {
    let position = name.map { Int($0) } ?? automatic
    if name == nil { automatic += 1 }
    if let position {
      guard arguments.positional.indices.contains(position) else {
        throw TemplateError("missing-argument", "the format needs more values")
      }
      return arguments.positional[position]
    }
    guard let name, let keyword = arguments.keywords.first(where: { $0.name.name == name }) else {
      throw TemplateError("missing-argument", "the format's value '\(name ?? "")' is missing")
    }
    return keyword.value
  }
}

/// `[[fill]align][sign][0][width][,][.precision][type]`.
private struct FormatSpecification {
  private var fill: Unicode.Scalar = " "
  private var alignment: Unicode.Scalar?
  private var sign: Unicode.Scalar?
  private var width = 0
  private var grouping: Unicode.Scalar?
  private var precision: Int?
  private var type: Unicode.Scalar?

  private static let alignments: [Unicode.Scalar] = ["<", ">", "^", "="]

  init(_ text: String) throws(TemplateError) {
    var rest = Array(text.unicodeScalars)[...]
    if rest.count > 1, Self.alignments.contains(rest[rest.startIndex + 1]) {
      fill = rest.removeFirst()
      alignment = rest.removeFirst()
    } else if let first = rest.first, Self.alignments.contains(first) {
      alignment = rest.removeFirst()
    }
    if let first = rest.first, ["+", "-", " "].contains(first) { sign = rest.removeFirst() }
    if rest.first == "0" {
      rest.removeFirst()
      if alignment == nil {
        fill = "0"
        alignment = "="
      }
    }
    width = Self.number(&rest) ?? 0
    if let first = rest.first, first == "," || first == "_" { grouping = rest.removeFirst() }
    if rest.first == "." {
      rest.removeFirst()
      precision = Self.number(&rest)
    }
    type = rest.popFirst()
    guard rest.isEmpty else { throw TemplateError("wrong-value", "'\(text)' is no format specification") }
  }

  private static func number(_ rest: inout ArraySlice<Unicode.Scalar>) -> Int? {
    let digits = rest.prefix { ("0"..."9").contains($0) }
    rest = rest.dropFirst(digits.count)
    return digits.isEmpty ? nil : min(Int(String(String.UnicodeScalarView(digits))) ?? 100_000, 100_000)
  }

  func apply(to value: Value, _ limits: Limits) throws(TemplateError) -> String {
    guard let number = value.number, value.boolean == nil || type != nil else {
      var text = try value.printedText()
      if let precision { text = String(String.UnicodeScalarView(text.unicodeScalars.prefix(precision))) }
      return padded(text, isNumber: false)
    }
    var digits = try self.digits(of: number, value)
    if let grouping { digits = Self.grouped(digits, by: grouping) }
    if !digits.hasPrefix("-"), let sign, sign != "-" { digits = String(sign) + digits }
    return padded(digits, isNumber: true)
  }

  private func digits(of number: Number, _ value: Value) throws(TemplateError) -> String {
    if let whole = number.asBigInteger, let text = text(of: whole) { return text }
    let real = try number.double()
    switch (type, number) {
    case ("f", _), ("F", _): return formatted(real, "%.*f", min(precision ?? 6, 1000))
    case ("e", _): return formatted(real, "%.*e", min(precision ?? 6, 1000))
    case ("g", _): return formatted(real, "%.*g", min(precision ?? 6, 1000))
    case ("%", _): return formatted(real * 100, "%.*f", min(precision ?? 6, 1000)) + "%"
    case (nil, .double):
      return precision.map { formatted(real, "%.*g", min($0, 1000)) } ?? pythonText(of: real)
    default: throw TemplateError("wrong-value", "the format specification does not fit \(value.typeName)")
    }
  }

  /// An integer in the radix of the type; nil where the type is one of floats.
  private func text(of whole: BigInteger) -> String? {
    switch type {
    case nil, "d", "n": whole.description
    case "x": whole.text(radix: 16)
    case "X": whole.text(radix: 16).uppercased()
    case "o": whole.text(radix: 8)
    case "b": whole.text(radix: 2)
    default: nil
    }
  }

  private static func grouped(_ digits: String, by separator: Unicode.Scalar) -> String {
    let isNegative = digits.hasPrefix("-")
    let whole = digits.drop { $0 == "-" }.prefix { $0.isNumber }
    let rest = digits.drop { $0 == "-" }.dropFirst(whole.count)
    var groups: [Substring] = []
    var left = whole
    while left.count > 3 {
      groups.insert(left.suffix(3), at: 0)
      left = left.dropLast(3)
    }
    groups.insert(left, at: 0)
    return (isNegative ? "-" : "") + groups.joined(separator: String(separator)) + rest
  }

  private func padded(_ text: String, isNumber: Bool) -> String {
    let missing = width - text.unicodeScalars.count
    guard missing > 0 else { return text }
    let padding = String(repeating: String(fill), count: missing)
    switch alignment ?? (isNumber ? ">" : "<") {
    case ">": return padding + text
    case "^":
      return String(padding.prefix(missing / 2)) + text + String(padding.dropFirst(missing / 2))
    case "=":
      let sign = text.prefix { $0 == "-" || $0 == "+" }
      return sign + padding + text.dropFirst(sign.count)
    default: return text + padding
    }
  }
}
