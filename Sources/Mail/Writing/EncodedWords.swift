/// Text in other letters than ASCII, as words that headers can hold (RFC 2047).
enum EncodedWords {
  private static let opening = "=?utf-8?Q?"
  private static let closing = "?="
  private static let longestWord = 75

  /// The words of a text, no scalar of which is cut; the first is short enough to stand at a column of its line.
  static func of(_ text: String, firstAtColumn column: Int) -> [String] {
    var words: [String] = []
    var word = opening
    for scalar in text.unicodeScalars {
      let encoded = encoded(scalar)
      let limit = words.isEmpty ? min(longestWord, FoldedHeader.longestLine - column) : longestWord
      if word.utf8.count + encoded.utf8.count + closing.utf8.count > limit {
        words.append(word + closing)
        word = opening
      }
      word += encoded
    }
    return words + [word + closing]
  }

  /// A scalar as it may stand in a name too, where fewer signs are allowed than in a subject (RFC 2047 §5).
  private static func encoded(_ scalar: Unicode.Scalar) -> String {
    if scalar == " " { return "_" }
    if scalar.isASCII, UInt8(ascii: scalar).isLetterOrDigit { return String(scalar) }
    return UTF8.encode(scalar).map { $0.map(QuotedPrintable.escape).joined() } ?? ""
  }
}
