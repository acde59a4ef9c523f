import Content
import TestSupport

/// Front matters as people write them on their worst days; each is valid.
struct NastyFields {
  var dice: Dice
  /// The end of most lines.
  private var lineEnd = "\n"

  init(seed: UInt64) {
    dice = Dice(seed: seed)
  }

  static let names = [
    "title", "headline", "about", "town", "photo", "skills", "friend", "now", "jobs", "open", "draft", "other",
  ]

  /// A whole file; one for fields only may lack its last line end.
  mutating func file(isFieldsOnly: Bool) -> String {
    lineEnd = dice.pick(["\n", "\n", "\n", "\r\n"])
    let fields = block(Self.names.shuffled(using: &dice).prefix(Int.random(in: 0...8, using: &dice)), column: 0)
    let mark = dice.isOne(in: 6) ? "\u{FEFF}" : ""
    if isFieldsOnly {
      let start = dice.isOne(in: 5) ? "---\(lineEnd)" : ""
      let text = mark + start + noise(column: 0) + fields
      return dice.isOne(in: 3) ? String(text.trimmingLineEnd) : text
    }
    let close = dice.pick(["---", "---", "..."])
    let body = dice.pick(["", "Text.", "\n\nText.\n---\ntitle: no\n", "Text.\r\nMore.\n\n"])
    return "\(mark)---\(lineEnd)\(noise(column: 0))\(fields)\(close)\(lineEnd)\(body)"
  }

  private mutating func block(_ names: ArraySlice<String>, column: Int) -> String {
    var text = ""
    for name in names {
      let key = dice.isOne(in: 12) ? "\"\(name)\"" : name
      text += spaces(column) + key + (dice.isOne(in: 12) ? " :" : ":") + value(column: column)
      text += noise(column: column)
    }
    return text
  }

  /// What follows a key's colon, with its line end.
  private mutating func value(column: Int) -> String {
    switch Int.random(in: 0..<(column > 4 ? 8 : 12), using: &dice) {
    case 0: comment() + lineEnd
    case 1...4: dice.pick([" ", "  ", "   "]) + scalar() + comment() + lineEnd
    case 5: blockText(column: column)
    case 6, 7: " " + flow(depth: 2) + comment() + lineEnd
    case 8, 9: comment() + lineEnd + list(column: column + (dice.isOne(in: 3) ? 0 : 2))
    case 10: comment() + lineEnd + block(["job", "since", "x"], column: column + dice.pick([1, 2, 4]))
    default: lineEnd + spaces(column + 2) + scalar() + comment() + lineEnd
    }
  }

  private mutating func list(column: Int) -> String {
    var text = ""
    for _ in 0...Int.random(in: 0...3, using: &dice) {
      let gap = dice.pick([1, 1, 3])
      switch Int.random(in: 0..<6, using: &dice) {
      case 0: text += spaces(column) + "- " + flow(depth: 1) + comment() + lineEnd
      case 1, 2:
        let group = block(["title", "from", "text"], column: column + 1 + gap)
        text += spaces(column) + "-" + group.dropFirst(column + 1)
      case 3: text += spaces(column) + "-" + blockText(column: column)
      case 4: text += spaces(column) + "-" + comment() + lineEnd
      default: text += spaces(column) + "- " + scalar() + comment() + lineEnd
      }
      text += noise(column: column)
    }
    return text
  }

  private mutating func flow(depth: Int) -> String {
    let separator = dice.pick([", ", ",", " , "])
    let pad = dice.pick(["", " "])
    let count = Int.random(in: 0...3, using: &dice)
    if dice.isOne(in: 2) {
      let items = (0..<count).map { _ in depth > 0 && dice.isOne(in: 5) ? flow(depth: depth - 1) : flowScalar() }
      return "[\(pad)\(items.joined(separator: separator))\(pad)]"
    }
    let members = ["src", "alt", "name"].prefix(count).map { name in
      "\(name): " + (depth > 0 && dice.isOne(in: 5) ? flow(depth: depth - 1) : flowScalar())
    }
    return "{\(pad)\(members.joined(separator: separator))\(pad)}"
  }

  private mutating func flowScalar() -> String {
    dice.pick(["a", "b c", "'it''s'", "\"d\\ne\"", "~", "\"x, y\"", "2026", "é", "c"])
  }

  private mutating func scalar() -> String {
    dice.pick([
      "a", "b c", "'it''s'", "\"d\\ne\"", "~", "null", "\"\"", "''", "a#b", "x, y: ".trimmed + "z", "-5", "été",
      "2026-01",
      "long words that go on and on", "\"quoted: # no comment\"", "two\(lineEnd)        lines",
    ])
  }

  private mutating func blockText(column: Int) -> String {
    let indent = column + dice.pick([1, 2, 4])
    var header = dice.pick(["|", ">"]) + dice.pick(["", "-", "+"])
    var first = ""
    if dice.isOne(in: 5) {
      header += String(indent - column)
      first = " "
    }
    var text = " \(header)\(comment())\(lineEnd)"
    for number in 0...Int.random(in: 0...3, using: &dice) {
      if number > 0, dice.isOne(in: 3) { text += lineEnd }
      text +=
        spaces(indent) + (number == 0 ? first : "") + dice.pick(["some words", "# no comment", "- x", "a: b"]) + lineEnd
    }
    return text + (dice.isOne(in: 3) ? lineEnd : "")
  }

  private mutating func comment() -> String {
    dice.pick(["", "", "", " # why: 'é'", "   ", "  #"])
  }

  /// Lines between fields.
  private mutating func noise(column: Int) -> String {
    switch Int.random(in: 0..<8, using: &dice) {
    case 0: lineEnd
    case 1: "# note: [x\(lineEnd)"
    case 2: spaces(column) + "# below" + lineEnd
    default: ""
    }
  }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
}

extension String {
  fileprivate var trimmed: String { last == " " ? String(dropLast()) : self }

  /// Without the line end of its last line.
  fileprivate var trimmingLineEnd: Substring {
    last?.isNewline == true ? dropLast() : self[...]
  }
}
