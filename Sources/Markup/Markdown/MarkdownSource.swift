import Diagnostics

/// Finds the bytes that a node came from.
///
/// cmark knows the lines of blocks, but neither the places of destinations nor, reliably, those of inlines: they are
/// searched for in the lines of their block. Mistakes come in the order of the text, so each search starts where
/// the last one ended.
struct MarkdownSource {
  let file: SourceFile
  /// The Markdown's bytes in the file.
  let range: Range<Int>
  private lazy var lineStarts = findLineStarts()
  /// Where the last find ended.
  private var cursor = 0
  /// The last answer: a block may have many mistakes that are found nowhere else, and a long line.
  private var lastFirstLine: (block: Range<Int>, line: Range<Int>)?
  /// Bytes that may still be searched: hostile text must not make mistakes expensive.
  private var budget = 1 << 24

  init(file: SourceFile, range: Range<Int>) {
    self.file = file
    self.range = range
  }

  /// The destination of a link or image: in its block, in a reference definition, or wherever it stands in the block.
  mutating func destination(_ url: UnsafeBufferPointer<UInt8>, in block: MarkdownNode) -> Range<Int> {
    let block = bytes(of: block)
    let rest = rest(of: block)
    if let found = find(url, in: rest, where: isDestination) {
      cursor = found.upperBound
      return found
    }
    if let found = find(url, in: range, where: isDefinition) { return found }
    guard let found = find(url, in: rest) ?? findWithEntities(url, in: rest) else { return firstLine(of: block) }
    cursor = found.upperBound
    return found
  }

  /// A destination whose ampersands were written as `&amp;`, which is how many programs save addresses.
  private mutating func findWithEntities(_ url: UnsafeBufferPointer<UInt8>, in searched: Range<Int>) -> Range<Int>? {
    let ampersand = UInt8(ascii: "&")
    guard url.contains(ampersand) else { return nil }
    let written = url.flatMap { $0 == ampersand ? Array("&amp;".utf8) : [$0] }
    return written.withUnsafeBufferPointer { find($0, in: searched) }
  }

  /// The `![]` of an image without a text.
  mutating func emptyImage(_ url: UnsafeBufferPointer<UInt8>, in block: MarkdownNode) -> Range<Int> {
    let block = bytes(of: block)
    let rest = rest(of: block)
    let sign: StaticString = "![]"
    if let found = sign.withUTF8Buffer({ find($0, in: rest) }) {
      cursor = found.upperBound
      return found
    }
    return find(url, in: rest, where: isDestination) ?? firstLine(of: block)
  }

  /// The first line of raw HTML in the text of a block.
  mutating func rawHTML(_ html: UnsafeBufferPointer<UInt8>, in block: MarkdownNode) -> Range<Int> {
    let block = bytes(of: block)
    let line = UnsafeBufferPointer(rebasing: html.prefix { $0 != 0x0A && $0 != 0x0D })
    return find(line, in: block) ?? firstLine(of: block)
  }

  /// The first of these lines, without the space around it.
  private mutating func firstLine(of bytes: Range<Int>) -> Range<Int> {
    if let known = lastFirstLine, known.block == bytes { return known.line }
    let start = file.bytes[bytes].firstIndex { !isSpace($0) } ?? bytes.lowerBound
    let line = file.restOfLine(at: start).clamped(to: start..<max(start, bytes.upperBound))
    lastFirstLine = (bytes, line)
    return line
  }

  /// What of a block comes after the last find.
  private func rest(of block: Range<Int>) -> Range<Int> {
    max(cursor, block.lowerBound)..<max(cursor, block.upperBound)
  }
}

// MARK: - Searching

extension MarkdownSource {
  /// The first place in `searched` where `text` stands and `fits`.
  private mutating func find(
    _ text: UnsafeBufferPointer<UInt8>, in searched: Range<Int>, where fits: (Range<Int>) -> Bool = { _ in true }
  ) -> Range<Int>? {
    guard let first = text.first, budget > 0 else { return nil }
    var start = searched.lowerBound
    defer { budget -= start - searched.lowerBound }
    while start + text.count <= searched.upperBound {
      let match = start..<start + text.count
      if file.bytes[start] == first, file.bytes[match].elementsEqual(text), fits(match) { return match }
      start += 1
    }
    return nil
  }

  /// Whether a destination can stand here: after `(` or `<`, and up to `)`, `>` or a space.
  private func isDestination(_ match: Range<Int>) -> Bool {
    endsDestination(match.upperBound)
      && follows(match.lowerBound, anyOf: [UInt8(ascii: "("), UInt8(ascii: "<")])
  }

  /// Whether the destination of a reference definition can stand here: after `]:`.
  private func isDefinition(_ match: Range<Int>) -> Bool {
    endsDestination(match.upperBound)
      && follows(match.lowerBound, anyOf: [UInt8(ascii: ":"), UInt8(ascii: "<")])
  }

  private func endsDestination(_ offset: Int) -> Bool {
    guard offset < range.upperBound else { return true }
    let byte = file.bytes[offset]
    return byte == UInt8(ascii: ")") || byte == UInt8(ascii: ">") || isSpace(byte)
  }

  private func follows(_ offset: Int, anyOf signs: [UInt8]) -> Bool {
    guard let before = file.bytes[range.lowerBound..<offset].last(where: { !isSpace($0) }) else { return false }
    return signs.contains(before)
  }
}

// MARK: - Lines

extension MarkdownSource {
  /// The bytes of a block's lines.
  mutating func bytes(of block: MarkdownNode) -> Range<Int> {
    let lines = block.lines
    let start = startOfLine(lines.lowerBound)
    return start..<max(start, startOfLine(lines.upperBound + 1))
  }

  private mutating func startOfLine(_ line: Int) -> Int {
    line < 1 ? range.lowerBound : line <= lineStarts.count ? lineStarts[line - 1] : range.upperBound
  }

  /// Lines end with LF, CRLF or CR, as in CommonMark.
  private func findLineStarts() -> [Int] {
    var starts = [range.lowerBound]
    for index in range {
      let next = index + 1
      switch file.bytes[index] {
      case 0x0A: starts.append(next)
      case 0x0D where next == range.upperBound || file.bytes[next] != 0x0A: starts.append(next)
      default: continue
      }
    }
    return starts
  }
}
