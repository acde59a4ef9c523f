internal import Diagnostics

extension Value {
  var isSafe: Bool {
    switch self {
    case .safe: true
    case .external(let box): box.object.printed.isSafeText
    case .block, .macro: false
    default: false
    }
  }

  private var isSafeText: Bool {
    if case .safe = self { true } else { false }
  }

  /// `str(value)`: what printing shows before escaping.
  func printedText() throws(TemplateError) -> String {
    switch self {
    case .string(let text), .safe(let text): return text
    case .undefined(let undefined):
      if undefined.isStrict { throw undefined.error }
      return ""
    case .external(let box):
      return try box.object.printed.textOfPrinted()
    default:
      var text = ""
      try appendRepresentation(to: &text, depth: 0)
      return text
    }
  }

  private func textOfPrinted() throws(TemplateError) -> String {
    if case .external = self { return "" }
    return try printedText()
  }

  /// The text with its HTML special characters as entities, unless it is safe.
  func htmlText() throws(TemplateError) -> String {
    if case .external(let box) = self {
      if case .safe(let text) = box.object.printed { return text }
    }
    if case .safe(let text) = self { return text }
    return htmlEscaped(try printedText())
  }

  /// `repr(value)`: the printed form inside lists.
  func representation() throws(TemplateError) -> String {
    var text = ""
    try appendRepresentation(to: &text, depth: 0)
    return text
  }

  private static let deepestPrinted = 60

  private func appendRepresentation(to text: inout String, depth: Int) throws(TemplateError) {
    guard depth < Self.deepestPrinted else {
      throw TemplateError("limit-exceeded", "the value is nested too deeply to print")
    }
    switch self {
    case .undefined: text += "Undefined"
    case .none: text += "None"
    case .bool(let flag): text += flag ? "True" : "False"
    case .integer(let number): text += String(number)
    case .bigInteger(let number): text += number.description
    case .double(let number): text += pythonText(of: number)
    case .string(let string): appendQuoted(string, to: &text)
    case .safe(let string):
      text += "Markup("
      appendQuoted(string, to: &text)
      text += ")"
    case .sequence(let list):
      try append(list.elements, between: "[", and: "]", to: &text, depth: depth)
    case .tuple(let tuple):
      try append(
        tuple.elements, between: "(", and: tuple.elements.count == 1 ? ",)" : ")", to: &text, depth: depth)
    case .mapping(let dictionary):
      try append(dictionary.contents, to: &text, depth: depth)
    case .external(let box):
      if let printable = box.object as? any Representable {
        try printable.appendRepresentation(to: &text, depth: depth + 1)
      } else {
        text += try box.object.printed.textOfPrinted()
      }
    case .native(let function): text += "<function \(function.name)>"
    case .macro(let macro): text += "<Macro '\(macro.name)'>"
    case .block(let block): text += "<Block '\(block.name.name)'>"
    case .loop(let loop): text += "<LoopContext \(loop.index + 1)/\(loop.elements.count)>"
    case .namespace(let namespace):
      text += "<Namespace "
      try append(namespace.contents, to: &text, depth: depth)
      text += ">"
    }
  }

  private func append(
    _ elements: [Value], between open: String, and close: String, to text: inout String, depth: Int
  ) throws(TemplateError) {
    text += open
    for (index, element) in elements.enumerated() {
      if index > 0 { text += ", " }
      try element.appendRepresentation(to: &text, depth: depth + 1)
    }
    text += close
  }

  private func append(_ entries: OrderedEntries, to text: inout String, depth: Int) throws(TemplateError) {
    text += "{"
    for (index, key) in entries.keys.enumerated() {
      if index > 0 { text += ", " }
      try key.appendRepresentation(to: &text, depth: depth + 1)
      text += ": "
      try entries.values[index].appendRepresentation(to: &text, depth: depth + 1)
    }
    text += "}"
  }
}

/// An object of the engine whose form inside a list differs from what it prints as.
protocol Representable {
  func appendRepresentation(to text: inout String, depth: Int) throws(TemplateError)
}

/// A text in quotes as Python writes it: single ones unless it holds a single and no double quote.
func appendQuoted(_ string: String, to text: inout String) {
  let quote: Unicode.Scalar = string.utf8.contains(0x27) && !string.utf8.contains(0x22) ? "\"" : "'"
  text.unicodeScalars.append(quote)
  for scalar in string.unicodeScalars {
    switch scalar {
    case quote: text += "\\" + String(quote)
    case "\\": text += "\\\\"
    case "\n": text += "\\n"
    case "\r": text += "\\r"
    case "\t": text += "\\t"
    default:
      if isPrintable(scalar) {
        text.unicodeScalars.append(scalar)
      } else {
        text += escapeSequence(of: scalar)
      }
    }
  }
  text.unicodeScalars.append(quote)
}

private func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.value < 0x7F { return scalar.value >= 0x20 }
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator:
    return false
  default:
    return true
  }
}

private func escapeSequence(of scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16)
  switch scalar.value {
  case ..<0x100: return "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
  case ..<0x10000: return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  default: return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
  }
}

/// A float as Python's `repr` writes it: shortest, with an exponent below 1e-4 and from 1e16.
func pythonText(of number: Double) -> String {
  // Between these, Swift writes as Python does.
  if number.magnitude >= 0.001, number.magnitude < 1e15 { return number.description }
  guard number.isFinite else { return number.isNaN ? "nan" : (number < 0 ? "-inf" : "inf") }
  let sign = number.sign == .minus ? "-" : ""
  let (digits, exponent) = shortestDigits(of: number.magnitude)
  if exponent < -4 || exponent >= 16 {
    let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
    let size = abs(exponent) < 10 ? "0\(abs(exponent))" : "\(abs(exponent))"
    return sign + digits.prefix(1) + fraction + "e" + (exponent < 0 ? "-" : "+") + size
  }
  if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits }
  if digits.count <= exponent + 1 {
    return sign + digits + String(repeating: "0", count: exponent + 1 - digits.count) + ".0"
  }
  return sign + digits.prefix(exponent + 1) + "." + digits.dropFirst(exponent + 1)
}

/// The significant digits, and the power of ten of the first one.
private func shortestDigits(of number: Double) -> (digits: String, exponent: Int) {
  guard number != 0 else { return ("0", 0) }
  let parts = number.description.split(separator: "e")
  let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
  let whole = String(mantissa[0])
  let fraction = mantissa.count > 1 ? String(mantissa[1]) : ""
  let written = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
  let all = whole + fraction
  let leadingZeros = all.prefix { $0 == "0" }.count
  var digits = String(all.dropFirst(leadingZeros))
  while digits.count > 1, digits.last == "0" { digits.removeLast() }
  return (digits, whole.count - 1 - leadingZeros + written)
}
