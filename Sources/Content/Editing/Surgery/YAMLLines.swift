import Diagnostics
import Markup

/// Where lines, comments and indicators stand around the values of a file.
struct YAMLLines {
  let file: SourceFile
  private let bytes: [UInt8]
  /// The end of the YAML.
  let end: Int

  init(_ file: SourceFile, end: Int) {
    self.file = file
    self.end = end
    bytes = file.bytes
  }

  subscript(offset: Int) -> UInt8? {
    offset < end ? bytes[offset] : nil
  }

  func startOfLine(_ offset: Int) -> Int {
    file.lineRange(containingByte: offset).lowerBound
  }

  /// Where the line of an offset ends, without its line end.
  func endOfLine(_ offset: Int) -> Int {
    var index = offset
    while index < end, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
    return index
  }

  /// Where the line after one starts.
  func nextLine(_ offset: Int) -> Int {
    let stop = endOfLine(offset)
    guard stop < end else { return end }
    return bytes[stop] == 0x0D && stop + 1 < end && bytes[stop + 1] == 0x0A ? stop + 2 : stop + 1
  }

  /// Whether a line has ended just before an offset.
  func isAfterLineEnd(_ offset: Int) -> Bool {
    offset == file.startOfText || bytes[offset - 1] == 0x0A || bytes[offset - 1] == 0x0D
  }

  /// Whether only spaces stand before an offset in its line.
  func isFirstInLine(_ offset: Int) -> Bool {
    bytes[startOfLine(offset)..<offset].allSatisfy { $0 == 0x20 }
  }

  func column(_ offset: Int) -> Int {
    offset - startOfLine(offset)
  }

  /// The rest of a line, which must be blank or a comment.
  func remainder(after offset: Int) throws(NotSurgical) -> Range<Int> {
    let range = offset..<endOfLine(offset)
    guard let first = bytes[range].firstIndex(where: { $0 != 0x20 && $0 != 0x09 }) else { return range }
    guard bytes[first] == UInt8(ascii: "#"), first > offset else { throw NotSurgical() }
    return range
  }

  /// Where the lines of a value end: after the comments behind it, and those below that are indented as its parts are.
  func extent(after value: Range<Int>, column: Int) throws(NotSurgical) -> Int {
    _ = try remainder(after: value.upperBound)
    var stop = nextLine(value.upperBound)
    if isKept(value) {
      while stop < end, isBlank(stop) { stop = nextLine(stop) }
    }
    var next = stop
    while next < end {
      let line = next..<endOfLine(next)
      let first = bytes[line].firstIndex { $0 != 0x20 }
      next = nextLine(next)
      guard let first else { continue }
      guard bytes[first] == UInt8(ascii: "#"), first - line.lowerBound > column else { break }
      stop = next
    }
    return stop
  }

  private func isBlank(_ offset: Int) -> Bool {
    bytes[offset..<endOfLine(offset)].allSatisfy { $0 == 0x20 }
  }

  /// Whether the blank lines below a text belong to it: `|+`.
  private func isKept(_ value: Range<Int>) -> Bool {
    guard let sign = self[value.lowerBound], sign == UInt8(ascii: "|") || sign == UInt8(ascii: ">") else {
      return false
    }
    return bytes[value.lowerBound..<endOfLine(value.lowerBound)].prefix(3).contains(UInt8(ascii: "+"))
  }

  /// The first byte from an offset on that is no space, line end or comment.
  func firstSign(from offset: Int) -> Int {
    var index = offset
    while index < end {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      case UInt8(ascii: "#"): index = endOfLine(index)
      default: return index
      }
    }
    return index
  }

  /// Behind the colon of a key.
  func afterColon(_ key: Range<Int>) throws(NotSurgical) -> Int {
    var index = key.upperBound
    while self[index] == 0x20 { index += 1 }
    guard self[index] == UInt8(ascii: ":") else { throw NotSurgical() }
    return index + 1
  }

  /// How a text is written.
  func style(of node: YAMLNode) throws(NotSurgical) -> ScalarStyle {
    guard node.scalar?.isQuoted == true else { return .plain }
    switch self[node.range.lowerBound] {
    case UInt8(ascii: "'"): return .singleQuoted
    case UInt8(ascii: "\""): return .doubleQuoted
    case UInt8(ascii: "|"): return .literal
    case UInt8(ascii: ">"): return .folded
    default: throw NotSurgical()
    }
  }

  /// Whether a list or group is written as `[…]` or `{…}`.
  func isFlow(_ node: YAMLNode) throws(NotSurgical) -> Bool {
    switch self[node.range.lowerBound] {
    case UInt8(ascii: "["), UInt8(ascii: "{"): return !node.range.isEmpty && node.scalar == nil
    case UInt8(ascii: "!"), UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "?"): throw NotSurgical()
    default: return false
    }
  }
}
