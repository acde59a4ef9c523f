import Diagnostics
import Markup
import Testing

private func split(_ bytes: [UInt8]) -> (yaml: String?, body: String, mistakes: [String]) {
  let file = SourceFile(path: "content/a.md", bytes: bytes)
  var diagnostics: [Diagnostic] = []
  let split = FrontMatter.split(file, into: &diagnostics)
  return (split.yaml.map(file.text), file.text(in: split.body), diagnostics.map(\.described))
}

private func split(_ text: String) -> (yaml: String?, body: String, mistakes: [String]) {
  split(Array(text.utf8))
}

struct FrontMatterTests {
  @Test(arguments: [
    ("---\na: é\n---\nb\n", "a: é\n", "b\n"),
    ("---\r\na: 1\r\n---\r\nb\r\n", "a: 1\r\n", "b\r\n"),
    ("---\ra: 1\r---\rb", "a: 1\r", "b"),
    ("\u{FEFF}---\na: 1\n---\nb", "a: 1\n", "b"),
    ("--- \t\na: 1\n---  \nb", "a: 1\n", "b"),
    ("---\na: 1\n...\nb", "a: 1\n", "b"),
    ("---\n---\nb", "", "b"),
    ("---\n\n---", "\n", ""),
    ("---\na: 1\n---\nb\n---\nc", "a: 1\n", "b\n---\nc"),
    ("---\na: |\n  ----\n  ---\n---\nb", "a: |\n  ----\n  ---\n", "b"),
  ])
  func fieldsStandBetweenTheLines(_ text: String, _ yaml: String, _ body: String) {
    let found = split(text)
    #expect(found.yaml == yaml)
    #expect(found.body == body)
    #expect(found.mistakes == [])
  }

  @Test(arguments: ["", "b\n", "\n---\na: 1\n---\n", "----\na\n", "--\na\n", " ---\na\n---\n", "--- a\n---\n", "...\n"])
  func aFileThatStartsOtherwiseIsAllBody(_ text: String) {
    let found = split(text)
    #expect(found.yaml == nil)
    #expect(found.body == text)
    #expect(found.mistakes == [])
  }

  @Test func theBodyLeavesTheByteOrderMarkOut() {
    #expect(split("\u{FEFF}b").body == "b")
  }

  @Test(arguments: ["---", "---\n", "--- \na: 1\n", "---\na: 1\n ---\n"])
  func aBlockThatIsNeverClosedIsAnError(_ text: String) {
    let found = split(text)
    #expect(found.yaml == nil)
    #expect(found.body == "")
    #expect(
      found.mistakes == [
        "error unclosed-front-matter at 1:1 \"---\": the fields at the start of a file must end with a '---' line; write a line of '---' after the last field"
      ])
  }

  @Test func invalidTextInTheBodyIsFoundOnceAtItsByte() {
    let found = split(Array("---\na: é\n---\nl".utf8) + [0xE9, 0xE8, 0x0A])
    #expect(
      found.mistakes == [
        "error invalid-text at 4:2 \"\u{FFFD}\": text must be UTF-8; byte 0xE9 is not; save the file again with the encoding UTF-8"
      ])
    #expect(found.yaml == "a: é\n")
  }

  @Test func invalidTextInTheFieldsIsForTheYAMLParser() {
    let file = SourceFile(path: "content/a.md", bytes: Array("---\na: ".utf8) + [0xE9, 0x0A] + Array("---\n".utf8))
    var diagnostics: [Diagnostic] = []
    let split = FrontMatter.split(file, into: &diagnostics)
    #expect(diagnostics.isEmpty)
    #expect(YAMLParser.parse(file, in: split.yaml, into: &diagnostics) == nil)
    #expect(diagnostics.map { $0.location?.range } == [7..<8])
  }
}
