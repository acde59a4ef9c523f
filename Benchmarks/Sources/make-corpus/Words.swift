/// A seeded source of invented words and sentences.
struct Words {
  private var state: UInt64
  private var words: [String] = []

  private static let syllables = [
    "ba", "bé", "cha", "cou", "dan", "dre", "fa", "fil", "ga", "gri", "jou", "la", "lé", "lin", "ma", "mé", "na", "no",
    "ou", "pa", "pli", "qua", "ra", "ri", "sa", "soi", "ta", "tis", "tra", "tu", "va", "vel",
  ]

  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    for _ in 0..<2_500 {
      let length = 1 + number(below: 4)
      words.append((0..<length).map { _ in pick(Self.syllables) }.joined())
    }
  }

  mutating func number(below bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(max(bound, 1)))
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(below: elements.count)] }

  mutating func title(words count: Int) -> String {
    let text = (0..<count).map { _ in pick(words) }.joined(separator: " ")
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  /// Some words, one of which may be marked up or carry a sign that must be escaped, and a link now and then.
  mutating func sentence() -> String {
    var sentence = (0..<(6 + number(below: 12))).map { _ in pick(words) }
    let place = number(below: sentence.count)
    switch number(below: 8) {
    case 0: sentence[place] = "*\(sentence[place])*"
    case 1: sentence[place] = "**\(sentence[place])**"
    case 2: sentence[place] = "`\(sentence[place])()`"
    case 3: sentence[place] += " &"
    case 4: sentence[place] += " – l’été"
    default: break
    }
    if number(below: 8) == 0 {
      sentence.append("[\(pick(words))](https://example.net/\(number(below: 9_999))?a=1&b=2)")
    }
    let text = sentence.joined(separator: " ")
    return text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  mutating func paragraph(bytes: Int) -> String {
    var text = sentence()
    while text.utf8.count < bytes { text += " " + sentence() }
    return text
  }

  mutating func list(items: Int) -> String { (0..<items).map { _ in "- " + sentence() }.joined(separator: "\n") }

  mutating func table() -> String {
    var lines = ["| \(pick(words)) | \(pick(words)) | \(pick(words)) |", "| --- | :-: | --: |"]
    for row in 1...4 { lines.append("| \(pick(words)) | \(pick(words)) | \(row * 7) |") }
    return lines.joined(separator: "\n")
  }

  mutating func code() -> String {
    let languages: [(name: String, lines: [String])] = [
      (
        "swift",
        [
          "let names = people.map(\\.name)", "func twice(_ n: Int) -> Int { n * 2 }", "// <T> & friends",
          "guard let x else { return nil }",
        ]
      ),
      ("python", ["def twice(n):", "    return n * 2", "print([n for n in range(9) if n & 1])", "# a < b"]),
      (
        "sh", ["for file in *.md; do wc -l \"$file\"; done", "grep -rn 'todo' . | sort -u", "curl -fsS localhost:8080"]
      ),
    ]
    let language = pick(languages)
    let lines = (0..<6).map { _ in pick(language.lines) }
    return "```\(language.name)\n\(lines.joined(separator: "\n"))\n```"
  }

  mutating func date() -> String {
    "\(2016 + number(below: 10))-\(padded(1 + number(below: 12)))-\(padded(1 + number(below: 28)))"
  }

  private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
