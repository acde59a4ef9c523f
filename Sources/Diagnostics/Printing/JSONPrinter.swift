/// Prints diagnostics as one JSON document: an array with an object for each.
///
/// Keys: `file`, `line`, `column`, `endLine`, `endColumn` (null where unknown), `severity`, `id`, `message`, `help`,
/// `suggestion`, `notes`. Lines and columns start at 1; columns count Unicode scalars, and the end is exclusive.
public struct JSONPrinter: Sendable {
  public init() {}

  /// The whole document, with a line end.
  public func text(of diagnostics: [Diagnostic]) -> String {
    guard !diagnostics.isEmpty else { return "[]\n" }
    return "[\n" + diagnostics.map { "  " + object(of: $0) }.joined(separator: ",\n") + "\n]\n"
  }

  private func object(of diagnostic: Diagnostic) -> String {
    let members =
      place(diagnostic.location) + [
        ("severity", string(diagnostic.severity.rawValue)), ("id", string(diagnostic.id.description)),
        ("message", string(diagnostic.message.text())), ("help", diagnostic.help.map { string($0.text()) } ?? "null"),
        ("suggestion", diagnostic.suggestion.map(string) ?? "null"),
        ("notes", "[" + diagnostic.notes.map(object).joined(separator: ", ") + "]"),
      ]
    return object(members)
  }

  private func object(of note: Diagnostic.Note) -> String {
    object(place(note.location) + [("message", string(note.message.text()))])
  }

  private func place(_ location: SourceLocation?) -> [(String, String)] {
    let positions = location.flatMap { location in
      location.range.map {
        (location.file.position(ofByte: $0.lowerBound), location.file.position(ofByte: $0.upperBound))
      }
    }
    return [
      ("file", location.map { string($0.file.path) } ?? "null"),
      ("line", positions.map { String($0.0.line) } ?? "null"),
      ("column", positions.map { String($0.0.column) } ?? "null"),
      ("endLine", positions.map { String($0.1.line) } ?? "null"),
      ("endColumn", positions.map { String($0.1.column) } ?? "null"),
    ]
  }

  private func object(_ members: [(String, String)]) -> String {
    "{" + members.map { "\(string($0)): \($1)" }.joined(separator: ", ") + "}"
  }

  private func string(_ text: String) -> String { JSONText.quoted(text) }
}
