import Content
import TestSupport

/// What somebody might write into a form.
enum HostileText {
  static let known = [
    "x\n---\nadmin: true", "x\r\nadmin: true", "...\ntitle: b", "- a\n- b", "{a: b}", "[", "]", "}", "|\n a", ">-",
    "*alias", "&anchor a", "!!python/object:os", "%TAG ! x", "# comment", "a # b", "'", "\"", "''\"\"", "\\", "\\\"",
    ": ", "a: b", ":", "?", "? a", "-", "~", "null", "true", "", " ", "\n\n", "\t", "\ta", "a\t", "a\n\tb\n", "<<: *a",
    "a\n  b\n c", "a\n\n\n\nb", "a \nb ", "\u{85}", "a\u{2028}b\u{2029}c", "\u{FEFF}", "\u{FFFE}\u{1FFFF}", "\u{9F}a",
    "e\u{301}\u{301}", "👩🏽‍💻", "a\r", "a\rb", "\u{A0}a\u{A0}", "é: l’été d'Anaïs « oui »", "${x}", "{{ x }}", "</script>",
    String(repeating: "long ", count: 500), String(repeating: "[", count: 300), String(repeating: "x", count: 5_000),
  ]

  static func any(_ dice: inout Dice) -> String {
    if dice.isOne(in: 3) { return dice.pick(known) }
    let signs: [Unicode.Scalar] = Array(" \n:-#'\"[]{},&*!|>%@`?~\\a b\tc1é\u{85}\u{2028}\u{FEFF}\r".unicodeScalars)
    var text = ""
    for _ in 0..<Int.random(in: 0...12, using: &dice) { text.unicodeScalars.append(dice.pick(signs)) }
    return text
  }

  static func value(_ dice: inout Dice, depth: Int = 2) -> WrittenValue {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 4), using: &dice) {
    case 0...3: .text(any(&dice))
    case 4, 5: .list((0..<Int.random(in: 0...4, using: &dice)).map { _ in value(&dice, depth: depth - 1) })
    case 6: .nothing
    default:
      .group(
        ["title", "from", "text", "place", "no: key"].shuffled(using: &dice)
          .prefix(Int.random(in: 0...4, using: &dice)).map { .init($0, value(&dice, depth: depth - 1)) })
    }
  }
}
