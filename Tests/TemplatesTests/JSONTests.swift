import Diagnostics
import Templates
import Testing

@Suite struct JSONTests {
  private func read(_ text: String) -> String {
    do throws(TemplateFailure) {
      let value = try Value(json: SourceFile(path: "data.json", bytes: Array(text.utf8)))
      var settings = Settings()
      settings.autoescape = false
      let environment = Environment(loader: InMemoryTemplateLoader(["main": "{{ [v] }}"]), settings: settings)
      return String(try environment.template(named: "main").render([("v", value)]).dropFirst().dropLast())
    } catch {
      return error.diagnostics.map(\.caseText).joined(separator: "\n")
    }
  }

  @Test(arguments: [
    ("{\"b\": 1, \"a\": [true, false, null]}", "{'b': 1, 'a': [True, False, None]}"),
    (" [ ] ", "[]"), ("{}", "{}"), ("-0", "0"), ("-1.5e2", "-150.0"), ("1E3", "1000.0"),
    ("\"é\\u00e9\\ud83d\\ude00\\n\\/\"", "'éé😀\\n/'"), ("12345678901234567890", "12345678901234567890"),
    ("\u{FEFF}1", "1"),
  ])
  func valuesAreRead(_ pair: (String, String)) {
    #expect(read(pair.0) == pair.1)
  }

  @Test(arguments: [
    ("", "data.json:1:1: expected a value, got the end of the text"),
    ("[1,]", "data.json:1:4: expected a value, got ']'"),
    ("[1 2]", "data.json:1:4: expected ',' or ']', got '2'"),
    ("{\n  \"é\" 1}", "data.json:2:7: expected ':', got '1'"),
    ("{a: 1}", "data.json:1:2: expected a name in double quotes, got 'a'"),
    ("{\"a\": 1, \"a\": 2}", "data.json:1:10: name 'a' is given twice"),
    ("01", "data.json:1:1: '01' is no number"), ("1.", "data.json:1:1: '1.' is no number"),
    ("+1", "data.json:1:1: expected a value, got '+'"), ("nul", "data.json:1:1: expected a value, got 'n'"),
    ("\"\\x\"", "data.json:1:2: '\\x' is no escape sequence"), ("\"a", "data.json:1:1: the string has no end"),
    ("\"\\ud800\"", "data.json:1:2: a surrogate must be one of a pair"),
    ("\"\\u12\"", "data.json:1:2: an escape '\\u' must have four hexadecimal digits"),
    ("\"\t\"", "data.json:1:2: a control character must be written as an escape"),
    ("1 2", "data.json:1:3: expected the end of the text, got '2'"), ("1e999", "data.json:1:1: '1e999' is too large"),
  ])
  func mistakesAreLocated(_ pair: (String, String)) {
    #expect(read(pair.0) == pair.1)
  }

  @Test func depthIsBounded() {
    let text = String(repeating: "[", count: 100_000)
    #expect(read(text) == "data.json:1:101: objects and arrays may be nested 100 deep at most")
  }
}
