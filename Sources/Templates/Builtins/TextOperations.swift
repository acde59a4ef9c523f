/// What Python's `str` does, on Unicode scalars.
extension String {
  /// As `uppercased()`, which looks up every letter that is not ASCII.
  var inUpperCase: String { mappedLatin { $0.uppercasedLatin } ?? uppercased() }
  var inLowerCase: String { mappedLatin { $0.lowercasedLatin } ?? lowercased() }

  /// Each byte of ASCII, and each second byte of the letters of Latin-1, changed; nil when there are others.
  private func mappedLatin(_ change: (LatinByte) -> UInt8?) -> String? {
    var text = self
    return text.withUTF8 { bytes in
      var isLatin = true
      let result = String(unsafeUninitializedCapacity: bytes.count) { buffer in
        var previous: UInt8 = 0
        for (index, byte) in bytes.enumerated() {
          guard let changed = change(LatinByte(byte: byte, previous: previous)) else {
            isLatin = false
            return 0
          }
          buffer[index] = changed
          previous = byte
        }
        return bytes.count
      }
      return isLatin ? result : nil
    }
  }

  /// The code points: the bytes that continue none.
  var scalarCount: Int {
    var text = self
    return text.withUTF8 { bytes in
      var count = 0
      for byte in bytes where byte & 0xC0 != 0x80 { count &+= 1 }
      return count
    }
  }

  /// The first letter in title case and the others in lower case.
  var capitalizedFirst: String {
    guard let first = unicodeScalars.first else { return self }
    return first.properties.titlecaseMapping + String(unicodeScalars.dropFirst()).lowercased()
  }

  /// Without the characters, or the white space, at both ends.
  func stripped(of characters: String?, leading: Bool = true, trailing: Bool = true) -> String {
    let set = characters.map { Set($0.unicodeScalars) }
    func isStripped(_ scalar: Unicode.Scalar) -> Bool { set?.contains(scalar) ?? Whitespace.isSpace(scalar) }
    var rest = unicodeScalars[...]
    if leading { rest = rest.drop(while: isStripped) }
    while trailing, let last = rest.last, isStripped(last) { rest.removeLast() }
    return String(rest)
  }

  func centered(in width: Int, with fill: String = " ") -> String {
    let count = unicodeScalars.count
    guard width > count else { return self }
    let padding = width - count
    let left = padding / 2 + (padding & width & 1)
    return String(repeating: fill, count: left) + self + String(repeating: fill, count: padding - left)
  }

  /// The pieces between line ends; a last line end begins no further line.
  func splitLines(keepingEnds: Bool = false) -> [String] {
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    var scalars = unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      guard isLineEnd(scalar) else {
        line.append(scalar)
        continue
      }
      if keepingEnds { line.append(scalar) }
      if scalar == "\r", scalars.first == "\n" {
        scalars.removeFirst()
        if keepingEnds { line.append("\n") }
      }
      lines.append(String(line))
      line = String.UnicodeScalarView()
    }
    if !line.isEmpty { lines.append(String(line)) }
    return lines
  }

  func replacing(
    _ old: String, with new: String, count: Int?, limits: Limits
  ) throws(TemplateError) -> String {
    var left = count.map { $0 < 0 ? Int.max : $0 } ?? Int.max
    if left == 0 { return self }
    if old.isEmpty { return try interspersed(with: new, count: left, limits: limits) }
    var result = ""
    var start = 0
    while left > 0, let found = firstOffset(of: old, from: start) {
      result += utf8Slice(start, found) + new
      start = found + old.utf8.count
      left -= 1
      try limits.checkText(bytes: result.utf8.count)
    }
    return result + utf8Slice(start, utf8.count)
  }

  private func interspersed(with text: String, count: Int, limits: Limits) throws(TemplateError) -> String {
    var result = ""
    var left = count
    for scalar in unicodeScalars {
      if left > 0 {
        result += text
        left -= 1
      }
      result.unicodeScalars.append(scalar)
      try limits.checkText(bytes: result.utf8.count)
    }
    return left > 0 ? result + text : result
  }

  func utf8Slice(_ start: Int, _ end: Int) -> String {
    String(Substring(utf8.dropFirst(start).prefix(end - start)))
  }

  /// The pieces between occurrences of a separator, or between white space; at most `limit` cuts.
  func pieces(by separator: String?, limit: Int) -> [String] {
    guard let separator else { return words(limit: limit) }
    var pieces: [String] = []
    var start = 0
    while limit < 0 || pieces.count < limit, let found = firstOffset(of: separator, from: start) {
      pieces.append(utf8Slice(start, found))
      start = found + separator.utf8.count
    }
    return pieces + [utf8Slice(start, utf8.count)]
  }

  private func words(limit: Int) -> [String] {
    var words: [String] = []
    var rest = unicodeScalars.drop(while: Whitespace.isSpace)
    while !rest.isEmpty {
      if limit >= 0, words.count == limit {
        words.append(String(rest).stripped(of: nil, leading: false))
        break
      }
      let word = rest.prefix { !Whitespace.isSpace($0) }
      words.append(String(word))
      rest = rest[word.endIndex...].drop(while: Whitespace.isSpace)
    }
    return words
  }

  /// The pieces, cut from the end.
  func piecesFromEnd(by separator: String?, limit: Int) -> [String] {
    let all = pieces(by: separator, limit: -1)
    guard limit >= 0, all.count > limit + 1, let separator else {
      return separator == nil && limit >= 0 ? wordsFromEnd(limit: limit) : all
    }
    let first = all.dropLast(limit).joined(separator: separator)
    return [first] + all.suffix(limit)
  }

  private func wordsFromEnd(limit: Int) -> [String] {
    let reversed = String(String.UnicodeScalarView(unicodeScalars.reversed())).pieces(by: nil, limit: limit)
    return reversed.reversed().map { String(String.UnicodeScalarView($0.unicodeScalars.reversed())) }
  }
}

private func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029: true
  default: false
  }
}

extension Unicode.Scalar {
  /// A letter, a digit or an underscore, as `\w` of Python.
  var isWordPart: Bool {
    if value < 0x80 { return properties.isAlphabetic || properties.numericType != nil || self == "_" }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber:
      return true
    default: return false
    }
  }
}

/// A byte of UTF-8 and the one before it.
///
/// The letters of Latin-1 are 0xC3 and a byte from 0x80; capitals come 0x20
/// before small letters, as in ASCII, but for `×`, `÷`, `ß` and `ÿ`.
private struct LatinByte {
  let byte: UInt8
  let previous: UInt8

  /// Nil when this is no ASCII, and neither first nor second byte of a letter whose case is changed within Latin-1.
  var uppercasedLatin: UInt8? {
    switch byte {
    case 0x61...0x7A: byte - 0x20
    case ..<0x80, 0xC3: byte
    case _ where previous != 0xC3 || byte == 0x9F || byte == 0xBF: nil
    case 0xA0...0xBE where byte != 0xB7: byte - 0x20
    default: byte
    }
  }

  var lowercasedLatin: UInt8? {
    switch byte {
    case 0x41...0x5A: byte + 0x20
    case ..<0x80, 0xC3: byte
    case _ where previous != 0xC3: nil
    case 0x80...0x9E where byte != 0x97: byte + 0x20
    default: byte
    }
  }
}
