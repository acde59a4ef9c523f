/// Counts, in one pass, what makes parsing expensive.
struct MarkdownCensus {
  /// The highest count of a line, and where that line starts.
  struct Peak {
    var value = 0
    var line = 0

    mutating func see(_ count: Int, line start: Int) {
      if count > value { (value, line) = (count, start) }
    }
  }

  private(set) var lines = 0
  private(set) var pipes = Peak()
  /// How deep lists and quotations may nest, by the signs and spaces that lines begin with.
  private(set) var nesting = Peak()
  private(set) var atSigns = 0
  private(set) var brackets = 0
  /// Whether there may be definitions of reference links.
  private(set) var hasDefinitions = false
  /// For all lines of dashes, the bytes of the paragraph before them.
  private(set) var headerTrials = 0
  private(set) var lastDashes = 0
  /// For all words that hold an address, their bytes times what makes each byte be read again.
  private(set) var addressCost = 0
  private(set) var lastAddress = 0

  private let bytes: UnsafeBufferPointer<UInt8>
  private let range: Range<Int>
  private var line = Line()
  private var word = Word()
  private var paragraphStart: Int

  private struct Line {
    var start = 0
    var pipes = 0
    /// Spaces count one, the signs of lists and quotations two.
    var prefix = 0
    var isInPrefix = true
    var isBlank = true
    var hasDash = false
    /// Whether there was nothing but what the line under a table's header is made of.
    var isRule = true
  }

  private struct Word {
    var start = 0
    var parentheses = 0
    var wwws = 0
    var hasAddress = false
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    self.bytes = bytes
    self.range = range
    paragraphStart = range.lowerBound
    line.start = range.lowerBound
    word.start = range.lowerBound
  }

  mutating func take() {
    var index = range.lowerBound
    while index < range.upperBound {
      if Self.isLetter(bytes[index]) {
        letter()
        repeat { index += 1 } while index < range.upperBound && Self.isLetter(bytes[index])
      } else {
        see(bytes[index], at: index)
        index += 1
      }
    }
    endLine(at: range.upperBound)
  }

  /// Whether a byte counts for nothing but being there, as most do: several of them are as good as one.
  @inline(__always)
  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "A") && byte != UInt8(ascii: "]") && byte != UInt8(ascii: "|")
  }

  private mutating func see(_ byte: UInt8, at index: Int) {
    switch byte {
    case 0x0A, 0x0D: return endLine(at: index)
    case 0x20, 0x09: return space(at: index)
    case UInt8(ascii: "|"): line.pipes += 1
    case UInt8(ascii: "-"), UInt8(ascii: ">"), UInt8(ascii: "+"), UInt8(ascii: "*"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      marker(byte)
    case UInt8(ascii: ":"): colon(at: index)
    default:
      letter()
      other(byte, at: index)
    }
    line.isBlank = false
  }

  private mutating func letter() {
    line.isRule = false
    line.isInPrefix = false
    line.isBlank = false
  }

  private mutating func other(_ byte: UInt8, at index: Int) {
    switch byte {
    case UInt8(ascii: ")"): word.parentheses += 1
    case UInt8(ascii: "]"): bracket(at: index)
    case UInt8(ascii: "@"): atSigns += 1
    case UInt8(ascii: ".") where follows("www", index): word.wwws += 1
    default: break
    }
  }

  private mutating func bracket(at index: Int) {
    brackets += 1
    if index + 1 < range.upperBound, bytes[index + 1] == UInt8(ascii: ":") { hasDefinitions = true }
  }

  private mutating func space(at index: Int) {
    if line.isInPrefix { line.prefix += 1 }
    endWord(at: index)
  }

  private mutating func marker(_ byte: UInt8) {
    if line.isInPrefix { line.prefix += 2 }
    if byte == UInt8(ascii: "-") { line.hasDash = true }
  }

  private mutating func colon(at index: Int) {
    if index + 2 < range.upperBound, bytes[index + 1] == UInt8(ascii: "/"), bytes[index + 2] == UInt8(ascii: "/") {
      word.hasAddress = true
    }
  }

  private func follows(_ text: StaticString, _ index: Int) -> Bool {
    let start = index - text.utf8CodeUnitCount
    guard start >= range.lowerBound else { return false }
    return text.withUTF8Buffer { bytes[start..<index].elementsEqual($0) }
  }

  private mutating func endWord(at end: Int) {
    if word.hasAddress || word.wwws > 0 {
      // The domain after a `www.` is read sign by sign, about ten times as slowly.
      addressCost += (end - word.start) * (word.parentheses + 10 * word.wwws)
      lastAddress = word.start
    }
    word = Word(start: end + 1)
  }

  private mutating func endLine(at end: Int) {
    endWord(at: end)
    lines += 1
    pipes.see(line.pipes, line: line.start)
    nesting.see(line.prefix / 2, line: line.start)
    if line.isRule, line.hasDash {
      headerTrials += end - paragraphStart
      lastDashes = line.start
    }
    if line.isBlank { paragraphStart = end + 1 }
    line = Line(start: end + 1)
  }
}

/// The definitions of reference links: `[name]: address "title"`.
struct LinkDefinitions {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let range: Range<Int>

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    self.bytes = bytes
    self.range = range
  }

  /// Where the first definition starts whose address and title may be longer than `limit` bytes.
  ///
  /// Every `]:` counts as one, so that none is overlooked. No definition is read further than the limit.
  func firstLonger(than limit: Int) -> Int? {
    for index in range.dropFirst() where bytes[index] == UInt8(ascii: ":") && bytes[index - 1] == UInt8(ascii: "]") {
      if isLonger(than: limit, from: index + 1) { return index }
    }
    return nil
  }

  private func isLonger(than limit: Int, from start: Int) -> Bool {
    let end = min(start + limit + 1, range.upperBound)
    let address = skipSpace(start, end)
    let afterAddress = skip(address, end) { !isSpace($0) }
    let title = skipSpace(afterAddress, end)
    guard title < end, title > afterAddress, let quote = closingQuote(bytes[title]) else {
      return afterAddress - start > limit
    }
    return titleEnd(after: title + 1, quote, end) - start > limit
  }

  /// Goes on over spaces, line ends, and the signs of quotations at the start of lines.
  private func skipSpace(_ start: Int, _ end: Int) -> Int {
    skip(start, end) { isSpace($0) || $0 == UInt8(ascii: ">") }
  }

  private func closingQuote(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): byte
    case UInt8(ascii: "("): UInt8(ascii: ")")
    default: nil
    }
  }

  /// The end of a title: its quote, or a blank line.
  private func titleEnd(after start: Int, _ quote: UInt8, _ end: Int) -> Int {
    var index = start
    var isAtLineStart = false
    while index < end, bytes[index] != quote {
      if bytes[index] == 0x0A, isAtLineStart { return index }
      if bytes[index] == 0x0A {
        isAtLineStart = true
      } else if !isSpace(bytes[index]) {
        isAtLineStart = false
      }
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return index
  }

  private func skip(_ start: Int, _ end: Int, while matches: (UInt8) -> Bool) -> Int {
    var index = start
    while index < end, matches(bytes[index]) { index += 1 }
    return index
  }
}
