import Diagnostics
import Templates
import Testing

/// One case of a file under `Cases`: templates, their data and settings, and what comes of them.
struct TemplateCase: Sendable, CustomTestStringConvertible {
  let file: String
  let name: String
  private(set) var sections: [(name: String, text: String)] = []

  var testDescription: String { "\(file): \(name)" }

  func section(_ name: String) -> String? {
    sections.first { $0.name == name }?.text
  }

  var templates: [String: String] {
    var templates: [String: String] = [:]
    for section in sections where section.name.hasPrefix("template ") {
      templates[String(section.name.dropFirst(9))] = section.text
    }
    return templates
  }

  /// The cases of a file's text, as `check-cases.py` describes them.
  static func parse(_ text: String, file: String) -> [TemplateCase] {
    var cases: [TemplateCase] = []
    var isContent = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("=== ") {
        cases.append(TemplateCase(file: file, name: String(line.dropFirst(4))))
      } else if line.hasPrefix("--- ") {
        cases[cases.count - 1].sections.append((String(line.dropFirst(4)), ""))
        isContent = false
      } else {
        let last = cases[cases.count - 1].sections.count - 1
        cases[cases.count - 1].sections[last].text += (isContent ? "\n" : "") + line
        isContent = true
      }
    }
    return cases
  }
}

extension TemplateCase {
  /// What the case gives: the output, or the diagnostics as text.
  func result() throws -> (kind: String, text: String) {
    let options = try json("options")
    let environment = Environment(loader: InMemoryTemplateLoader(templates), settings: settings(options))
    do {
      let template = try environment.template(named: "main")
      return ("output", try template.render(try json("context")))
    } catch let failure as TemplateFailure {
      return ("error", failure.diagnostics.map(\.caseText).joined(separator: "\n"))
    }
  }

  private func json(_ name: String) throws -> [(String, Value)] {
    guard let text = section(name) else { return [] }
    let value = try Value(json: SourceFile(path: name, bytes: Array(text.utf8)))
    guard case .mapping(let dictionary) = value else { return [] }
    return zip(dictionary.contents.keys, dictionary.contents.values).map { ($0.text ?? "", $1) }
  }

  private func settings(_ options: [(String, Value)]) -> Settings {
    var settings = Settings()
    for (name, value) in options {
      switch (name, value) {
      case ("autoescape", .bool(let flag)): settings.autoescape = flag
      case ("trim_blocks", .bool(let flag)): settings.trimBlocks = flag
      case ("lstrip_blocks", .bool(let flag)): settings.lstripBlocks = flag
      case ("keep_trailing_newline", .bool(let flag)): settings.keepTrailingNewline = flag
      case ("undefined", .string("lenient")): settings.undefined = .lenient
      case ("undefined", .string("chainable")): settings.undefined = .chainable
      case ("block_start_string", .string(let mark)): settings.delimiters.blockStart = mark
      case ("block_end_string", .string(let mark)): settings.delimiters.blockEnd = mark
      case ("variable_start_string", .string(let mark)): settings.delimiters.variableStart = mark
      case ("variable_end_string", .string(let mark)): settings.delimiters.variableEnd = mark
      case ("comment_start_string", .string(let mark)): settings.delimiters.commentStart = mark
      case ("comment_end_string", .string(let mark)): settings.delimiters.commentEnd = mark
      case ("line_statement_prefix", .string(let mark)): settings.delimiters.lineStatementPrefix = mark
      case ("line_comment_prefix", .string(let mark)): settings.delimiters.lineCommentPrefix = mark
      default: Issue.record("option '\(name)' is not known here")
      }
    }
    return settings
  }
}

extension Diagnostic {
  /// `file:line:column: message`, and a line each for help, suggestion and notes.
  var caseText: String {
    var lines = [location.map { $0.caseText + ": " + message.text() } ?? message.text()]
    if let help { lines.append("  help: " + help.text()) }
    if let suggestion { lines.append("  did you mean '\(suggestion)'?") }
    for note in notes {
      let place = note.location.map { " (\($0.caseText))" } ?? ""
      lines.append("  note: \(note.message.text())\(place)")
    }
    return lines.joined(separator: "\n")
  }
}

extension Diagnostics.SourceLocation {
  /// `file:line:column`.
  var caseText: String {
    let position = file.position(ofByte: range?.lowerBound ?? 0)
    return "\(file.path):\(position.line):\(position.column)"
  }
}
