/// The lines of an entry's text: those that say something, and the blank ones around them.
struct BodyLines {
  struct Line {
    var text: String
    /// LF, CRLF or CR; empty at the end of a file.
    var end: String
  }

  /// Blank lines before the text.
  private(set) var leading: ArraySlice<Line> = []
  /// From the first line that says something to the last.
  private(set) var core: ArraySlice<Line> = []
  private(set) var trailing: ArraySlice<Line> = []

  init(_ bytes: some Collection<UInt8>) {
    let lines = Self.lines(of: Array(bytes))
    let first = lines.firstIndex { !$0.isBlank } ?? lines.endIndex
    let end = lines.lastIndex { !$0.isBlank }.map { $0 + 1 } ?? lines.endIndex
    leading = lines[..<first]
    core = lines[first..<end]
    trailing = lines[end...]
  }

  /// The lines that say something, with LF between them.
  var text: String {
    core.map(\.text).joined(separator: "\n")
  }

  /// All lines without their ends.
  static func texts(of text: String) -> [String] {
    lines(of: Array(text.utf8)).map(\.text)
  }

  private static func lines(of bytes: [UInt8]) -> [Line] {
    var lines: [Line] = []
    var start = 0
    while start < bytes.count {
      let stop = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
      var next = min(stop + 1, bytes.count)
      if next < bytes.count, bytes[stop] == 0x0D, bytes[next] == 0x0A { next += 1 }
      lines.append(
        Line(
          text: String(decoding: bytes[start..<stop], as: UTF8.self),
          end: String(decoding: bytes[stop..<next], as: UTF8.self)))
      start = next
    }
    return lines
  }

  /// The whole text with another core, where the lines that stay keep their ends.
  func replacingCore(with text: String, lineEnd: String) -> String {
    let new = BodyLines(text.utf8)
    guard !new.core.isEmpty else { return "" }
    let kept = Dictionary(
      uniqueKeysWithValues: LineMatching.pairs(core.map(\.text), new.core.map(\.text)).map { ($0.new, $0.old) })
    let last = new.core.count - 1
    let lines = new.core.enumerated().map { number, line in
      let old = kept[number].map { core[core.startIndex + $0].end } ?? ""
      return line.text + (number == last ? "" : old.isEmpty ? lineEnd : old)
    }
    let end = core.isEmpty ? lineEnd : (core.last?.end ?? "")
    return Self.bytes(leading) + lines.joined() + end + Self.bytes(trailing)
  }

  private static func bytes(_ lines: ArraySlice<Line>) -> String {
    lines.map { $0.text + $0.end }.joined()
  }
}

extension BodyLines.Line {
  fileprivate var isBlank: Bool {
    text.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }
}
