internal import Diagnostics

extension Parser {
  /// One or several strings side by side, which are one.
  mutating func parseString() throws(SyntaxError) -> Expression {
    let start = current.range.lowerBound
    var text = ""
    while current.kind == .string {
      text += try unescaped(current.range)
      advance()
    }
    return try make(.literal(.string(text)), from: start, [])
  }

  mutating func parseNumber() throws(SyntaxError) -> Expression {
    let token = current
    let digits = source.text(in: token.range).filter { $0 != "_" }
    advance()
    if token.kind == .float {
      return Expression(kind: .literal(.double(Double(digits) ?? 0)), range: token.range, depth: 1)
    }
    guard let number = Self.integer(digits) else {
      throw fail("number-out-of-range", token.range, "an integer may have about 4,300 digits at most")
    }
    return Expression(kind: .literal(Value(number)), range: token.range, depth: 1)
  }

  private static func integer(_ digits: String) -> BigInteger? {
    switch digits.prefix(2).lowercased() {
    case "0x": BigInteger(digits.dropFirst(2), radix: 16)
    case "0o": BigInteger(digits.dropFirst(2), radix: 8)
    case "0b": BigInteger(digits.dropFirst(2), radix: 2)
    default: BigInteger(digits, radix: 10)
    }
  }

  /// The text of a string literal, whose escapes are Python's.
  private mutating func unescaped(_ literal: Range<Int>) throws(SyntaxError) -> String {
    let content = literal.lowerBound + 1..<literal.upperBound - 1
    let bytes = source.bytes[content]
    guard bytes.contains(UInt8(ascii: "\\")) || bytes.contains(Byte.carriageReturn) else {
      return source.text(in: content)
    }
    var scalars = source.text(in: content).unicodeScalars[...]
    var text = String.UnicodeScalarView()
    while let scalar = scalars.popFirst() {
      if scalar == "\\" {
        guard appendEscape(from: &scalars, to: &text) else {
          throw fail("invalid-escape", literal, "the string has an incomplete escape sequence")
        }
      } else if scalar == "\r" {
        if scalars.first == "\n" { scalars.removeFirst() }
        text.append("\n")
      } else {
        text.append(scalar)
      }
    }
    return String(text)
  }

  private func appendEscape(
    from scalars: inout Substring.UnicodeScalarView, to text: inout String.UnicodeScalarView
  ) -> Bool {
    guard let marker = scalars.popFirst() else { return false }
    switch marker {
    case "n": text.append("\n")
    case "t": text.append("\t")
    case "r": text.append("\r")
    case "a": text.append("\u{7}")
    case "b": text.append("\u{8}")
    case "f": text.append("\u{C}")
    case "v": text.append("\u{B}")
    case "\\", "'", "\"": text.append(marker)
    case "\n": break
    case "x": return appendCode(digits: 2, from: &scalars, to: &text)
    case "u": return appendCode(digits: 4, from: &scalars, to: &text)
    case "U": return appendCode(digits: 8, from: &scalars, to: &text)
    case "0"..."7": appendOctal(marker, from: &scalars, to: &text)
    default:
      text.append("\\")
      text.append(marker)
    }
    return true
  }

  private func appendCode(
    digits: Int, from scalars: inout Substring.UnicodeScalarView, to text: inout String.UnicodeScalarView
  ) -> Bool {
    let code = String(String.UnicodeScalarView(scalars.prefix(digits)))
    guard code.unicodeScalars.count == digits, let value = UInt32(code, radix: 16), let scalar = Unicode.Scalar(value)
    else { return false }
    scalars.removeFirst(digits)
    text.append(scalar)
    return true
  }

  private func appendOctal(
    _ first: Unicode.Scalar, from scalars: inout Substring.UnicodeScalarView, to text: inout String.UnicodeScalarView
  ) {
    var value = first.value - 0x30
    for _ in 0..<2 {
      guard let digit = scalars.first, ("0"..."7").contains(digit) else { break }
      value = value * 8 + digit.value - 0x30
      scalars.removeFirst()
    }
    Unicode.Scalar(value).map { text.append($0) }
  }
}
