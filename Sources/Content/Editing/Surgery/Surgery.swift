import Diagnostics
import Markup

/// Finds the smallest changes of a file's lines that give its fields other values.
///
/// It only proposes: whoever applies the splices reads the result again and compares.
struct Surgery {
  let lines: YAMLLines
  let writer: ValueWriter
  private(set) var splices: [Splice] = []

  init(_ lines: YAMLLines, lineEnd: String) {
    self.lines = lines
    writer = ValueWriter(lineEnd: lineEnd)
  }

  /// Where a value stands: behind a colon or a dash.
  struct Slot {
    /// Behind the colon or the dash.
    var start: Int
    /// Where the key or the dash starts in its line.
    var column: Int
    /// Characters of the line up to `start`.
    var used: Int
    var isItem: Bool
  }

  mutating func splice(_ range: Range<Int>, _ text: String) {
    splices.append(Splice(range, text))
  }

  /// Changes a value, and of it only what differs.
  mutating func change(_ node: YAMLNode, to new: WrittenValue, in slot: Slot) throws(NotSurgical) {
    guard WrittenValue(node) != new else { return }
    if try lines.isFlow(node), let text = try flow(node, to: new) {
      return splice(node.range, text)
    }
    let isFlow = try lines.isFlow(node)
    switch (node.content, new) {
    case (.scalar, .text(let text)): try change(node, to: text, in: slot)
    case (.sequence(let items), .list(let values)) where !values.isEmpty && !isFlow:
      try change(items, startingAt: node.range.lowerBound, to: values)
    case (.mapping(let mapping), .group(let members)) where !members.isEmpty && !isFlow:
      try change(mapping.pairs, to: members)
    default: try replace(node, with: new, in: slot)
    }
  }

  /// Writes a value anew; a comment behind the old one stays in its line.
  mutating func replace(_ node: YAMLNode, with new: WrittenValue, in slot: Slot) throws(NotSurgical) {
    let text =
      slot.isItem
      ? writer.afterDash(new, column: slot.column, inFlow: writer.isShort(new, after: slot.column))
      : writer.afterColon(new, column: slot.column, used: slot.used - slot.column)
    let end = max(slot.start, node.range.upperBound)
    let rest = try lines.remainder(after: end)
    let split = text.range(ofFirst: writer.lineEnd)
    let first = text[..<(split ?? text.endIndex)]
    splice(slot.start..<end, String(first))
    if let split { splice(rest.upperBound..<rest.upperBound, String(text[split...])) }
  }
}

// MARK: - Texts

extension Surgery {
  private mutating func change(_ node: YAMLNode, to text: String, in slot: Slot) throws(NotSurgical) {
    let style = try lines.style(of: node)
    switch style {
    case .literal, .folded: try changeBlock(node, style, to: text, in: slot)
    case .plain, .singleQuoted, .doubleQuoted:
      let keepsEscapes = style == .doubleQuoted && node.scalar?.text.hasLineEnd == true
      // What was left out has no space before it.
      let space = node.range.isEmpty ? " " : ""
      guard text.hasLineEnd, ScalarWriter.isBlock(text), !keepsEscapes else {
        return splice(node.range, space + ScalarWriter.inline(text, like: style, inFlow: false))
      }
      let rest = try lines.remainder(after: node.range.upperBound)
      let block = BlockText.literal(text, indent: slot.column + 2)
      splice(node.range, space + "|")
      splice(rest.upperBound..<rest.upperBound, below(block))
    }
  }

  private func below(_ block: [String]) -> String {
    block.map { writer.lineEnd + $0 }.joined()
  }

  /// Changes the lines below `|` or `>`; what stands behind the sign stays.
  private mutating func changeBlock(
    _ node: YAMLNode, _ style: ScalarStyle, to text: String, in slot: Slot
  ) throws(NotSurgical) {
    let start = node.range.lowerBound
    let signs = [UInt8](lines.file.bytes[start..<lines.endOfLine(start)]).prefix {
      $0 == 0x7C || $0 == 0x3E || $0 == 0x2B || $0 == 0x2D || $0.isDigit
    }
    let header = start..<start + signs.count
    let headerEnd = try lines.remainder(after: header.upperBound).upperBound
    let below = headerEnd..<max(headerEnd, node.range.upperBound)
    guard ScalarWriter.isBlock(text) else {
      splice(header, ScalarWriter.inline(text, inFlow: false))
      return splice(below, "")
    }
    let indent = signs.contains(where: \.isDigit) ? nil : indent(of: below)
    let column = indent ?? slot.column + 2
    let width = below.isEmpty ? ValueWriter.width : longestLine(of: below)
    let folded = style == .folded ? BlockText.folded(text, indent: column, width: width) : nil
    let sign = folded == nil ? "|" : ">"
    let chomping = signs.dropFirst().filter { !$0.isDigit }
    let newHeader = sign + String(decoding: chomping, as: UTF8.self)
    if !newHeader.utf8.elementsEqual(signs) { splice(header, newHeader) }
    splice(below, self.below(folded ?? BlockText.literal(text, indent: column)))
  }

  /// How far the first line that says something is indented.
  private func indent(of range: Range<Int>) -> Int? {
    let bytes = lines.file.bytes
    guard let first = bytes[range].firstIndex(where: { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D }) else { return nil }
    return lines.column(first)
  }

  private func longestLine(of range: Range<Int>) -> Int {
    lines.file.text(in: range).split(whereSeparator: \.isNewline).map(\.count).max() ?? ValueWriter.width
  }
}

extension String {
  /// Where a text first stands; ends of lines of two signs are one character.
  fileprivate func range(ofFirst lineEnd: String) -> Index? {
    lineEnd.first.flatMap(firstIndex)
  }
}
