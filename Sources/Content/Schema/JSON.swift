/// A JSON value whose keys stay in order.
public enum JSON: Sendable {
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  indirect case array([JSON])
  indirect case object([(key: String, value: JSON)])
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
  ExpressibleByIntegerLiteral
{
  public init(dictionaryLiteral pairs: (String, JSON)...) {
    self = .object(pairs.map { (key: $0.0, value: $0.1) })
  }

  public init(stringLiteral text: String) { self = .string(text) }

  public init(arrayLiteral elements: JSON...) { self = .array(elements) }

  public init(integerLiteral number: Int) { self = .integer(number) }

  /// The object with another key at its end; nil adds nothing.
  func adding(_ key: String, _ value: JSON?) -> JSON {
    guard case .object(let pairs) = self, let value else { return self }
    return .object(pairs + [(key: key, value: value)])
  }

  /// The object with the keys of another at its end.
  func adding(contentsOf other: JSON) -> JSON {
    guard case .object(let pairs) = self, case .object(let others) = other else { return self }
    return .object(pairs + others)
  }
}

extension JSON {
  /// The value over several lines, indented by two spaces, without a line end after it.
  public var prettyPrinted: String {
    var text = ""
    write(to: &text, indentation: "")
    return text
  }

  private func write(to text: inout String, indentation: String) {
    switch self {
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += String(value)
    case .string(let value): Self.write(value, to: &text)
    case .array(let elements):
      Self.writeAll(elements, in: ("[", "]"), to: &text, indentation: indentation) { element, text, inner in
        element.write(to: &text, indentation: inner)
      }
    case .object(let pairs):
      Self.writeAll(pairs, in: ("{", "}"), to: &text, indentation: indentation) { pair, text, inner in
        Self.write(pair.key, to: &text)
        text += ": "
        pair.value.write(to: &text, indentation: inner)
      }
    }
  }

  private static func writeAll<Element>(
    _ elements: [Element], in brackets: (String, String), to text: inout String, indentation: String,
    _ write: (Element, inout String, String) -> Void
  ) {
    guard !elements.isEmpty else {
      text += brackets.0 + brackets.1
      return
    }
    let inner = indentation + "  "
    text += brackets.0
    for (number, element) in elements.enumerated() {
      text += (number == 0 ? "\n" : ",\n") + inner
      write(element, &text, inner)
    }
    text += "\n" + indentation + brackets.1
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case "\0"..."\u{1F}", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

extension JSON {
  /// The types under which editors know text without quotes: `2026` and `true` stay text for us.
  static let plainText: JSON = ["string", "number", "boolean"]
}
