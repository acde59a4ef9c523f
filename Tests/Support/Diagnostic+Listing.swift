public import Diagnostics

extension Diagnostic {
  /// The diagnostic in one line with everything that it says, for tests to compare:
  /// `content/a.md:2:8: error: a rule [id] ? suggestion | help > note content/b.md:1:1`.
  public var listed: String {
    var line = "\(Self.place(location)): \(severity.rawValue): \(message.text()) [\(id)]"
    if let suggestion { line += " ? \(suggestion)" }
    if let help { line += " | \(help.text())" }
    for note in notes { line += " > \(note.message.text()) \(Self.place(note.location))" }
    return line
  }

  private static func place(_ location: SourceLocation?) -> String {
    guard let location else { return "" }
    guard let range = location.range else { return location.file.path }
    let position = location.file.position(ofByte: range.lowerBound)
    return "\(location.file.path):\(position.line):\(position.column)"
  }

  /// The text under the caret.
  public var marked: String? {
    location.flatMap { location in location.range.map { location.file.text(in: $0) } }
  }
}
