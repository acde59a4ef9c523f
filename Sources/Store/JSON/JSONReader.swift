/// Reads one JSON value from bytes; strict, and bounded in depth.
struct JSONReader {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func read() throws(JSONError) -> DocumentValue {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      throw JSONError(byte: error.byteOffsets.lowerBound, reason: .notUTF8)
    }
    let value = try readValue()
    skipBlanks()
    guard position == bytes.count else { throw failure(.syntax) }
    return value
  }

  private mutating func readValue() throws(JSONError) -> DocumentValue {
    skipBlanks()
    switch current {
    case UInt8(ascii: "{"): return try nested { (reader) throws(JSONError) in try reader.readObject() }
    case UInt8(ascii: "["): return try nested { (reader) throws(JSONError) in try reader.readList() }
    case UInt8(ascii: "\""): return .text(try readText())
    case UInt8(ascii: "t"): return try readWord("true", .boolean(true))
    case UInt8(ascii: "f"): return try readWord("false", .boolean(false))
    case UInt8(ascii: "n"): return try readWord("null", .null)
    case .some(UInt8(ascii: "-")), .some(0x30...0x39): return try readNumber()
    default: throw failure(.syntax)
    }
  }

  private mutating func nested(
    _ read: (inout JSONReader) throws(JSONError) -> DocumentValue
  ) throws(JSONError) -> DocumentValue {
    guard depth < DocumentValue.deepest else { throw failure(.tooDeep) }
    depth += 1
    position += 1
    let value = try read(&self)
    depth -= 1
    return value
  }

  private mutating func readList() throws(JSONError) -> DocumentValue {
    var values: [DocumentValue] = []
    skipBlanks()
    if skip("]") { return .list(values) }
    while true {
      values.append(try readValue())
      skipBlanks()
      if skip("]") { return .list(values) }
      guard skip(",") else { throw failure(.syntax) }
    }
  }

  private mutating func readObject() throws(JSONError) -> DocumentValue {
    var values: [String: DocumentValue] = [:]
    skipBlanks()
    if skip("}") { return .object(values) }
    while true {
      skipBlanks()
      let start = position
      guard current == UInt8(ascii: "\"") else { throw failure(.syntax) }
      let name = try readText()
      guard values[name] == nil, !name.utf8.contains(0) else { throw JSONError(byte: start, reason: .name) }
      skipBlanks()
      guard skip(":") else { throw failure(.syntax) }
      values[name] = try readValue()
      skipBlanks()
      if skip("}") { return .object(values) }
      guard skip(",") else { throw failure(.syntax) }
    }
  }

  private mutating func readWord(_ word: String, _ value: DocumentValue) throws(JSONError) -> DocumentValue {
    guard bytes[position...].starts(with: word.utf8) else { throw failure(.syntax) }
    position += word.utf8.count
    return value
  }

  // MARK: Numbers

  private mutating func readNumber() throws(JSONError) -> DocumentValue {
    let start = position
    _ = skip("-")
    let first = position
    var isComplete = skipDigits()
    if isComplete, bytes[first] == UInt8(ascii: "0"), position > first + 1 { isComplete = false }
    var isWhole = true
    if skip(".") {
      isWhole = false
      isComplete = skipDigits() && isComplete
    }
    if skip("e") || skip("E") {
      isWhole = false
      _ = skip("+") || skip("-")
      isComplete = skipDigits() && isComplete
    }
    guard isComplete else { throw JSONError(byte: start, reason: .syntax) }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole {
      guard let integer = Int64(text) else { throw JSONError(byte: start, reason: .numberOutOfRange) }
      return .integer(integer)
    }
    guard let number = Double(text), number.isFinite else { throw JSONError(byte: start, reason: .numberOutOfRange) }
    return .number(number)
  }

  private mutating func skipDigits() -> Bool {
    let start = position
    while let byte = current, byte >= 0x30, byte <= 0x39 { position += 1 }
    return position > start
  }

  // MARK: Texts

  private mutating func readText() throws(JSONError) -> String {
    position += 1
    var start = position
    // Most texts hold no escapes and are taken as they stand.
    var text = ""
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        text += String(decoding: bytes[start..<position], as: UTF8.self)
        position += 1
        return text
      case UInt8(ascii: "\\"):
        text += String(decoding: bytes[start..<position], as: UTF8.self)
        text.unicodeScalars.append(try readEscape())
        start = position
      case 0..<0x20: throw failure(.syntax)
      default: position += 1
      }
    }
    throw failure(.syntax)
  }

  private mutating func readEscape() throws(JSONError) -> Unicode.Scalar {
    position += 1
    guard let mark = current else { throw failure(.syntax) }
    position += 1
    switch mark {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(mark)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try readCodePoint()
    default: throw JSONError(byte: position - 1, reason: .syntax)
    }
  }

  /// Four hexadecimal digits, or two groups of them for a scalar beyond U+FFFF.
  private mutating func readCodePoint() throws(JSONError) -> Unicode.Scalar {
    let start = position
    let first = try readHexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, skip("\\"), skip("u") else { throw JSONError(byte: start, reason: .syntax) }
    let second = try readHexadecimal()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    else { throw JSONError(byte: start, reason: .syntax) }
    return scalar
  }

  private mutating func readHexadecimal() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw failure(.syntax)
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  // MARK: Bytes

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skip(_ mark: Unicode.Scalar) -> Bool {
    guard let byte = current, byte == UInt8(ascii: mark) else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private func failure(_ reason: JSONError.Reason) -> JSONError { JSONError(byte: position, reason: reason) }
}
