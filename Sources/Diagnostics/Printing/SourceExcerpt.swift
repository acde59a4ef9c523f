/// One line of a source as a terminal shows it, with a caret under a range of it.
struct SourceExcerpt {
  /// The line, cut around the range where it is long; tabs are two spaces, control characters are made visible.
  let line: String
  /// As many spaces as the text before the range is wide.
  let indentation: String
  /// `^` and a `~` for each further column of the range on this line.
  let caret: String

  /// Columns of a line that are shown at most.
  private static let maximumWidth = 110

  init(of file: SourceFile, at range: Range<Int>) {
    let lineRange = file.lineRange(containingByte: range.lowerBound)
    let start = min(max(range.lowerBound, lineRange.lowerBound), lineRange.upperBound)
    let end = min(max(range.upperBound, start), lineRange.upperBound)
    var before = Self.visible(file.text(in: lineRange.lowerBound..<start))
    let value = Self.visible(file.text(in: start..<end))
    var after = Self.visible(file.text(in: end..<lineRange.upperBound))
    if before.columns > Self.maximumWidth / 2 { before = "…" + before.suffix(Self.maximumWidth / 3) }
    let room = max(Self.maximumWidth - before.columns, 20)
    let shown = value.columns > room ? value.prefix(room) + "…" : value[...]
    if shown.count < value.count { after = "" }
    if after.columns > room { after = after.prefix(room / 2) + "…" }
    line = before + shown + after
    indentation = String(repeating: " ", count: before.columns)
    caret = "^" + String(repeating: "~", count: max(String(shown).columns - 1, 0))
  }

  static func visible(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar == "\t" {
        result += "  "
      } else if isControl(scalar) {
        result += "\u{FFFD}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// Whether a terminal might take the character as a command, or let it turn the text around.
func isControl(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
  default: false
  }
}

extension String {
  /// Columns that a terminal gives the text: none for combining marks, two for wide letters (Unicode UAX #11).
  fileprivate var columns: Int {
    unicodeScalars.reduce(0) { $0 + Self.columns(of: $1) }
  }

  private static func columns(of scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
