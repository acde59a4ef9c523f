/// HTML while it is written: every way to add to it says what it escapes.
struct HTMLBuffer {
  /// UTF-8, as the highlighter extends it too.
  var bytes: [UInt8] = []

  /// Adds markup as it is.
  mutating func markup(_ markup: StaticString) {
    markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  mutating func number(_ number: Int) {
    bytes.append(contentsOf: String(number).utf8)
  }

  /// Adds text, for an element or a quoted attribute.
  mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { self.text($0) }
  }

  /// Adds text, for an element or a quoted attribute: `&`, `<`, `>` and `"` are escaped, runs between them copied.
  mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    var index = Self.firstSpecial(in: text, from: 0)
    while index < text.count {
      bytes.append(contentsOf: text[start..<index])
      switch text[index] {
      case UInt8(ascii: "&"): markup("&amp;")
      case UInt8(ascii: "<"): markup("&lt;")
      case UInt8(ascii: ">"): markup("&gt;")
      default: markup("&quot;")
      }
      start = index + 1
      index = Self.firstSpecial(in: text, from: start)
    }
    bytes.append(contentsOf: text[start...])
  }

  /// Where the first byte from `start` on stands that must be escaped; eight are looked at in one step.
  private static func firstSpecial(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let text = UnsafeRawBufferPointer(text)
    var index = start
    while index + 8 <= text.count {
      let word = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      // Apart from one bit, `"` is `&` and `<` is `>`.
      let found =
        firstByte(of: word & ~(0x04 &* everyByte), equal: UInt8(ascii: "\""))
        | firstByte(of: word & ~(0x02 &* everyByte), equal: UInt8(ascii: "<"))
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < text.count, !isSpecial(text[index]) { index += 1 }
    return index
  }

  private static let everyByte: UInt64 = 0x0101_0101_0101_0101

  /// A word whose lowest bit that is set is in the lowest byte that has the value; zero when none has.
  private static func firstByte(of word: UInt64, equal value: UInt8) -> UInt64 {
    let difference = word ^ (UInt64(value) &* everyByte)
    return (difference &- everyByte) & ~difference & (0x80 &* everyByte)
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): true
    default: false
    }
  }

  /// Adds a URL for a quoted attribute: what may not stand in a URL is percent-encoded, escapes stay as they are.
  mutating func url(_ url: String) {
    var url = url
    url.withUTF8 { self.url($0) }
  }

  private mutating func url(_ url: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for index in url.indices where !Self.standsInURLs(url[index]) {
      bytes.append(contentsOf: url[start..<index])
      start = index + 1
      switch url[index] {
      case UInt8(ascii: "&"): markup("&amp;")
      case UInt8(ascii: "'"): markup("&#x27;")
      default: percentEncoded(url[index])
      }
    }
    bytes.append(contentsOf: url[start...])
  }

  /// Starts a line unless one has just started.
  mutating func freshLine() {
    if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
  }

  private mutating func percentEncoded(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "%"))
    bytes.append(Self.hexadecimal(byte >> 4))
    bytes.append(Self.hexadecimal(byte & 0xF))
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8 {
    digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10
  }

  /// Letters, digits, and the signs that CommonMark's own renderer leaves as they are.
  private static func standsInURLs(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    case UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "%"), UInt8(ascii: "(")...UInt8(ascii: "/"),
      UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "@"),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
