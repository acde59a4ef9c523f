/// A text with `%{name}` where parameters go, taken apart once.
struct TextPattern: Sendable {
  private enum Part: Sendable {
    case literal(String)
    case parameter(String)
  }

  private var parts: [Part] = []
  /// As it was written; what is filled in where there are no parameters.
  let text: String

  init(_ text: String) {
    self.text = text
    var rest = text[...]
    while let open = rest.firstRange(of: "%{"), let close = rest[open.upperBound...].firstIndex(of: "}") {
      if open.lowerBound > rest.startIndex { parts.append(.literal(String(rest[..<open.lowerBound]))) }
      parts.append(.parameter(String(rest[open.upperBound..<close])))
      rest = rest[rest.index(after: close)...]
    }
    if !parts.isEmpty, !rest.isEmpty { parts.append(.literal(String(rest))) }
  }

  /// The text with the values of its parameters; one without a value stays as it is written.
  func filled(_ value: (String) -> String?) -> String {
    if parts.isEmpty { return text }
    var result = ""
    for part in parts {
      switch part {
      case .literal(let text): result += text
      case .parameter(let name): result += value(name) ?? "%{\(name)}"
      }
    }
    return result
  }
}
