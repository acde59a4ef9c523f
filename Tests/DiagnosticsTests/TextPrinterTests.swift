import Diagnostics
import Testing

@Suite struct TextPrinterTests {
  @Test func theCaretStandsUnderTheExactValue() {
    let text = print("titre: Météo\npromo: 2026-pyton\n", marking: "2026-pyton", suggestion: "2026-python")
    #expect(
      text == """
        content/a.md:2:8: error: a rule [some-rule]
          promo: 2026-pyton
                 ^~~~~~~~~~
          help: did you mean '2026-python'?

        """)
  }

  @Test func accentsWideLettersAndTabsKeepTheCaretInPlace() {
    #expect(caretLine("é日\tb: x", marking: "x") == String(repeating: " ", count: 2 + 8) + "^")
    #expect(caretLine("e\u{301}: x", marking: "x") == String(repeating: " ", count: 2 + 3) + "^")
  }

  @Test func lineEndsOfEverySortCount() {
    #expect(print("a: 1\r\nb: 2\r\n", marking: "2").hasPrefix("content/a.md:2:4: "))
    #expect(print("a: 1\rb: 2", marking: "2").hasPrefix("content/a.md:2:4: "))
    #expect(print("\u{FEFF}a: 1", marking: "1").hasPrefix("content/a.md:1:4: "))
  }

  @Test func aRangeOverSeveralLinesIsMarkedOnItsFirst() {
    #expect(caretLine("a: [1,\n2]", marking: "[1,\n2]") == "     ^~~")
  }

  @Test func anEmptyRangeHasACaret() {
    let file = SourceFile(path: "a.md", bytes: Array("ab".utf8))
    let text = TextPrinter(isColored: false).text(of: .error("x", at: SourceLocation(file, 2..<2), "a rule"))
    #expect(text == "a.md:1:3: error: a rule [x]\n  ab\n    ^\n")
  }

  @Test func longLinesAreCutAroundTheValue() {
    let line = String(repeating: "a", count: 500) + " VALUE " + String(repeating: "b", count: 500)
    let printed = print(line, marking: "VALUE").split(separator: "\n")
    #expect(printed[1].count < 140)
    #expect(printed[1].contains("VALUE"))
    #expect(
      printed[1].firstIndex(of: "V")?.utf16Offset(in: printed[1])
        == printed[2].firstIndex(of: "^")?.utf16Offset(in: printed[2]))
  }

  @Test func contentCannotSteerTheTerminal() {
    let text = print("a: \u{1B}[31mred\u{7}\u{202E}", marking: "red")
    #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{7}" || $0 == "\u{202E}" })
  }

  @Test func coloursAreThereOnlyWhenAskedFor() {
    let diagnostic = Diagnostic.error("x", at: nil, "a rule")
    #expect(TextPrinter(isColored: false).text(of: diagnostic) == "error: a rule [x]\n")
    #expect(TextPrinter(isColored: true).text(of: diagnostic).contains("\u{1B}[1;31merror:\u{1B}[0m"))
  }

  @Test func theSummaryCounts() {
    let error = Diagnostic.error("x", at: nil, "a rule")
    let warning = Diagnostic.warning("x", at: nil, "a rule")
    #expect(TextPrinter.summary(of: [error, warning, error]) == "2 errors, 1 warning")
    #expect(TextPrinter.summary(of: []) == "")
    #expect(TextPrinter(isColored: false, limit: 1).text(of: [error, error, error]).hasSuffix("… and 2 more\n"))
  }

  private func print(_ text: String, marking value: String, suggestion: String? = nil) -> String {
    TextPrinter(isColored: false).text(of: diagnostic(in: text, marking: value, suggestion: suggestion))
  }

  private func caretLine(_ text: String, marking value: String) -> String {
    String(print(text, marking: value).split(separator: "\n")[2])
  }
}

/// A diagnostic at the last place of a text that holds `value`.
func diagnostic(in text: String, marking value: String, suggestion: String? = nil) -> Diagnostic {
  let file = SourceFile(path: "content/a.md", bytes: Array(text.utf8))
  var range: Range<Int>?
  var rest = 0..<file.bytes.count
  while let found = file.firstRange(of: value, in: rest) {
    range = found
    rest = found.upperBound..<file.bytes.count
  }
  return .error("some-rule", at: SourceLocation(file, range), "a rule", suggestion: suggestion)
}
