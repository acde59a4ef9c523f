/// Text as lines of ASCII that no server changes (RFC 2045 §6.7).
enum QuotedPrintable {
  private static let longestLine = 76

  /// The lines of a text, each with CRLF at its end, none longer than 76 bytes; no scalar is cut.
  static func bytes(of text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for line in lines(of: text) { append(line, to: &bytes) }
    return bytes
  }

  /// A byte as `=C3`.
  static func escape(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return byte < 0x10 ? "=0\(digits)" : "=\(digits)"
  }

  /// The lines of a text, whichever line breaks it has; an end of line at its end begins no other.
  private static func lines(of text: String) -> [Substring.UnicodeScalarView] {
    var lines: [Substring.UnicodeScalarView] = []
    var rest = text.unicodeScalars[...]
    while let end = rest.firstIndex(where: { $0 == "\r" || $0 == "\n" }) {
      lines.append(rest[..<end])
      let isPair = rest[end...].starts(with: ["\r", "\n"])
      rest = rest[end...].dropFirst(isPair ? 2 : 1)
    }
    if !rest.isEmpty || lines.isEmpty { lines.append(rest) }
    return lines
  }

  private static func append(_ line: Substring.UnicodeScalarView, to bytes: inout [UInt8]) {
    var column = 0
    for (index, scalar) in zip(line.indices, line) {
      let isLast = line.index(after: index) == line.endIndex
      var encoded = encoded(scalar, isFirst: column == 0, isLast: isLast)
      // The last byte of a line is for the `=` of a soft line break.
      if column + encoded.utf8.count > longestLine - 1 {
        bytes += "=\r\n".utf8
        column = 0
        encoded = Self.encoded(scalar, isFirst: true, isLast: isLast)
      }
      bytes += encoded.utf8
      column += encoded.utf8.count
    }
    bytes += "\r\n".utf8
  }

  private static func encoded(_ scalar: Unicode.Scalar, isFirst: Bool, isLast: Bool) -> String {
    switch scalar {
    // Servers take blanks off the ends of lines, and a dot on its own for the end of the message.
    case " ", "\t": isLast ? escape(UInt8(ascii: scalar)) : String(scalar)
    case ".": isFirst ? escape(UInt8(ascii: scalar)) : "."
    case "=": escape(UInt8(ascii: "="))
    case "!"..."~": String(scalar)
    default: UTF8.encode(scalar).map { $0.map(escape).joined() } ?? ""
    }
  }
}
