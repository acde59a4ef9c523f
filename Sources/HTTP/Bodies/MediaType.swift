/// The value of `Content-Type`, and of other fields of the same form (RFC 9110 §8.3.1).
struct MediaType: Equatable {
  /// In lower case.
  var name: String
  /// Names in lower case; the first of a name counts.
  var parameters: [(name: String, value: String)]

  subscript(parameter: String) -> String? { parameters.first { $0.name == parameter }?.value }

  static func == (left: MediaType, right: MediaType) -> Bool {
    left.name == right.name && left.parameters.elementsEqual(right.parameters, by: ==)
  }

  /// Nil for what is not `name; parameter=value; parameter="value"`.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    var cursor = 0
    func skipSpaces() {
      while cursor < bytes.count, bytes[cursor] == 0x20 || bytes[cursor] == 0x09 { cursor += 1 }
    }
    func token(allowing extra: UInt8? = nil) -> String {
      let start = cursor
      while cursor < bytes.count, HTTPSyntax.isTokenByte(bytes[cursor]) || bytes[cursor] == extra { cursor += 1 }
      return String(decoding: bytes[start..<cursor], as: UTF8.self)
    }
    skipSpaces()
    name = token(allowing: UInt8(ascii: "/")).lowercased()
    parameters = []
    guard !name.isEmpty else { return nil }
    skipSpaces()
    while cursor < bytes.count {
      guard bytes[cursor] == UInt8(ascii: ";") else { return nil }
      cursor += 1
      skipSpaces()
      guard cursor < bytes.count else { return }
      let parameter = token().lowercased()
      guard !parameter.isEmpty, cursor < bytes.count, bytes[cursor] == UInt8(ascii: "=") else { return nil }
      cursor += 1
      if cursor < bytes.count, bytes[cursor] == UInt8(ascii: "\"") {
        guard let value = Self.quoted(bytes, from: &cursor) else { return nil }
        parameters.append((parameter, value))
      } else {
        let value = token()
        guard !value.isEmpty else { return nil }
        parameters.append((parameter, value))
      }
      skipSpaces()
    }
  }

  /// Browsers do not escape backslashes in names of files, so one is an escape only before a quote or another
  /// (HTML Standard, multipart/form-data encoding).
  private static func quoted(_ bytes: [UInt8], from cursor: inout Int) -> String? {
    var value: [UInt8] = []
    cursor += 1
    while cursor < bytes.count {
      let byte = bytes[cursor]
      cursor += 1
      if byte == UInt8(ascii: "\"") { return value.validText }
      if byte == UInt8(ascii: "\\"), cursor < bytes.count,
        bytes[cursor] == UInt8(ascii: "\"") || bytes[cursor] == UInt8(ascii: "\\")
      {
        value.append(bytes[cursor])
        cursor += 1
      } else {
        value.append(byte)
      }
    }
    return nil
  }
}
