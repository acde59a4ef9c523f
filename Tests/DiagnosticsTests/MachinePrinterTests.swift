import Diagnostics
import Foundation
import Testing

@Suite struct MachinePrinterTests {
  @Test func jsonSaysEverything() throws {
    var found = diagnostic(in: "a: \"é\"\nb: x", marking: "x", suggestion: "y")
    found.help = "write \"y\""
    found.notes = [.init("the first", at: SourceLocation(try #require(found.location).file, 0..<1))]
    let text = JSONPrinter().text(of: [found])
    #expect(
      text == """
        [
          {"file": "content/a.md", "line": 2, "column": 4, "endLine": 2, "endColumn": 5, "severity": "error", \
        "id": "some-rule", "message": "a rule", "help": "write \\"y\\"", "suggestion": "y", \
        "notes": [{"file": "content/a.md", "line": 1, "column": 1, "endLine": 1, "endColumn": 2, "message": "the first"}]}
        ]

        """)
  }

  @Test func jsonOfNothingIsAnEmptyList() {
    #expect(JSONPrinter().text(of: []) == "[]\n")
  }

  @Test func jsonIsReadByOthersWhateverTheTextHolds() throws {
    let hostile = "\u{0}\u{1F}\u{7F}\u{2028}\"\\\n\t😀"
    let text = JSONPrinter().text(of: [.warning("x", at: nil, "\(hostile)")])
    let parsed = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    #expect(parsed[0]["message"] as? String == hostile)
    #expect(parsed[0]["line"] is NSNull)
  }

  @Test func githubCommandsEscapeWhatWouldEndThem() {
    let file = SourceFile(path: "content/a,b:c.md", bytes: Array("x".utf8))
    let found = Diagnostic.warning("some-rule", at: SourceLocation(file, 0..<1), "100% \("a\nb")", suggestion: "y")
    #expect(
      GitHubPrinter().text(of: [found])
        == "::warning file=content/a%2Cb%3Ac.md,line=1,col=1,endLine=1,endColumn=2,title=some-rule"
        + "::100%25 a%0Ab%0Adid you mean 'y'?\n")
  }

  @Test func githubCommandsCannotBeginInsideAName() {
    let file = SourceFile(path: "a\r\n::error::b.md", bytes: [])
    let found = Diagnostic.error(
      "rule", at: SourceLocation(file), "\r\n::stop-commands::x", help: "\r\n::error::y", suggestion: "\r\n::z")
    let text = GitHubPrinter().text(of: [found])
    #expect(text.utf8.filter { $0 == 0x0A || $0 == 0x0D }.count == 1)
    #expect(text.hasPrefix("::error file=a%0D%0A%3A%3Aerror%3A%3Ab.md,title=rule::%0D%0A::stop-commands::x%0A"))
  }

  @Test func githubCommandsWithoutAPlaceStillHaveATitle() {
    #expect(GitHubPrinter().text(of: [.error("x", at: nil, "a rule")]) == "::error title=x::a rule\n")
  }
}
