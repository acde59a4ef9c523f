internal import Diagnostics

/// Cuts a template's bytes into tokens; white space control is applied to the text tokens here.
struct Lexer {
  let source: SourceFile
  let bytes: [UInt8]
  let settings: Settings
  let marks: LexerMarks
  /// Where the template ends: before a last line end unless that is kept.
  let end: Int
  var position: Int
  var tokens: [Token] = []
  var diagnostics: [Diagnostic] = []
  /// Whether the text that comes next begins a line.
  var isLineStart = true

  init(_ source: SourceFile, settings: Settings) {
    self.source = source
    bytes = source.bytes
    self.settings = settings
    marks = LexerMarks(settings.delimiters)
    position = source.startOfText
    end = settings.keepTrailingNewline ? bytes.count : Self.endWithoutNewline(bytes, from: position)
  }

  private static func endWithoutNewline(_ bytes: [UInt8], from start: Int) -> Int {
    var end = bytes.count
    if end > start, bytes[end - 1] == Byte.newline { end -= 1 }
    if end > start, bytes[end - 1] == Byte.carriageReturn { end -= 1 }
    return end
  }

  /// All tokens, the last of which is `.end`, and what was wrong.
  static func tokens(of source: SourceFile, settings: Settings) -> ([Token], [Diagnostic]) {
    var lexer = Lexer(source, settings: settings)
    lexer.run()
    return (lexer.tokens, lexer.diagnostics)
  }

  private mutating func run() {
    if let invalid = firstInvalidByte() {
      report("invalid-encoding", invalid..<invalid + 1, "the template is not valid UTF-8")
      return add(.end, position..<position)
    }
    while position < end {
      guard let opening = nextOpening() else {
        addText(position..<end)
        break
      }
      lexTag(opening)
    }
    add(.end, end..<end)
  }

  private func firstInvalidByte() -> Int? {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }

  private mutating func lexTag(_ opening: Opening) {
    var textEnd = opening.start
    var afterMark = opening.end
    let sign = afterMark < end ? bytes[afterMark] : 0
    if sign == Byte.minus || sign == Byte.plus { afterMark += 1 }
    if sign == Byte.minus {
      textEnd = Whitespace.start(in: bytes, before: textEnd, limit: position)
    } else if sign != Byte.plus, settings.lstripBlocks, opening.kind != .variable {
      textEnd = strippedEnd(of: position..<textEnd)
    }
    addText(position..<textEnd)
    let markRange = opening.start..<afterMark
    position = afterMark
    switch opening.kind {
    case .comment: skipComment(markRange)
    case .raw: lexRaw(markRange, contentStart: opening.contentStart)
    case .lineComment: skipLineComment()
    case .variable: lexInside(markRange, .variableStart, until: .variableEnd)
    case .block: lexInside(markRange, .blockStart, until: .blockEnd)
    case .lineStatement: lexLineStatement(markRange)
    }
    isLineStart = position > 0 && (bytes[position - 1] == Byte.newline || bytes[position - 1] == Byte.carriageReturn)
  }

  /// Without the blanks between the last line end and the tag, when there is nothing else.
  func strippedEnd(of text: Range<Int>) -> Int {
    var lineStart = text.upperBound
    while lineStart > text.lowerBound, bytes[lineStart - 1] != Byte.newline, bytes[lineStart - 1] != Byte.carriageReturn
    {
      lineStart -= 1
    }
    guard lineStart > text.lowerBound || isLineStart else { return text.upperBound }
    let blanksEnd = Whitespace.end(in: bytes, from: lineStart, limit: text.upperBound)
    return blanksEnd == text.upperBound ? lineStart : text.upperBound
  }

  private mutating func skipComment(_ markRange: Range<Int>) {
    guard let close = find(marks.commentEnd, from: position) else {
      report(
        "unclosed-tag", markRange, "the comment has no end", help: "close it with '\(settings.delimiters.commentEnd)'")
      position = end
      return
    }
    position = afterComment(close, contentStart: position)
  }

  private mutating func skipLineComment() {
    while position < end, bytes[position] != Byte.newline, bytes[position] != Byte.carriageReturn { position += 1 }
  }

  private mutating func lexRaw(_ markRange: Range<Int>, contentStart: Int) {
    position = contentStart
    var search = position
    while let open = find(marks.blockStart, from: search) {
      if let close = endOfRawTag(from: open + marks.blockStart.count) {
        let sign = bytes[open + marks.blockStart.count]
        var textEnd = open
        if sign == Byte.minus {
          textEnd = Whitespace.start(in: bytes, before: textEnd, limit: position)
        } else if sign != Byte.plus, settings.lstripBlocks {
          textEnd = strippedEnd(of: position..<textEnd)
        }
        addText(position..<textEnd)
        position = close
        return
      }
      search = open + 1
    }
    report("unclosed-tag", markRange, "the 'raw' block has no end", help: "close it with '{% endraw %}'")
    position = end
  }

  /// The offset after `endraw %}`; nil when another tag is there.
  private func endOfRawTag(from start: Int) -> Int? {
    var next = start
    if next < end, bytes[next] == Byte.minus || bytes[next] == Byte.plus { next += 1 }
    next = Whitespace.end(in: bytes, from: next, limit: end)
    guard matches(Array("endraw".utf8), at: next) else { return nil }
    next = Whitespace.end(in: bytes, from: next + 6, limit: end)
    return blockClosing(at: next)
  }

  /// The offset after a block's end mark at `start`, with the white space that it swallows.
  func blockClosing(at start: Int) -> Int? {
    if start < end, bytes[start] == Byte.minus, matches(marks.blockEnd, at: start + 1) {
      return Whitespace.end(in: bytes, from: start + 1 + marks.blockEnd.count, limit: end)
    }
    if start < end, bytes[start] == Byte.plus, matches(marks.blockEnd, at: start + 1) {
      return start + 1 + marks.blockEnd.count
    }
    guard matches(marks.blockEnd, at: start) else { return nil }
    return trimmed(start + marks.blockEnd.count)
  }

  func variableClosing(at start: Int) -> Int? {
    if start < end, bytes[start] == Byte.minus, matches(marks.variableEnd, at: start + 1) {
      return Whitespace.end(in: bytes, from: start + 1 + marks.variableEnd.count, limit: end)
    }
    return matches(marks.variableEnd, at: start) ? start + marks.variableEnd.count : nil
  }

  private func afterComment(_ close: Int, contentStart: Int) -> Int {
    let after = close + marks.commentEnd.count
    let sign = close > contentStart ? bytes[close - 1] : 0
    if sign == Byte.minus { return Whitespace.end(in: bytes, from: after, limit: end) }
    return sign == Byte.plus ? after : trimmed(after)
  }

  /// One line end further when block tags swallow it.
  private func trimmed(_ offset: Int) -> Int {
    guard settings.trimBlocks, offset < end else { return offset }
    if bytes[offset] == Byte.carriageReturn {
      return offset + 1 < end && bytes[offset + 1] == Byte.newline ? offset + 2 : offset + 1
    }
    return bytes[offset] == Byte.newline ? offset + 1 : offset
  }

  mutating func add(_ kind: Token.Kind, _ range: Range<Int>) {
    tokens.append(Token(kind, range))
  }

  private mutating func addText(_ range: Range<Int>) {
    if !range.isEmpty { add(.text, range) }
  }

  mutating func report(_ id: Diagnostic.ID, _ range: Range<Int>, _ message: Message, help: Message? = nil) {
    diagnostics.append(.error(id, at: SourceLocation(source, range), message, help: help))
  }

  func matches(_ mark: [UInt8], at start: Int) -> Bool {
    guard start + mark.count <= end else { return false }
    for index in 0..<mark.count where bytes[start + index] != mark[index] { return false }
    return true
  }

  func find(_ mark: [UInt8], from start: Int) -> Int? {
    var candidate = start
    while candidate + mark.count <= end {
      if bytes[candidate] == mark[0], matches(mark, at: candidate) { return candidate }
      candidate += 1
    }
    return nil
  }
}

enum Byte {
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let minus = UInt8(ascii: "-")
  static let plus = UInt8(ascii: "+")
}
