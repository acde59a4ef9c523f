import Diagnostics
import Markup
import Testing

/// SplitMix64: the same numbers on every run.
private struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// Texts with some bytes changed, removed, doubled, or replaced with signs that matter.
private func mutations(of seeds: [String], signs: [String], count: Int) -> some Sequence<[UInt8]> {
  var dice = Dice(state: 20_240_628)
  return (0..<count).lazy.map { _ in
    var bytes = Array((seeds.randomElement(using: &dice) ?? "").utf8)
    for _ in 0..<Int.random(in: 1...8, using: &dice) {
      let place = Int.random(in: 0...bytes.count, using: &dice)
      let end = min(bytes.count, place + Int.random(in: 0...12, using: &dice))
      switch Int.random(in: 0..<5, using: &dice) {
      case 0: bytes.insert(contentsOf: (signs.randomElement(using: &dice) ?? "").utf8, at: place)
      case 1: bytes.replaceSubrange(place..<end, with: (signs.randomElement(using: &dice) ?? "").utf8)
      case 2: bytes.removeSubrange(place..<end)
      case 3: bytes.insert(contentsOf: Array(bytes[place..<end]), at: Int.random(in: 0...bytes.count, using: &dice))
      default: bytes.insert(UInt8.random(in: 0...255, using: &dice), at: place)
      }
    }
    return bytes
  }
}

struct MutationTests {
  private static let fields = [
    "title: L’été à « Nantes »\npromo: 2024\ntags: [a, 'b c', \"d\\n\"]\nnested:\n  - x: 1\n    y: |\n      texte\n\n  - z\n",
    "a: {b: c, d: [e, {f: g}]}\r\n# note\r\nh: >-\r\n  i\r\n  j\r\n", "- a\n-\n  - b\n- ? c\n  : d\n",
    "\u{FEFF}%YAML 1.1\n---\n\"k\": ~\n...\n",
  ]

  private static let bodies = [
    "# Titre\n\nUn *mot*, un **autre** et `code`.\n\n- [x] a\n- b\n\n  c\n\n> cité\n> [l](lea.md 't')\n",
    "| a | b |\n|:-:|--:|\n| ~~c~~ | ![d](pont.jpg) |\n\n![e](pont.jpg \"f\")\n\n<https://youtu.be/abcdefghijk>\n",
    "Note[^1] [réf][r] <b>x</b> www.a.example b@c.example\n\n[^1]: d[^2]\n\n    e\n[^2]: f\n\n[r]: https://g.example 'h'\n",
    "```swift\nlet a = \"<b>\"\n```\n\n    code\n\nTitre\n===\n\n***\n1. a\n   1) b\n\n<div>\nc\n</div>\n\\* &amp; &#60;\n",
  ]

  private static let yamlSigns = [
    "\t", "\n", "\r", "\r\n", ": ", ":", "- ", "[", "]", "{", "}", ",", "\"", "'", "|", ">", "#", "&a ", "*a", "!t ",
    "? ", "---\n", "...\n", "%", "@", "`", "\\", "\\u", "é", "\u{2028}", "\u{85}", "  ", "<<: ", "~",
  ]

  private static let markdownSigns = [
    "\t", "\n", "\n\n", "\r", "\r\n", "*", "**", "_", "~~", "`", "```\n", "[", "](", ")", "![", "]: ", "<", ">",
    "<a b='", "\"", "'", "|",
    "|-|\n", "# ", "- ", "1. ", "> ", "    ", "[^1]", "[^1]: ", "http://", "www.", "@", "&", "&#x", ";", "\\",
    "javascript:", "é", "\0", "<!--", "-->",
  ]

  @Test func anyYAMLGivesValuesInsideItsTextOrAMistake() {
    for bytes in mutations(of: Self.fields, signs: Self.yamlSigns, count: 8_000) {
      let file = SourceFile(path: "a.yaml", bytes: bytes)
      var diagnostics: [Diagnostic] = []
      let node = YAMLParser.parse(file, into: &diagnostics)
      #expect(node != nil || diagnostics.hasErrors)
      if let node { check(node, within: 0..<bytes.count, of: file) }
      check(diagnostics, of: file)
    }
  }

  @Test func anyMarkdownGivesHTMLThatIsOurs() {
    let renderer = MarkdownRenderer(options: MarkdownOptions(labels: frenchLabels))
    for bytes in mutations(of: Self.bodies, signs: Self.markdownSigns, count: 8_000) {
      let file = SourceFile(path: "a.md", bytes: bytes)
      var diagnostics: [Diagnostic] = []
      let split = FrontMatter.split(file, into: &diagnostics)
      let page = renderer.render(file, in: split.body, resolver: SmallSite(), into: &diagnostics)
      #expect(HTMLChecker.mistake(in: page.html) == nil, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
      check(diagnostics, of: file)
    }
  }

  private func check(_ node: YAMLNode, within outer: Range<Int>, of file: SourceFile) {
    #expect(node.range.lowerBound >= outer.lowerBound && node.range.upperBound <= outer.upperBound)
    switch node.content {
    case .scalar(let scalar):
      // A plain value on one line is its own bytes.
      let text = file.text(in: node.range)
      if !scalar.isQuoted, !text.contains(where: \.isNewline) {
        #expect(scalar.text == text || "&!".contains(text.prefix(1)))
      }
    case .sequence(let nodes):
      for each in nodes { check(each, within: node.range, of: file) }
    case .mapping(let mapping):
      for pair in mapping.pairs { check(pair.value, within: node.range, of: file) }
      #expect(Set(mapping.pairs.map(\.key)).count == mapping.pairs.count)
    }
  }

  private func check(_ diagnostics: [Diagnostic], of file: SourceFile) {
    for diagnostic in diagnostics {
      guard let range = diagnostic.location?.range else { continue }
      #expect(range.lowerBound >= 0 && range.upperBound <= file.bytes.count)
      #expect(!diagnostic.message.text().isEmpty)
    }
  }
}
