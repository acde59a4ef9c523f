import Diagnostics

/// What names may look like.
enum Name {
  /// Lower-case letters, digits and hyphens, starting with a letter or digit.
  static func isSlug(_ text: String) -> Bool {
    text.utf8.first != UInt8(ascii: "-") && !text.isEmpty
      && text.utf8.allSatisfy { $0.isLowercaseLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
  }

  /// Lower-case letters, digits and underscores, starting with a letter, as templates name them.
  static func isField(_ text: String) -> Bool {
    text.utf8.first?.isLowercaseLetter == true
      && text.utf8.allSatisfy { $0.isLowercaseLetter || $0.isDigit || $0 == UInt8(ascii: "_") }
  }

  /// What templates and entries call something else.
  static let reservedFields: Set<String> = [
    "draft", "expires", "aliases", "audience", "template", "kind", "slug", "lang", "permalink", "content", "outline",
    "sequence", "fields", "backlinks", "comments",
  ]

  /// A field name made of any text, such as `open_to` of `Open-To`; nil when nothing is left.
  static func field(from text: String) -> String? {
    let name = text.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 }
    return isField(String(name)) ? String(name) : nil
  }
}

extension SchemaReader {
  mutating func reportFieldName(_ name: Located<String>) {
    guard let range = name.location.range else { return }
    report(
      "invalid-name", at: range,
      "the name of a field must have lower-case letters, digits and underscores, and start with a letter",
      suggestion: Name.field(from: name.value))
  }

  mutating func reportUnknownKind(_ name: Located<String>) {
    guard let range = name.location.range else { return }
    report(
      "unknown-kind", at: range, "'\(name.value)' is no kind of this site",
      suggestion: nearestName(to: name.value, among: context.kindNames))
  }
}
