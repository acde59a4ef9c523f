extension CodeLexer {
  /// The byte at an index, or 0 outside the current language.
  @inline(__always)
  func byte(at index: Int) -> UInt8 {
    index < end && index >= start ? bytes[index] : 0
  }

  @inline(__always)
  func matches(_ pattern: BytePattern, at index: Int) -> Bool {
    guard index + pattern.count <= end else { return false }
    return word(at: index) & pattern.mask == pattern.value
  }

  /// Eight bytes from an index on, with zeros after the last byte of all.
  @inline(__always)
  private func word(at index: Int) -> UInt64 {
    guard let base = bytes.baseAddress, index + 8 <= bytes.count else { return lastWord(at: index) }
    return UInt64(littleEndian: UnsafeRawPointer(base).loadUnaligned(fromByteOffset: index, as: UInt64.self))
  }

  private func lastWord(at index: Int) -> UInt64 {
    var word: UInt64 = 0
    for offset in 0..<min(8, bytes.count - index) { word |= UInt64(bytes[index + offset]) << UInt64(8 * offset) }
    return word
  }

  func firstMatch(of pattern: BytePattern, from index: Int) -> Int? {
    var index = index
    while index < end {
      if bytes[index] == pattern.first, matches(pattern, at: index) { return index }
      index += 1
    }
    return nil
  }

  /// Adds the bytes from an index up to the cursor as a token, unless there are none.
  @inline(__always)
  mutating func mark(_ tokenClass: TokenClass, from start: Int) {
    guard start < cursor else { return }
    tokens.append(CodeToken(tokenClass: tokenClass, start: start, end: cursor))
  }

  /// Moves on by a number of bytes and marks them.
  mutating func mark(_ tokenClass: TokenClass, count: Int) {
    let start = cursor
    cursor = min(cursor + count, end)
    mark(tokenClass, from: start)
  }

  mutating func skipBlanks() {
    while cursor < end, bytes[cursor].isBlank { cursor += 1 }
  }

  /// Moves to the newline that ends the line.
  mutating func skipLine() {
    while cursor < end, bytes[cursor] != UInt8(ascii: "\n") { cursor += 1 }
  }

  /// The end of what stands before an index, blanks skipped.
  func endBeforeBlanks(_ index: Int) -> Int {
    var index = index
    while index > start, bytes[index - 1].isBlank { index -= 1 }
    return index
  }

  /// The end of what stands before an index, all white space skipped.
  func endBeforeSpaces(_ index: Int) -> Int {
    var index = index
    while index > start, bytes[index - 1].isSpace { index -= 1 }
    return index
  }

  /// The end of the line that an index is on: its newline or the end of the language.
  func lineEnd(from index: Int) -> Int {
    var index = index
    while index < end, bytes[index] != UInt8(ascii: "\n") { index += 1 }
    return index
  }

  /// The entry of a range of bytes in the word table.
  func entry(of range: Range<Int>) -> WordTable.Entry? {
    let word = UnsafeBufferPointer(rebasing: bytes[range])
    let ignoresCase = grammar.language.ignoresCase
    let hash = word.reduce(WordTable.hashSeed) { WordTable.hash($0, ignoresCase ? $1.asciiLowercased : $1) }
    return grammar.words.entry(of: word, hash: hash, ignoringCase: ignoresCase)
  }
}
