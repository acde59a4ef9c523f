/// The text of one line of Markdown: code, emphasis, link targets.
extension CodeLexer {
  mutating func proseText() {
    let limit = lineEnd(from: cursor)
    var missing = MissingClosers()
    while cursor < limit {
      switch bytes[cursor] {
      case UInt8(ascii: "\\"):
        let letter = cursor + 1
        if letter < limit { mark(.escape, count: endOfCharacter(at: letter) - cursor) } else { cursor += 1 }
      case UInt8(ascii: "`"):
        delimited(.string, maximumRun: 8, upTo: limit, &missing)
      case UInt8(ascii: "*"), UInt8(ascii: "_"):
        emphasis(upTo: limit, &missing)
      case UInt8(ascii: "]") where byte(at: cursor + 1) == UInt8(ascii: "("):
        linkTarget(upTo: limit)
      case UInt8(ascii: "<") where matches("<!--", at: cursor):
        return region(.comment, open: "<!--", close: "-->", nested: nil)
      default:
        cursor += 1
      }
    }
  }

  private mutating func emphasis(upTo limit: Int, _ missing: inout MissingClosers) {
    let run = runLength(at: cursor)
    let isWithinWord = bytes[cursor] == UInt8(ascii: "_") && byte(at: cursor - 1).isName
    guard !isWithinWord, cursor + run < limit, !bytes[cursor + run].isSpace else {
      cursor += run
      return
    }
    delimited(run == 1 ? .emphasis : .strong, maximumRun: 3, upTo: limit, &missing)
  }

  /// Marks text up to a run of the same length as the one at the cursor, if the line has one.
  private mutating func delimited(
    _ tokenClass: TokenClass, maximumRun: Int, upTo limit: Int, _ missing: inout MissingClosers
  ) {
    let sign = bytes[cursor]
    let run = runLength(at: cursor)
    guard run <= maximumRun, !missing.contains(sign, run) else {
      cursor += run
      return
    }
    if let close = closer(sign, run, from: cursor + run, upTo: limit) {
      mark(tokenClass, count: close - cursor)
    } else {
      missing.insert(sign, run)
      cursor += run
    }
  }

  /// The end of the next run of a sign that has exactly a length.
  private func closer(_ sign: UInt8, _ length: Int, from index: Int, upTo limit: Int) -> Int? {
    var index = index
    while index < limit {
      guard bytes[index] == sign else {
        index += 1
        continue
      }
      let run = runLength(at: index)
      index += run
      if run == length { return index }
    }
    return nil
  }

  private mutating func linkTarget(upTo limit: Int) {
    cursor += 2
    let first = cursor
    while cursor < limit, bytes[cursor] != UInt8(ascii: ")") { cursor += 1 }
    mark(.string, from: first)
  }
}

/// The runs that don't occur any more on a line, so that no search for one is made twice.
private struct MissingClosers {
  private var code = 0
  private var stars = 0
  private var underscores = 0

  func contains(_ sign: UInt8, _ length: Int) -> Bool {
    let bits =
      switch sign {
      case UInt8(ascii: "`"): code
      case UInt8(ascii: "*"): stars
      default: underscores
      }
    return bits >> length & 1 == 1
  }

  mutating func insert(_ sign: UInt8, _ length: Int) {
    switch sign {
    case UInt8(ascii: "`"): code |= 1 << length
    case UInt8(ascii: "*"): stars |= 1 << length
    default: underscores |= 1 << length
    }
  }
}
