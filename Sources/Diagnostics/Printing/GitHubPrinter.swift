/// Prints diagnostics as the workflow commands that GitHub Actions and Forgejo Actions show beside the changed lines.
public struct GitHubPrinter: Sendable {
  public init() {}

  /// One command a line.
  public func text(of diagnostics: [Diagnostic]) -> String {
    diagnostics.map { command(for: $0) + "\n" }.joined()
  }

  private func command(for diagnostic: Diagnostic) -> String {
    let properties = place(diagnostic.location) + [("title", diagnostic.id.description)]
    let list = properties.map { "\($0)=\(escaped(property: $1))" }.joined(separator: ",")
    return "::\(diagnostic.severity.rawValue) \(list)::\(escaped(sentence(of: diagnostic)))"
  }

  private func sentence(of diagnostic: Diagnostic) -> String {
    var sentence = diagnostic.message.text()
    if let help = diagnostic.help { sentence += "\n\(help.text())" }
    if let suggestion = diagnostic.suggestion { sentence += "\ndid you mean '\(suggestion)'?" }
    return sentence
  }

  private func place(_ location: SourceLocation?) -> [(String, String)] {
    guard let location else { return [] }
    guard let range = location.range else { return [("file", location.file.path)] }
    let start = location.file.position(ofByte: range.lowerBound)
    let end = location.file.position(ofByte: range.upperBound)
    return [
      ("file", location.file.path), ("line", String(start.line)), ("col", String(start.column)),
      ("endLine", String(end.line)), ("endColumn", String(end.column)),
    ]
  }

  private func escaped(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private func escaped(property text: String) -> String {
    escaped(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
