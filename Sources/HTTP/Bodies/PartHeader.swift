/// What the header fields of a part of a form say (RFC 7578 §4).
struct PartHeader {
  var name: String
  /// Nil for a field; empty for a file that was not chosen.
  var fileName: String?
  var mediaType: String

  /// Throws a refusal of status 400 for what no browser sends.
  init(_ bytes: ArraySlice<UInt8>) throws(Refusal) {
    guard let text = Array(bytes).validText else { throw Self.malformed }
    var fields = Headers()
    for line in text.unicodeScalars.split(separator: "\r\n".unicodeScalars) {
      guard let colon = line.firstIndex(of: ":") else { throw Self.malformed }
      let value = HTTPSyntax.trimmed(Substring(line[line.index(after: colon)...]))
      fields.add(String(line[..<colon]), String(value))
    }
    guard fields.fields.allSatisfy(\.isValid), fields.all("Content-Disposition").count == 1,
      let disposition = fields["Content-Disposition"].flatMap(MediaType.init), disposition.name == "form-data",
      let name = disposition["name"], !name.isEmpty
    else { throw Self.malformed }
    if let encoding = fields["Content-Transfer-Encoding"]?.lowercased() {
      guard ["7bit", "8bit", "binary"].contains(encoding) else { throw Self.malformed }
    }
    self.name = Self.unescaped(name)
    fileName = disposition["filename"].map { Self.baseName(Self.unescaped($0)) }
    mediaType = fields["Content-Type"] ?? "application/octet-stream"
  }

  private static let malformed = Refusal(
    .badRequest, "each part of a form has a name, and header fields as browsers write them")

  /// Browsers write a quote as `%22` and escape no percent sign (HTML Standard, multipart/form-data encoding).
  private static func unescaped(_ text: String) -> String {
    text.split(separator: "%22", omittingEmptySubsequences: false).joined(separator: "\"")
  }

  private static func baseName(_ name: String) -> String {
    let scalars = name.unicodeScalars
    let last = scalars.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }.last ?? scalars[...]
    return String(String.UnicodeScalarView(last.filter { $0.value >= 0x20 && $0.value != 0x7F }))
  }
}
