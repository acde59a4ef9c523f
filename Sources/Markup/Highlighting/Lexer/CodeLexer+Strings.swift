/// A string whose opening bytes have been read.
struct OpenString {
  let rule: StringRule
  /// The rule's bit in the grammar's stops.
  let stop: UInt32
  var hashes = 0
  var tag = 0..<0
}

extension CodeLexer {
  mutating func string(_ opener: Grammar.Opener) -> Bool {
    let rule = grammar.strings[opener.string]
    var string = OpenString(rule: rule, stop: 1 << UInt32(opener.string))
    guard let body = bodyStart(after: opener.open, of: &string) else { return false }
    let firstToken = tokens.count
    let first = cursor
    cursor = body
    stringBody(string, from: first)
    classifyKey(tokensFrom: firstToken)
    return true
  }

  /// Where the text of the string begins, once its hashes or tag are read.
  private func bodyStart(after open: BytePattern, of string: inout OpenString) -> Int? {
    var index = cursor + open.count
    switch string.rule.delimiter {
    case .fixed:
      return index
    case .hashes:
      while byte(at: index) == UInt8(ascii: "#") { index += 1 }
      string.hashes = index - cursor - open.count + 1
      return matches(string.rule.close, at: index) ? index + string.rule.close.count : nil
    case .tag(let terminator):
      let limit = index + 16
      while index < limit, byte(at: index).isName { index += 1 }
      string.tag = cursor + open.count..<index
      return byte(at: index) == terminator ? index + 1 : nil
    }
  }

  private mutating func stringBody(_ string: OpenString, from first: Int) {
    var first = first
    while cursor < end {
      let byte = bytes[cursor]
      if grammar.stops[Int(byte)] & string.stop == 0 {
        cursor += 1
      } else if let close = closingEnd(of: string) {
        if isDoubled(string, close) {
          replace(from: &first, in: string, with: .escape, upTo: close + close - cursor)
          continue
        }
        cursor = close
        break
      } else if byte == UInt8(ascii: "\n"), !string.rule.isMultiline {
        break
      } else if !takeInsertion(in: string, from: &first) {
        cursor += 1
      }
    }
    mark(string.rule.tokenClass, from: first)
  }

  private func isDoubled(_ string: OpenString, _ close: Int) -> Bool {
    string.rule.escapes == .doubling && matches(string.rule.close, at: close)
  }

  /// Ends the current part of the string, marks what follows up to a limit, and begins the next part.
  private mutating func replace(
    from first: inout Int, in string: OpenString, with tokenClass: TokenClass, upTo limit: Int
  ) {
    mark(string.rule.tokenClass, from: first)
    mark(tokenClass, count: limit - cursor)
    first = cursor
  }

  /// The end of the closing bytes at the cursor, if they are there with the right hashes or tag.
  private func closingEnd(of string: OpenString) -> Int? {
    let close = string.rule.close
    guard bytes[cursor] == close.first else { return nil }
    switch string.rule.delimiter {
    case .fixed:
      return matches(close, at: cursor) ? cursor + close.count : nil
    case .hashes:
      guard matches(close, at: cursor), hasHashes(string, at: cursor + close.count) else { return nil }
      return cursor + close.count + string.hashes
    case .tag:
      let last = cursor + 1 + string.tag.count
      guard byte(at: last) == close.last, bytes[cursor + 1..<last].elementsEqual(bytes[string.tag]) else { return nil }
      return last + 1
    }
  }

  private func hasHashes(_ string: OpenString, at index: Int) -> Bool {
    guard index + string.hashes <= end else { return false }
    return bytes[index..<index + string.hashes].allSatisfy { $0 == UInt8(ascii: "#") }
  }

  /// Lexes an interpolation, a variable or an escape at the cursor.
  mutating func takeInsertion(in string: OpenString, from first: inout Int) -> Bool {
    if let limit = doubledBraceEnd(in: string) ?? escapeEnd(in: string, unless: interpolationEnd(in: string)) {
      replace(from: &first, in: string, with: .escape, upTo: limit)
      return true
    }
    if let limit = interpolationEnd(in: string) {
      replace(from: &first, in: string, with: .escape, upTo: limit)
      interpolatedCode(in: string)
      first = cursor
      return true
    }
    guard let limit = variableEnd(in: string) else { return false }
    replace(from: &first, in: string, with: .variable, upTo: limit)
    return true
  }

  private mutating func interpolatedCode(in string: OpenString) {
    guard let interpolation = string.rule.interpolation else { return }
    let enclosure = Enclosure(
      close: interpolation.close, nested: interpolation.nested, isMultiline: string.rule.isMultiline)
    depth += 1
    code(within: enclosure)
    depth -= 1
    if byte(at: cursor) == interpolation.close { mark(.escape, count: 1) }
  }
}
