/// The text of a node without its markup; line ends become spaces.
struct PlainText {
  private(set) var bytes: [UInt8] = []

  var string: String { String(decoding: bytes, as: UTF8.self) }

  mutating func append(_ node: MarkdownNode) {
    node.forEachDescendant { appendLeaf($0) }
  }

  private mutating func appendLeaf(_ node: MarkdownNode) {
    switch node.kind {
    case .text, .code: bytes.append(contentsOf: node.literal)
    case .softBreak, .lineBreak: bytes.append(UInt8(ascii: " "))
    default: break
    }
  }
}

/// The beginning of a text, for lists, feeds and search results.
struct SummaryBuilder {
  private var text = ""
  /// One short paragraph says too little.
  private static let enoughBytes = 160
  private static let maximumCharacters = 300

  var isComplete: Bool { text.utf8.count >= Self.enoughBytes }

  mutating func append(_ paragraph: String) {
    for word in paragraph.split(whereSeparator: \.isWhitespace) {
      if !text.isEmpty { text += " " }
      text += word
    }
  }

  /// At most 300 characters and an ellipsis, cut after a word.
  var summary: String {
    guard let end = text.index(text.startIndex, offsetBy: Self.maximumCharacters, limitedBy: text.endIndex),
      end != text.endIndex
    else { return text }
    var cut = text[...end]
    cut = cut.lastIndex(of: " ").map { cut[..<$0] } ?? cut.dropLast()
    while let last = cut.last, !last.isLetter, !last.isNumber, !")»”]!?".contains(last) { cut.removeLast() }
    return cut + "…"
  }
}

/// Counts words as their bytes pass: what stands between spaces and holds a letter or digit.
struct WordCounter {
  private(set) var count = 0
  private var isInWord = false

  mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    for byte in text {
      if byte <= 0x20 {
        isInWord = false
      } else if !isInWord, Self.isOfWord(byte) {
        isInWord = true
        count += 1
      }
    }
  }

  mutating func separate() { isInWord = false }

  /// ASCII letters and digits, and the letters whose first byte is C3 to F4.
  ///
  /// C2 and E2 begin the signs of Latin-1 and general punctuation: `«`, `–`, no-break spaces.
  private static func isOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    case 0xC3...0xF4: byte != 0xE2
    default: false
    }
  }
}
