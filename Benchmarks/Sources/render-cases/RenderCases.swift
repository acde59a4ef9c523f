import Diagnostics
import Glibc
import Templates

/// Renders template cases: a JSON object a line on standard input, a JSON object a line on standard output.
///
/// A case is `{"templates": {…}, "main": "…", "context": {…}, "autoescape": true, "options": {…}}`, whose options are
/// those of Jinja2's Environment. The answer is `{"output": "…"}` or `{"error": "…"}`.
@main enum RenderCases {
  static func main() {
    while let line = readLine() {
      print(answer(to: line))
      fflush(nil)
    }
  }

  private static func answer(to line: String) -> String {
    do throws(TemplateFailure) {
      let source = SourceFile(path: "case", bytes: Array(line.utf8))
      return "{\"output\": \(JSONText.quoted(try TemplateCase(try Value(json: source)).render()))}"
    } catch {
      let text = TextPrinter(isColored: false).text(of: error.diagnostics)
      return "{\"error\": \(JSONText.quoted(text))}"
    }
  }
}

enum JSONText {
  /// A text as a JSON string (RFC 8259 §7).
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
