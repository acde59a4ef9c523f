extension Bool {
  /// Reads `true` or `false`, as YAML 1.2 does.
  init?(written text: String) {
    switch text {
    case "true", "True", "TRUE": self = true
    case "false", "False", "FALSE": self = false
    default: return nil
    }
  }
}

extension Int {
  /// Reads digits, perhaps with a sign before them.
  init?(written text: String) {
    self.init(text)
  }
}

extension Double {
  /// Reads digits, perhaps with a sign, a decimal point and an exponent; never infinity or NaN.
  init?(written text: String) {
    let signs = "+-.eE".utf8
    guard text.utf8.first.map({ $0.isDigit || $0 == 0x2B || $0 == 0x2D }) == true,
      text.utf8.allSatisfy({ $0.isDigit || signs.contains($0) }), let number = Double(text), number.isFinite
    else { return nil }
    self = number
  }
}

extension String {
  /// Without spaces and line ends at both ends.
  var trimmed: String {
    guard let first = utf8.first, let last = utf8.last, isBlank(first) || isBlank(last) else { return self }
    let start = utf8.firstIndex { !isBlank($0) } ?? endIndex
    let end = utf8.lastIndex { !isBlank($0) }.map { utf8.index(after: $0) } ?? start
    return String(self[start..<end])
  }

  /// Whether a line ends inside of it.
  var hasLineEnd: Bool {
    utf8.contains { $0 == 0x0A || $0 == 0x0D }
  }
}

private func isBlank(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
}
