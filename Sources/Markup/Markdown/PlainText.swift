/// The text of a node without its markup; line ends become spaces.
struct PlainText {
  private(set) var bytes: [UInt8] = []

  var string: String { String(decoding: bytes, as: UTF8.self) }

  init(of node: MarkdownNode) {
    node.forEachDescendant { append($0) }
  }

  private mutating func append(_ node: MarkdownNode) {
    switch node.kind {
    case .text, .code: bytes.append(contentsOf: node.literal)
    case .softBreak, .lineBreak: bytes.append(UInt8(ascii: " "))
    default: break
    }
  }
}

/// The beginning of a text, for lists, feeds and search results.
struct SummaryBuilder {
  /// Words with one space between them, and no more of them than can be shown.
  private var bytes: [UInt8] = []
  private var scalars = 0
  /// Where the last word that fits ends.
  private var end = 0
  /// One short paragraph says too little.
  private static let enoughBytes = 160
  private static let maximumScalars = 300

  var isComplete: Bool { bytes.count >= Self.enoughBytes }

  mutating func append(_ paragraph: PlainText) {
    var isSeparated = !bytes.isEmpty
    bytes.reserveCapacity(bytes.count + min(paragraph.bytes.count, 4 * Self.maximumScalars) + 1)
    for byte in paragraph.bytes where scalars <= Self.maximumScalars {
      if isSpace(byte) {
        isSeparated = !bytes.isEmpty
      } else {
        if isSeparated { separate() }
        isSeparated = false
        append(byte)
      }
    }
  }

  /// At most 300 scalars and an ellipsis, cut after a word.
  var summary: String {
    guard scalars > Self.maximumScalars else { return String(decoding: bytes, as: UTF8.self) }
    var text = String(decoding: bytes[..<(end == 0 ? bytes.count - 1 : end)], as: UTF8.self)
    while let last = text.last, !last.isLetter, !last.isNumber, !")»”]!?".contains(last) { text.removeLast() }
    return text + "…"
  }

  private mutating func separate() {
    end = bytes.count
    append(UInt8(ascii: " "))
  }

  private mutating func append(_ byte: UInt8) {
    bytes.append(byte)
    if byte & 0xC0 != 0x80 { scalars += 1 }
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
