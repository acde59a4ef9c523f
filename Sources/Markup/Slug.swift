/// The form of a name in addresses: `L’événement d’été` is `l-evenement-d-ete`.
public enum Slug {
  /// Slugs are cut at this many UTF-8 bytes, at a hyphen where there is one.
  public static let maximumBytes = 96

  /// The slug of a text: lower case, Latin letters without accents, everything else between them one hyphen.
  ///
  /// Letters of other scripts stay. A `+` or `#` after a letter is said, so that C, C++ and C# differ. Empty when the
  /// text holds neither letter nor digit.
  public static func make(from text: String) -> String {
    var slug = SlugBuilder(capacity: min(text.utf8.count, maximumBytes) + 1)
    for scalar in text.unicodeScalars where !slug.isFull { slug.append(scalar) }
    return slug.text
  }
}

private struct SlugBuilder {
  private var bytes: [UInt8] = []
  /// Whether something that is no letter came after the last one.
  private var isSeparated = false

  init(capacity: Int) {
    bytes.reserveCapacity(capacity)
  }

  var isFull: Bool { bytes.count > Slug.maximumBytes }

  var text: String {
    guard isFull else { return String(decoding: bytes, as: UTF8.self) }
    var cut = bytes.prefix(Slug.maximumBytes + 1)
    if let hyphen = cut.lastIndex(of: hyphen) {
      cut = cut[..<hyphen]
    } else {
      repeat { cut.removeLast() } while bytes[cut.endIndex] & 0xC0 == 0x80
    }
    return String(decoding: cut, as: UTF8.self)
  }

  mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "a"..."z", "0"..."9": letter(UInt8(ascii: scalar))
    case "A"..."Z": letter(UInt8(ascii: scalar) | 0x20)
    case "+" where isAfterLetter: word("plus")
    case "#" where isAfterLetter: word("sharp")
    case "\0"..."\u{BF}", "\u{D7}", "\u{F7}": isSeparated = true
    case "\u{300}"..."\u{36F}": break  // accents of decomposed letters
    default: foreign(scalar)
    }
  }

  private let hyphen = UInt8(ascii: "-")

  private var isAfterLetter: Bool { !isSeparated && !bytes.isEmpty }

  private mutating func letter(_ byte: UInt8) {
    separate()
    bytes.append(byte)
  }

  private mutating func word(_ word: StaticString) {
    isSeparated = true
    separate()
    word.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func foreign(_ scalar: Unicode.Scalar) {
    if let latin = LatinLetters.base(of: scalar) {
      separate()
      bytes.append(contentsOf: latin.utf8)
    } else if scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal {
      separate()
      bytes.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
    } else if !scalar.properties.isDefaultIgnorableCodePoint {
      isSeparated = true
    }
  }

  private mutating func separate() {
    if isSeparated, !bytes.isEmpty { bytes.append(hyphen) }
    isSeparated = false
  }
}

/// Latin letters without their accents, in lower case.
private enum LatinLetters {
  /// A table a block of Unicode, one ASCII sign a letter.
  ///
  /// A capital stands for a pair of letters, a dot for what has no Latin base.
  private static let blocks: [(first: UInt32, bases: StaticString)] = [
    (
      0xC0,
      """
      aaaaaaAceeeeiiiidnooooo.ouuuuyTSaaaaaaAceeeeiiiidnooooo.ouuuuyTy\
      aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiIIjjkkklllllll\
      lllnnnnnnnnnooooooOOrrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs
      """
    ),
    (
      0x1CD,
      """
      aaiioouuuuuuuuuu.aaaaAAggggkkoooo..j...gg..nnaaAAoo\
      aaaaeeeeiiiioooorrrruuuusstt..hh....zzaaeeooooooooyy
      """
    ),
    (
      0x1E00,
      """
      aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
      mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
      wwwwwwwwwwxxxxyyzzzzzzhtwyas..S.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
      eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......
      """
    ),
  ]

  static func base(of scalar: Unicode.Scalar) -> String? {
    for block in blocks where scalar.value >= block.first {
      let index = Int(scalar.value - block.first)
      guard index < block.bases.utf8CodeUnitCount else { continue }
      let sign = block.bases.utf8Start[index]
      return sign == UInt8(ascii: ".") ? nil : pairs[sign] ?? String(Unicode.Scalar(sign))
    }
    return nil
  }

  private static let pairs: [UInt8: String] = [
    UInt8(ascii: "A"): "ae", UInt8(ascii: "I"): "ij", UInt8(ascii: "O"): "oe", UInt8(ascii: "S"): "ss",
    UInt8(ascii: "T"): "th",
  ]
}
