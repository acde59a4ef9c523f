public import Diagnostics

extension Value {
  /// The value of a JSON text (RFC 8259), whose objects keep their order; names must not repeat.
  public init(json source: SourceFile) throws(TemplateFailure) {
    var reader = JSONReader(source)
    do throws(JSONReader.Failure) {
      self = try reader.read()
    } catch {
      throw TemplateFailure([.error("invalid-json", at: SourceLocation(source, error.range), error.message)])
    }
  }
}

/// Reads JSON from bytes; strict, and bounded in depth.
private struct JSONReader {
  struct Failure: Error {
    let range: Range<Int>
    let message: Message
  }

  private static let deepest = 100

  private let source: SourceFile
  private let bytes: [UInt8]
  private var position: Int
  private var depth = 0

  init(_ source: SourceFile) {
    self.source = source
    bytes = source.bytes
    position = source.startOfText
  }

  mutating func read() throws(Failure) -> Value {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      let offset = error.byteOffsets.lowerBound
      throw Failure(range: offset..<offset + 1, message: "the text is not valid UTF-8")
    }
    let value = try readValue()
    skipBlanks()
    guard position == bytes.count else { throw unexpected("the end of the text") }
    return value
  }

  private mutating func readValue() throws(Failure) -> Value {
    skipBlanks()
    switch current {
    case UInt8(ascii: "{"): return try nested { (reader) throws(Failure) in try reader.readObject() }
    case UInt8(ascii: "["): return try nested { (reader) throws(Failure) in try reader.readArray() }
    case UInt8(ascii: "\""): return .string(try readString())
    case UInt8(ascii: "t"): return try readWord("true", .bool(true))
    case UInt8(ascii: "f"): return try readWord("false", .bool(false))
    case UInt8(ascii: "n"): return try readWord("null", .none)
    case .some(Byte.minus), .some(0x30...0x39): return try readNumber()
    default: throw unexpected("a value")
    }
  }

  private mutating func nested(
    _ read: (inout JSONReader) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    guard depth < Self.deepest else {
      throw Failure(
        range: position..<position + 1, message: "objects and arrays may be nested \(Self.deepest) deep at most")
    }
    depth += 1
    position += 1
    let value = try read(&self)
    depth -= 1
    return value
  }

  private mutating func readArray() throws(Failure) -> Value {
    var elements: [Value] = []
    skipBlanks()
    if skip("]") { return .list(elements) }
    while true {
      elements.append(try readValue())
      skipBlanks()
      if skip("]") { return .list(elements) }
      guard skip(",") else { throw unexpected("',' or ']'") }
    }
  }

  private mutating func readObject() throws(Failure) -> Value {
    let dictionary = ValueDictionary(isFrozen: true)
    skipBlanks()
    if skip("}") { return .mapping(dictionary) }
    while true {
      try readEntry(into: dictionary)
      skipBlanks()
      if skip("}") { return .mapping(dictionary) }
      guard skip(",") else { throw unexpected("',' or '}'") }
    }
  }

  private mutating func readEntry(into dictionary: ValueDictionary) throws(Failure) {
    skipBlanks()
    let start = position
    guard current == UInt8(ascii: "\"") else { throw unexpected("a name in double quotes") }
    let name = try readString()
    if dictionary.contents[name] != nil {
      throw Failure(range: start..<position, message: "name '\(name)' is given twice")
    }
    skipBlanks()
    guard skip(":") else { throw unexpected("':'") }
    dictionary.set(.string(name), to: try readValue())
  }

  private mutating func readWord(_ word: String, _ value: Value) throws(Failure) -> Value {
    guard bytes[position...].starts(with: word.utf8) else { throw unexpected("a value") }
    position += word.utf8.count
    return value
  }

  private mutating func readNumber() throws(Failure) -> Value {
    let start = position
    if current == UInt8(ascii: "-") { position += 1 }
    let wholeStart = position
    skipDigits()
    let hasLeadingZero = position > wholeStart + 1 && bytes[wholeStart] == UInt8(ascii: "0")
    var isWhole = true
    var isComplete = position > wholeStart && !hasLeadingZero
    if current == UInt8(ascii: ".") {
      isWhole = false
      position += 1
      isComplete = skipDigits() && isComplete
    }
    if let mark = current, mark | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      position += 1
      if current == Byte.plus || current == Byte.minus { position += 1 }
      isComplete = skipDigits() && isComplete
    }
    let text = source.text(in: start..<position)
    guard isComplete else { throw Failure(range: start..<max(position, start + 1), message: "'\(text)' is no number") }
    if isWhole, let number = BigInteger(text.drop { $0 == "-" }, radix: 10, isNegative: text.hasPrefix("-")) {
      return Value(number)
    }
    guard let number = Double(text), number.isFinite else {
      throw Failure(range: start..<position, message: "'\(text)' is too large")
    }
    return .double(number)
  }

  @discardableResult
  private mutating func skipDigits() -> Bool {
    let start = position
    while let byte = current, byte >= 0x30, byte <= 0x39 { position += 1 }
    return position > start
  }

  private mutating func readString() throws(Failure) -> String {
    let start = position
    position += 1
    var text: [UInt8] = []
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += try readEscape()
      case 0..<0x20:
        throw Failure(range: position..<position + 1, message: "a control character must be written as an escape")
      default:
        text.append(byte)
        position += 1
      }
    }
    throw Failure(range: start..<start + 1, message: "the string has no end")
  }

  private mutating func readEscape() throws(Failure) -> [UInt8] {
    let start = position
    position += 1
    guard let mark = current else { throw Failure(range: start..<start + 1, message: "the string has no end") }
    position += 1
    switch mark {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [mark]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"): return Array(String(try readCodePoint(start)).utf8)
    default:
      throw Failure(range: start..<position, message: "'\(source.text(in: start..<position))' is no escape sequence")
    }
  }

  /// Four hexadecimal digits, or two groups of them for a character beyond U+FFFF.
  private mutating func readCodePoint(_ start: Int) throws(Failure) -> Character {
    let first = try readHexadecimal(start)
    if let scalar = Unicode.Scalar(first) { return Character(scalar) }
    guard first < 0xDC00, bytes[position...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else {
      throw Failure(range: start..<position, message: "a surrogate must be one of a pair")
    }
    position += 2
    let second = try readHexadecimal(start)
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    else { throw Failure(range: start..<position, message: "a surrogate must be one of a pair") }
    return Character(scalar)
  }

  private mutating func readHexadecimal(_ start: Int) throws(Failure) -> UInt32 {
    let end = min(position + 4, bytes.count)
    let digits = source.text(in: position..<end)
    guard digits.utf8.count == 4, digits.utf8.allSatisfy({ $0 != Byte.plus && $0 != Byte.minus }),
      let value = UInt32(digits, radix: 16)
    else { throw Failure(range: start..<end, message: "an escape '\\u' must have four hexadecimal digits") }
    position = end
    return value
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skip(_ mark: Unicode.Scalar) -> Bool {
    guard let byte = current, byte == UInt8(ascii: mark) else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private func unexpected(_ expected: String) -> Failure {
    guard position < bytes.count else {
      return Failure(range: bytes.count..<bytes.count, message: "expected \(expected), got the end of the text")
    }
    var end = position + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return Failure(
      range: position..<end, message: "expected \(expected), got '\(source.text(in: position..<end))'")
  }
}
