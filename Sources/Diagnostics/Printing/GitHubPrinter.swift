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

  private func escaped(_ text: String) -> String { Self.percentEncoded(text, ["%", "\r", "\n"]) }

  private func escaped(property text: String) -> String {
    Self.percentEncoded(text, ["%", "\r", "\n", ":", ","])
  }

  /// By scalar: CR and LF are one character together, and a line end that stays would begin a command of its own.
  private static func percentEncoded(_ text: String, _ reserved: [Unicode.Scalar]) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if reserved.contains(scalar) {
        result += "%" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16, uppercase: true)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
