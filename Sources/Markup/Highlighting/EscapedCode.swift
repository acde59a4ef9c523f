/// A classified range of the code; ranges of a lexer's tokens ascend and never overlap.
struct CodeToken {
  var tokenClass: TokenClass
  let start: Int
  let end: Int
}

/// Code as HTML text, with `&`, `<`, `>` and `"` as entities.
struct EscapedCode {
  private static let longestEntity = 6
  private static let endTag: StaticString = "</span>"
  /// The longest start tag and the end tag.
  private static let longestTags = 18 + 7

  let code: UnsafeBufferPointer<UInt8>

  /// Appends all code with spans around its tokens.
  ///
  /// It writes to scratch memory first: a thousand small appends to an array cost more than the whole lexing.
  func append(_ tokens: [CodeToken], to html: inout [UInt8]) {
    let capacity = code.count * Self.longestEntity + tokens.count * Self.longestTags
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { scratch in
      var output = Output(scratch: scratch)
      var written = 0
      for token in tokens {
        output.write(code, written..<token.start)
        output.write(token.tokenClass.startTag)
        output.write(code, token.start..<token.end)
        output.write(Self.endTag)
        written = token.end
      }
      output.write(code, written..<code.count)
      html.append(contentsOf: UnsafeBufferPointer(rebasing: scratch[..<output.count]))
    }
  }
}

/// Scratch memory that is large enough for the worst case, so that writing needs no check.
private struct Output {
  let scratch: UnsafeMutableBufferPointer<UInt8>
  var count = 0

  @inline(__always)
  mutating func write(_ byte: UInt8) {
    scratch.initializeElement(at: count, to: byte)
    count += 1
  }

  @inline(__always)
  mutating func write(_ literal: StaticString) {
    for index in 0..<literal.utf8CodeUnitCount { write(literal.utf8Start[index]) }
  }

  @inline(__always)
  mutating func write(_ code: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    for index in range {
      switch code[index] {
      case UInt8(ascii: "&"): write("&amp;")
      case UInt8(ascii: "<"): write("&lt;")
      case UInt8(ascii: ">"): write("&gt;")
      case UInt8(ascii: "\""): write("&quot;")
      case let byte: write(byte)
      }
    }
  }
}
