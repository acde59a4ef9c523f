/// YAML, line by line; only flow collections, quoted strings and block scalars go on over lines.
extension CodeLexer {
  mutating func outline() {
    var flowLevel = 0
    while cursor < end {
      let first = cursor
      skipBlanks()
      let indent = cursor - first
      if indent == 0, flowLevel == 0 { documentMark() }
      outlineLine(indent: indent, flowLevel: &flowLevel)
      if cursor < end, bytes[cursor] == UInt8(ascii: "\n") { cursor += 1 }
    }
  }

  private mutating func documentMark() {
    if matches("---", at: cursor) || matches("...", at: cursor) {
      mark(.mark, count: 3)
    } else if byte(at: cursor) == UInt8(ascii: "%") {
      line(.annotation)
    }
  }

  private mutating func outlineLine(indent: Int, flowLevel: inout Int) {
    while cursor < end, bytes[cursor] != UInt8(ascii: "\n") {
      let byte = bytes[cursor]
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        flowLevel += 1
        cursor += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        flowLevel = max(0, flowLevel - 1)
        cursor += 1
      case UInt8(ascii: ","), UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        cursor += 1
      case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
        if endsIndicator(cursor + 1) { cursor += 1 } else { plainScalar(inFlow: flowLevel > 0) }
      case UInt8(ascii: "&"), UInt8(ascii: "*"):
        nodeProperty(.variable)
      case UInt8(ascii: "!"):
        nodeProperty(.annotation)
      case UInt8(ascii: "|"), UInt8(ascii: ">"):
        return blockScalar(indent: indent)
      default:
        if !opens(byte) { plainScalar(inFlow: flowLevel > 0) }
      }
    }
  }

  /// An anchor, an alias or a tag.
  private mutating func nodeProperty(_ tokenClass: TokenClass) {
    let first = cursor
    cursor += 1
    while cursor < end, !bytes[cursor].isSpace, !bytes[cursor].endsFlowScalar { cursor += 1 }
    mark(tokenClass, from: first)
  }

  private func endsIndicator(_ index: Int) -> Bool {
    index >= end || bytes[index].isSpace
  }

  private mutating func plainScalar(inFlow: Bool) {
    let first = cursor
    cursor += 1
    while cursor < end, !bytes[cursor].isNewline, !endsPlainScalar(inFlow: inFlow) { cursor += 1 }
    let next = byte(at: cursor)
    cursor = endBeforeBlanks(cursor)
    if next == UInt8(ascii: ":") {
      mark(.property, from: first)
    } else {
      mark(scalarClass(of: first..<cursor), from: first)
    }
  }

  private func endsPlainScalar(inFlow: Bool) -> Bool {
    switch bytes[cursor] {
    case UInt8(ascii: ":"): endsIndicator(cursor + 1) || inFlow && bytes[cursor + 1].endsFlowScalar
    case UInt8(ascii: "#"): bytes[cursor - 1].isBlank
    default: inFlow && bytes[cursor].endsFlowScalar
    }
  }

  /// A listed word, a number or date, or a string.
  func scalarClass(of range: Range<Int>) -> TokenClass {
    if let listed = entry(of: range)?.tokenClass { return listed }
    let digits = bytes[range].drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: ".") }
    guard let digit = digits.first, digit.isDigit else { return .string }
    return digits.allSatisfy(\.isNumberOrDate) ? .number : .string
  }

  /// The header and the lines that are indented more than the line of the header.
  private mutating func blockScalar(indent: Int) {
    let header = cursor
    while cursor < end, !bytes[cursor].isSpace { cursor += 1 }
    mark(.mark, from: header)
    skipLine()
    let first = min(cursor + 1, end)
    while let last = blockLineEnd(indent: indent) { cursor = last }
    if cursor > first {
      tokens.append(CodeToken(tokenClass: .string, start: first, end: cursor))
    }
  }

  /// The end of the next line if it belongs to the block: it is blank or indented more.
  private func blockLineEnd(indent: Int) -> Int? {
    guard cursor < end else { return nil }
    var index = cursor + 1
    while byte(at: index).isBlank { index += 1 }
    let isIndented = index - cursor - 1 > indent
    guard isIndented || index >= end || bytes[index].isNewline else { return nil }
    return lineEnd(from: index)
  }
}

extension UInt8 {
  fileprivate var endsFlowScalar: Bool {
    isClosingBracket && self != UInt8(ascii: ")") || self == UInt8(ascii: ",") || self == UInt8(ascii: "[")
      || self == UInt8(ascii: "{")
  }

  fileprivate var isNumberOrDate: Bool {
    if isDigit { return true }
    switch self {
    case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: ":"), UInt8(ascii: "_"): return true
    case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "T"), UInt8(ascii: "Z"), UInt8(ascii: "x"): return true
    default: return false
    }
  }
}
