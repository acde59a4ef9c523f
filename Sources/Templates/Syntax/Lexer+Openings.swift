internal import Diagnostics

/// The delimiters as bytes.
struct LexerMarks {
  let blockStart: [UInt8]
  let blockEnd: [UInt8]
  let variableStart: [UInt8]
  let variableEnd: [UInt8]
  let commentStart: [UInt8]
  let commentEnd: [UInt8]
  let lineStatement: [UInt8]?
  let lineComment: [UInt8]?
  /// The marks that open a tag, in the order in which they are tried: the longest first.
  let openings: [(mark: [UInt8], kind: Opening.Kind)]
  /// The byte with which all of them begin, if it is one.
  let commonFirstByte: UInt8?

  init(_ delimiters: Delimiters) {
    func bytes(_ mark: String, or fallback: String) -> [UInt8] { Array((mark.isEmpty ? fallback : mark).utf8) }
    blockStart = bytes(delimiters.blockStart, or: "{%")
    blockEnd = bytes(delimiters.blockEnd, or: "%}")
    variableStart = bytes(delimiters.variableStart, or: "{{")
    variableEnd = bytes(delimiters.variableEnd, or: "}}")
    commentStart = bytes(delimiters.commentStart, or: "{#")
    commentEnd = bytes(delimiters.commentEnd, or: "#}")
    lineStatement = delimiters.lineStatementPrefix.flatMap { $0.isEmpty ? nil : Array($0.utf8) }
    lineComment = delimiters.lineCommentPrefix.flatMap { $0.isEmpty ? nil : Array($0.utf8) }
    var marks: [(mark: [UInt8], kind: Opening.Kind)] = [(variableStart, .variable)]
    if let lineStatement { marks.append((lineStatement, .lineStatement)) }
    if let lineComment { marks.append((lineComment, .lineComment)) }
    marks += [(commentStart, .comment), (blockStart, .block)]
    openings = marks.enumerated().sorted {
      ($1.element.mark.count, $0.offset) < ($0.element.mark.count, $1.offset)
    }.map(\.element)
    let first = blockStart[0]
    let isCommon = lineStatement == nil && lineComment == nil && variableStart[0] == first && commentStart[0] == first
    commonFirstByte = isCommon ? first : nil
  }
}

/// The beginning of a tag.
struct Opening {
  enum Kind {
    case variable
    case block
    case comment
    case raw
    case lineStatement
    case lineComment
  }

  let kind: Kind
  /// The first byte of the mark, and the byte after it.
  let start: Int
  let end: Int
  /// Where the content of a raw block begins.
  var contentStart = 0
}

extension Lexer {
  /// The next tag at or after the position.
  func nextOpening() -> Opening? {
    var candidate = position
    while candidate < end {
      if let first = marks.commonFirstByte {
        guard let found = bytes[candidate..<end].firstIndex(of: first) else { return nil }
        candidate = found
      }
      if let opening = opening(at: candidate) { return opening }
      candidate += 1
    }
    return nil
  }

  private func opening(at offset: Int) -> Opening? {
    if let raw = rawOpening(at: offset) { return raw }
    for (mark, kind) in marks.openings {
      switch kind {
      case .lineStatement:
        if let after = endOfLineStatementMark(mark, at: offset) {
          return Opening(kind: kind, start: offset, end: after)
        }
      case .lineComment:
        if let after = endOfLineCommentMark(mark, at: offset) { return Opening(kind: kind, start: offset, end: after) }
      default:
        if matches(mark, at: offset) { return Opening(kind: kind, start: offset, end: offset + mark.count) }
      }
    }
    return nil
  }

  private func rawOpening(at offset: Int) -> Opening? {
    guard matches(marks.blockStart, at: offset) else { return nil }
    let afterMark = offset + marks.blockStart.count
    var next = afterMark
    if next < end, bytes[next] == Byte.minus || bytes[next] == Byte.plus { next += 1 }
    next = Whitespace.end(in: bytes, from: next, limit: end)
    guard matches(Array("raw".utf8), at: next) else { return nil }
    next = Whitespace.end(in: bytes, from: next + 3, limit: end)
    var opening = Opening(kind: .raw, start: offset, end: afterMark)
    if matches(marks.blockEnd, at: next) {
      opening.contentStart = next + marks.blockEnd.count
    } else if next < end, bytes[next] == Byte.minus, matches(marks.blockEnd, at: next + 1) {
      opening.contentStart = Whitespace.end(in: bytes, from: next + 1 + marks.blockEnd.count, limit: end)
    } else {
      return nil
    }
    return opening
  }

  private func isAtLineStart(_ offset: Int) -> Bool {
    offset == source.startOfText || bytes[offset - 1] == Byte.newline || bytes[offset - 1] == Byte.carriageReturn
  }

  private func endOfLineStatementMark(_ mark: [UInt8], at offset: Int) -> Int? {
    guard isAtLineStart(offset) else { return nil }
    var next = offset
    while next < end, bytes[next] == 0x20 || bytes[next] == 0x09 || bytes[next] == 0x0B { next += 1 }
    return matches(mark, at: next) ? next + mark.count : nil
  }

  private func endOfLineCommentMark(_ mark: [UInt8], at offset: Int) -> Int? {
    guard isAtLineStart(offset) || !Whitespace.isASCII(bytes[offset - 1]) else { return nil }
    var next = offset
    while next < end, Whitespace.isASCII(bytes[next]), bytes[next] != Byte.newline, bytes[next] != Byte.carriageReturn {
      next += 1
    }
    return matches(mark, at: next) ? next + mark.count : nil
  }
}
