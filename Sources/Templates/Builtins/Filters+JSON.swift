internal import Diagnostics

/// `tojson`: JSON that is safe in HTML, whose special characters are written as escapes.
extension Filters {
  static func tojson(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("indent")
    var writer = JSONWriter(indent: try optionalInteger(arguments, 0, "indent"), limits: state.limits)
    try writer.write(value, depth: 0)
    return .safe(writer.text)
  }
}

private struct JSONWriter {
  let indent: Int?
  let limits: Limits
  private(set) var text = ""

  init(indent: Int?, limits: Limits) {
    self.indent = indent.map { Swift.min(Swift.max($0, 0), 64) }
    self.limits = limits
  }

  mutating func write(_ value: Value, depth: Int) throws(TemplateError) {
    guard depth < 60 else { throw TemplateError("limit-exceeded", "the value is nested too deeply for JSON") }
    try limits.checkText(bytes: text.utf8.count)
    switch value {
    case .none: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .integer(let number): text += String(number)
    case .bigInteger(let number): text += number.description
    case .double(let number): write(number)
    case .string(let string), .safe(let string): write(string)
    case .sequence(let list), .tuple(let list): try write(list.elements, depth)
    case .mapping(let dictionary):
      try writeObject(Array(zip(dictionary.contents.keys, dictionary.contents.values)), depth)
    case .undefined(let undefined): throw undefined.error
    case .external(let box) where box.object.isMapping: try writeObject(value.pairs(), depth)
    default: throw TemplateError("type-mismatch", "\(value.typeName) cannot be written as JSON")
    }
  }

  private mutating func write(_ number: Double) {
    if number.isNaN {
      text += "NaN"
    } else if number.isInfinite {
      text += number < 0 ? "-Infinity" : "Infinity"
    } else {
      text += pythonText(of: number)
    }
  }

  private mutating func write(_ elements: [Value], _ depth: Int) throws(TemplateError) {
    text += "["
    for (index, element) in elements.enumerated() {
      separate(index, depth + 1)
      try write(element, depth: depth + 1)
    }
    close("]", isEmpty: elements.isEmpty, depth)
  }

  /// The entries sorted by their names, as Jinja2 writes them.
  private mutating func writeObject(_ entries: [(Value, Value)], _ depth: Int) throws(TemplateError) {
    var named: [(name: String, value: Value)] = []
    for (key, value) in entries { named.append((try name(of: key), value)) }
    named.sort { compareBytes($0.name, $1.name) < 0 }
    text += "{"
    for (index, entry) in named.enumerated() {
      separate(index, depth + 1)
      write(entry.name)
      text += ": "
      try write(entry.value, depth: depth + 1)
    }
    close("}", isEmpty: entries.isEmpty, depth)
  }

  private func name(of key: Value) throws(TemplateError) -> String {
    switch key {
    case .string(let text), .safe(let text): return text
    case .bool(let flag): return flag ? "true" : "false"
    case .none: return "null"
    case .integer, .bigInteger, .double: return try key.printedText()
    default: throw TemplateError("type-mismatch", "\(key.typeName) cannot be a name in JSON")
    }
  }

  private mutating func separate(_ index: Int, _ depth: Int) {
    if index > 0 { text += indent == nil ? ", " : "," }
    if indent != nil { breakLine(depth) }
  }

  private mutating func close(_ bracket: String, isEmpty: Bool, _ depth: Int) {
    if indent != nil, !isEmpty { breakLine(depth) }
    text += bracket
  }

  private mutating func breakLine(_ depth: Int) {
    text += "\n" + String(repeating: " ", count: (indent ?? 0) * depth)
  }

  private mutating func write(_ string: String) {
    text += "\""
    for unit in string.utf16 {
      switch unit {
      case 0x22: text += "\\\""
      case 0x5C: text += "\\\\"
      case 0x0A: text += "\\n"
      case 0x0D: text += "\\r"
      case 0x09: text += "\\t"
      case 0x08: text += "\\b"
      case 0x0C: text += "\\f"
      case 0x20...0x7E where ![0x26, 0x27, 0x3C, 0x3E].contains(unit):
        text.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      default:
        let digits = String(unit, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    text += "\""
  }
}
