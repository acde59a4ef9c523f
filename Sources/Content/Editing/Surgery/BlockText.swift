/// The lines of a text as they stand after `|` or `>`.
enum BlockText {
  /// Lines without their ends; indented but for empty ones.
  static func literal(_ text: String, indent: Int) -> [String] {
    lines(of: text).map { $0.isEmpty ? "" : spaces(indent) + $0 }
  }

  /// Lines that `>` joins to the text, broken at spaces; nil where it has lines that `>` would not fold.
  static func folded(_ text: String, indent: Int, width: Int) -> [String]? {
    var result: [String] = []
    for (number, line) in lines(of: text).enumerated() {
      guard line.first != " ", line.first != "\t" else { return nil }
      // One more line end than the text has: the first of a run is taken for a space.
      if number > 0, !line.isEmpty { result.append("") }
      result += line.isEmpty ? [""] : wrapped(line, width: max(width - indent, 20)).map { spaces(indent) + $0 }
    }
    return result
  }

  private static func lines(of text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  private static func spaces(_ count: Int) -> String {
    String(repeating: " ", count: count)
  }

  /// Breaks a line at single spaces, which folding gives back.
  private static func wrapped(_ line: Substring, width: Int) -> [String] {
    var result: [String] = []
    var current: String?
    for word in line.split(separator: " ", omittingEmptySubsequences: false) {
      guard let text = current else {
        current = String(word)
        continue
      }
      // Where several spaces meet, or the line ends in one, it can't be broken.
      let canBreak = !word.isEmpty && text.utf8.last != 0x20 && word.utf8.first != 0x09
      if canBreak, text.count + 1 + word.count > width {
        result.append(text)
        current = String(word)
      } else {
        current = text + " " + word
      }
    }
    return result + [current ?? ""]
  }
}
