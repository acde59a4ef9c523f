/// A header in lines of at most 76 bytes, as far as its words allow.
struct FoldedHeader {
  /// The longest line with an encoded word in it (RFC 2047 §2), for all lines.
  static let longestLine = 76
  /// The longest word that is left as it is where it could be encoded instead.
  private static let longestPlainWord = 60

  private let name: String
  /// What a line is never broken in.
  private let words: [String]

  init(_ name: String, _ words: [String]) {
    self.name = name
    self.words = words
  }

  /// A header of free text.
  init(_ name: String, text: String) {
    self.init(name, Self.plainWords(of: text) ?? EncodedWords.of(text, firstAtColumn: name.utf8.count + 2))
  }

  /// A header of one address.
  init(_ name: String, mailbox: MailAddress) {
    let shown = mailbox.name.map { Self.phrase($0, atColumn: name.utf8.count + 2) } ?? []
    self.init(name, shown.isEmpty ? [mailbox.text] : shown + ["<\(mailbox.text)>"])
  }

  var bytes: [UInt8] {
    var line = Array("\(name):".utf8)
    var bytes: [UInt8] = []
    for (index, word) in words.enumerated() {
      // The first word stays beside the name: some readers do not find it on the next line.
      if index > 0, line.count + 1 + word.utf8.count > Self.longestLine {
        bytes += line + "\r\n".utf8
        line = []
      }
      line.append(UInt8(ascii: " "))
      line += word.utf8
    }
    return bytes + line + "\r\n".utf8
  }

  /// A name as atoms, or in quotation marks, or encoded.
  private static func phrase(_ name: String, atColumn column: Int) -> [String] {
    if let words = plainWords(of: name) {
      if words.allSatisfy({ $0.utf8.allSatisfy(\.isAtomText) }) { return words }
      let quoted = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      if quoted.utf8.count <= longestPlainWord { return ["\"\(quoted)\""] }
    }
    return EncodedWords.of(name, firstAtColumn: column)
  }

  /// The words of a text that every reader shows as it is; nil for one that must be encoded.
  private static func plainWords(of text: String) -> [String]? {
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    // What looks like an encoded word would be decoded.
    guard text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }), !text.contains("=?"),
      words.allSatisfy({ (1...longestPlainWord).contains($0.utf8.count) })
    else { return nil }
    return words
  }
}
