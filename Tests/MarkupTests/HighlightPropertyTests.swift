import Markup
import Testing

/// What holds for any bytes in any language.
@Suite struct HighlightPropertyTests {
  @Test func mutatedSamplesKeepTheirText() throws {
    var random = SplitMix64(state: 0x5EED)
    let samples = HighlightSample.all.map { ($0.language, Array($0.code.utf8)) }
    let alphabet = Array("\"'`#${}()[]<>/*\\\n\r\t @%&=:;-+.0aéR".utf8)
    for round in 0..<20_000 {
      let (language, original) = samples[round % samples.count]
      let code = random.mutated(original, with: alphabet)
      let text = try #require(PlainText(of: highlighted(code, language)), "\(language), round \(round)")
      try #require(text.bytes == code, "\(language), round \(round)")
    }
  }

  @Test func charactersAreNeverSplit() throws {
    var random = SplitMix64(state: 7)
    let alphabet = Array("é→😀\"'`\\$#{}()<&*_ \n=:a1".unicodeScalars)
    for round in 0..<5_000 {
      let language = Highlighter.languages[round % Highlighter.languages.count]
      let code = (0..<40).reduce(into: "") { code, _ in code.unicodeScalars.append(random.element(of: alphabet)) }
      let text = try #require(PlainText(of: highlighted(Array(code.utf8), language)))
      #expect(text.parts.allSatisfy { String(validating: $0, as: UTF8.self) != nil }, "\(language): \(code)")
    }
  }

  @Test(arguments: [
    "\"", "'", "`", "/*/*/*", "=/[", "${", "\"${", "`${", "f\"{", "\"\\(", "#", "#\"", "r##\"", "<<A\n", "<<A<<'B'",
    "<!--",
    "<a b=\"", "<script>", "{{ \"", "<?php", "&a", "`a``b```c````", "*a ", "**a", "a: |\n", "- [", "> ", "\n", "$a$",
    "R\"a(", "a{", "a /  ", "{\"a\":", "```md\n", "\\", "  ", "😀",
  ])
  func hostileInputEnds(_ unit: String) throws {
    let code = Array(String(repeating: unit, count: 64_000 / unit.utf8.count).utf8)
    for language in Highlighter.languages {
      let text = try #require(PlainText(of: highlighted(code, language)))
      #expect(text.bytes == code, "\(language)")
    }
  }

  @Test func threadsAgree() async {
    let expected = HighlightSample.all.map(\.html)
    let results = await withTaskGroup(of: [String].self, returning: [[String]].self) { group in
      for _ in 0..<8 {
        group.addTask { HighlightSample.all.map { highlighted($0.code, $0.language) } }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results.count == 8)
    #expect(results.allSatisfy { $0 == expected })
  }
}

/// The text of highlighted code, read by a parser that accepts nothing but flat spans and four entities.
private struct PlainText {
  private(set) var bytes: [UInt8] = []
  /// The text between any two tags.
  private(set) var parts: [[UInt8]] = [[]]

  init?(of html: [UInt8]) {
    var rest = html[...]
    var isInSpan = false
    while let byte = rest.first {
      switch byte {
      case UInt8(ascii: "<"):
        guard let tag = Self.tags.first(where: { rest.starts(with: $0) }) else { return nil }
        if (tag == Self.endTag) != isInSpan { return nil }
        isInSpan.toggle()
        rest = rest.dropFirst(tag.count)
        parts.append([])
      case UInt8(ascii: "&"):
        guard let entity = Self.entities.first(where: { rest.starts(with: $0.name) }) else { return nil }
        append(entity.byte)
        rest = rest.dropFirst(entity.name.count)
      case UInt8(ascii: ">"), UInt8(ascii: "\""):
        return nil
      default:
        append(byte)
        rest = rest.dropFirst()
      }
    }
    if isInSpan { return nil }
  }

  private mutating func append(_ byte: UInt8) {
    bytes.append(byte)
    parts[parts.count - 1].append(byte)
  }

  private static let endTag = Array("</span>".utf8)
  private static let classes = "k t b f v p l n s e r c a m hd ins del em st".split(separator: " ")
  private static let tags = [endTag] + classes.map { Array("<span class=\"\($0)\">".utf8) }
  private static let entities = [
    (name: Array("&amp;".utf8), byte: UInt8(ascii: "&")), (name: Array("&lt;".utf8), byte: UInt8(ascii: "<")),
    (name: Array("&gt;".utf8), byte: UInt8(ascii: ">")), (name: Array("&quot;".utf8), byte: UInt8(ascii: "\"")),
  ]
}

/// A small generator with a seed, so that a failure repeats.
private struct SplitMix64 {
  var state: UInt64

  mutating func number(below limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((value ^ (value >> 31)) % UInt64(limit))
  }

  mutating func element<Element>(of elements: [Element]) -> Element {
    elements[number(below: elements.count)]
  }

  /// Up to eight bytes changed, inserted, removed, or a stretch cut out or repeated.
  mutating func mutated(_ original: [UInt8], with alphabet: [UInt8]) -> [UInt8] {
    var code = original
    for _ in 0...number(below: 8) where !code.isEmpty {
      let index = number(below: code.count)
      let stretch = index..<min(code.count, index + number(below: 40))
      switch number(below: 6) {
      case 0: code[index] = element(of: alphabet)
      case 1: code.insert(element(of: alphabet), at: index)
      case 2: code.remove(at: index)
      case 3: code[index] = UInt8(number(below: 256))
      case 4: code.removeSubrange(stretch)
      default: code.insert(contentsOf: Array(code[stretch]), at: number(below: code.count))
      }
    }
    return code
  }
}
