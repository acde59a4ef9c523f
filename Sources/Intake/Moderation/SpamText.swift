/// What there is to count in a text that somebody has sent.
package struct SpamText: Sendable {
  package private(set) var linkCount = 0
  /// Without addresses.
  package private(set) var wordCount = 0
  package private(set) var hasShortenedLink = false
  package private(set) var baitWordCount = 0
  package private(set) var mixesAlphabets = false
  package let hasForeignMarkup: Bool
  package let isShouted: Bool

  /// More is not looked at: it would take long, and what sells stands at the beginning.
  private static let longest = 60_000
  private static let shorteners: Set<String> = [
    "bit.ly", "tinyurl.com", "goo.gl", "t.co", "ow.ly", "is.gd", "cutt.ly", "rebrand.ly", "rb.gy", "t.me", "wa.me",
    "shorturl.at", "tiny.cc", "v.gd",
  ]
  /// Words that nobody says in a school, in French and English; whole words, as "spécialiste" sells nothing.
  private static let baits: Set<Substring> = [
    "viagra", "cialis", "casino", "casinos", "jackpot", "porn", "porno", "onlyfans", "forex", "backlink", "backlinks",
    "payday", "rolex", "marabout", "voyance", "parifoot", "1xbet",
  ]

  package init(_ text: String) {
    let text = text.prefix(Self.longest)
    let lower = text.lowercased()
    hasForeignMarkup = ["[url", "[link=", "<a href", "&lt;a href"].contains(where: lower.contains)
    isShouted = Self.isShouted(text)
    for word in lower.split(whereSeparator: { $0.isWhitespace || "()<>[]\"|".contains($0) }) { count(word) }
  }

  private mutating func count(_ word: Substring) {
    for part in word.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) where Self.baits.contains(part) {
      baitWordCount += 1
    }
    if let host = Self.host(of: word) {
      linkCount += 1
      if Self.shorteners.contains(host) { hasShortenedLink = true }
    } else if word.contains(where: \.isLetter) {
      wordCount += 1
      if Self.mixesAlphabets(word) { mixesAlphabets = true }
    }
  }

  /// Of an address; nil for another word.
  private static func host(of word: Substring) -> String? {
    guard let start = ["https://", "http://", "//"].lazy.compactMap({ word.firstRange(of: $0)?.upperBound }).first
    else { return word.hasPrefix("www.") ? String(word.dropFirst(4).prefix { !"/?#:".contains($0) }) : nil }
    let host = word[start...].prefix { !"/?#:".contains($0) }
    guard host.contains(".") else { return nil }
    return String(host.hasPrefix("www.") ? host.dropFirst(4) : host)
  }

  /// Latin beside Cyrillic or Greek: letters that look alike hide words from filters.
  private static func mixesAlphabets(_ word: Substring) -> Bool {
    var isLatin = false
    var isOther = false
    for scalar in word.unicodeScalars {
      switch scalar.value {
      case 0x61...0x7A, 0xC0...0x24F: isLatin = true
      case 0x370...0x3FF, 0x400...0x52F: isOther = true
      default: break
      }
    }
    return isLatin && isOther && word.count > 3
  }

  private static func isShouted(_ text: Substring) -> Bool {
    var (upper, lower) = (0, 0)
    for character in text {
      if character.isUppercase { upper += 1 } else if character.isLowercase { lower += 1 }
    }
    return upper >= 20 && upper > 3 * lower
  }
}
