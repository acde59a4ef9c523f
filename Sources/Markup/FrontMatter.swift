public import Diagnostics

/// Where a file's fields end and its Markdown begins.
///
/// ```
/// ---
/// title: Fields, as YAML
/// ---
/// The *body*.
/// ```
public struct FrontMatter: Sendable {
  /// The lines between the two `---` lines; nil when there are none, empty when nothing stands between.
  public var yaml: Range<Int>?
  /// The Markdown after it.
  public var body: Range<Int>

  public init(yaml: Range<Int>?, body: Range<Int>) {
    self.yaml = yaml
    self.body = body
  }
}

extension FrontMatter {
  /// Splits a file at its front matter: a `---` line at the very start, up to a line `---` or `...`.
  ///
  /// A block that is never closed is an error and leaves neither fields nor body. So is a byte that is no UTF-8,
  /// unless it is in the fields, where `YAMLParser` reports it: a file has one such error at most.
  public static func split(_ file: SourceFile, into diagnostics: inout [Diagnostic]) -> FrontMatter {
    let split = blocks(of: file, into: &diagnostics)
    if let offset = file.firstInvalidByte(in: file.startOfText..<file.bytes.count),
      split.yaml?.contains(offset) != true
    {
      diagnostics.append(.invalidUTF8(in: file, atByte: offset))
    }
    return split
  }

  private static func blocks(of file: SourceFile, into diagnostics: inout [Diagnostic]) -> FrontMatter {
    let start = file.startOfText
    let end = file.bytes.count
    var lines = Lines(bytes: file.bytes, next: start)
    guard let opening = lines.popFirst(), isDelimiter(file.bytes[opening], sign: "-") else {
      return FrontMatter(yaml: nil, body: start..<end)
    }
    let first = lines.next
    while let line = lines.popFirst() {
      if isDelimiter(file.bytes[line], sign: "-") || isDelimiter(file.bytes[line], sign: ".") {
        return FrontMatter(yaml: first..<line.lowerBound, body: lines.next..<end)
      }
    }
    diagnostics.append(unclosed(in: file, at: opening))
    return FrontMatter(yaml: nil, body: end..<end)
  }

  private static func unclosed(in file: SourceFile, at line: Range<Int>) -> Diagnostic {
    .error(
      "unclosed-front-matter", at: SourceLocation(file, file.withoutTrailingSpace(line)),
      "the fields at the start of a file must end with a '---' line",
      help: "write a line of '---' after the last field")
  }

  /// Three signs and nothing else but spaces after them.
  private static func isDelimiter(_ line: ArraySlice<UInt8>, sign: Unicode.Scalar) -> Bool {
    let sign = UInt8(ascii: sign)
    return line.starts(with: [sign, sign, sign]) && line.dropFirst(3).allSatisfy(isSpace)
  }
}

/// Lines without their ends, which are LF, CRLF or CR.
private struct Lines {
  let bytes: [UInt8]
  /// Where the next line starts.
  var next: Int

  mutating func popFirst() -> Range<Int>? {
    guard next < bytes.count else { return nil }
    let start = next
    var end = start
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    next = min(end + 1, bytes.count)
    if next < bytes.count, bytes[end] == 0x0D, bytes[next] == 0x0A { next += 1 }
    return start..<end
  }
}
