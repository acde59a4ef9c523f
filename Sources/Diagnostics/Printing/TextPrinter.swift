/// Prints diagnostics for people: where, what, the source line with a caret under the exact value, and what to do.
///
/// ```
/// content/projects/meteo.md:3:8: error: 'promo' must name an entry of kind 'promo'; '2026-pyton' is none [unknown-reference]
///   promo: 2026-pyton
///          ^~~~~~~~~~
///   help: did you mean '2026-python'?
/// ```
public struct TextPrinter: Sendable {
  /// More are counted but not printed.
  public var limit: Int
  private let style: TextStyle

  public init(isColored: Bool, limit: Int = 200) {
    style = TextStyle(isColored: isColored)
    self.limit = limit
  }

  /// The diagnostics in the order given, and how many were left out.
  public func text(of diagnostics: [Diagnostic]) -> String {
    var text = diagnostics.prefix(limit).map(text(of:)).joined()
    if diagnostics.count > limit { text += "… and \(diagnostics.count - limit) more\n" }
    return text
  }

  /// `3 errors, 1 warning`; empty when there is nothing to say.
  public static func summary(of diagnostics: [Diagnostic]) -> String {
    let errors = diagnostics.count { $0.isError }
    let parts = [(errors, "error"), (diagnostics.count - errors, "warning")].filter { $0.0 > 0 }
    return parts.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }.joined(separator: ", ")
  }

  /// One diagnostic with its source line, help and notes.
  public func text(of diagnostic: Diagnostic) -> String {
    var text = headline(of: diagnostic)
    text += excerpt(at: diagnostic.location)
    if let help = diagnostic.help { text += "  \(style.label("help:")) \(visible(help.text()))\n" }
    if let suggestion = diagnostic.suggestion {
      text += "  \(style.label("help:")) did you mean '\(visible(suggestion))'?\n"
    }
    for note in diagnostic.notes {
      text += "  \(style.label("note:")) \(place(note.location))\(visible(note.message.text()))\n"
    }
    return text
  }

  private func headline(of diagnostic: Diagnostic) -> String {
    let severity = style.severity(diagnostic.severity)
    let message = style.strong(visible(diagnostic.message.text()))
    return "\(style.strong(place(diagnostic.location)))\(severity) \(message) \(style.faint("[\(diagnostic.id)]"))\n"
  }

  private func place(_ location: SourceLocation?) -> String {
    guard let location else { return "" }
    guard let range = location.range else { return visible(location.file.path) + ": " }
    let position = location.file.position(ofByte: range.lowerBound)
    return "\(visible(location.file.path)):\(position.line):\(position.column): "
  }

  private func excerpt(at location: SourceLocation?) -> String {
    guard let location, let range = location.range, !location.file.bytes.isEmpty else { return "" }
    let excerpt = SourceExcerpt(of: location.file, at: range)
    return "  \(excerpt.line)\n  \(excerpt.indentation)\(style.caret(excerpt.caret))\n"
  }

  /// Text from a file must not steer the terminal.
  private func visible(_ text: String) -> String {
    text.unicodeScalars.allSatisfy { !isControl($0) } ? text : SourceExcerpt.visible(text)
  }
}

/// The colours of a terminal (ECMA-48 §8.3.117), or none.
private struct TextStyle: Sendable {
  var isColored: Bool

  func severity(_ severity: Diagnostic.Severity) -> String {
    colored("\(severity.rawValue):", severity == .error ? "1;31" : "1;33")
  }

  func strong(_ text: String) -> String { text.isEmpty ? "" : colored(text, "1") }
  func faint(_ text: String) -> String { colored(text, "2") }
  func label(_ text: String) -> String { colored(text, "36") }
  func caret(_ text: String) -> String { colored(text, "32") }

  private func colored(_ text: String, _ code: String) -> String {
    isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
