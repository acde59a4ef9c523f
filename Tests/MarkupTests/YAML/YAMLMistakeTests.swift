import Diagnostics
import Markup
import Testing

/// A text and everything that is said about it.
struct YAMLMistake: CustomTestStringConvertible {
  var text: String
  var said: [String]

  init(_ text: String, _ said: String...) {
    self.text = text
    self.said = said
  }

  var testDescription: String { text.debugDescription }
}

struct YAMLMistakeTests {
  @Test(arguments: [
    YAMLMistake(
      "titre: Rue: une histoire\n",
      "error yaml-syntax at 1:11 \":\": a value that holds ': ' must be in quotes; put '…' or \"…\" around the whole value"
    ),
    YAMLMistake(
      "été: 1\n  b: 2\n",
      "error yaml-syntax at 2:3 \"b\": a key must not be indented below a value; start it in the same column as the other keys"
    ),
    YAMLMistake(
      "a:1\nb: 2\n", "error yaml-syntax at 1:2 \":\": a space must follow the ':' after a key; write 'key: value'"),
    YAMLMistake(
      "b: 1\na:1\nc: 2\n",
      "error yaml-syntax at 2:2 \":\": a space must follow the ':' after a key; write 'key: value'"),
    YAMLMistake(
      "a: 1\nfoo\nb: 2\n",
      "error yaml-syntax at 2:1 \"foo\": a line must be 'key: value' or '- item'; indent it if it goes on with the value above it"
    ),
    YAMLMistake(
      "a:\n  un\n  b: 2\n",
      "error yaml-syntax at 2:3 \"un\": a line must be 'key: value' or '- item'; indent it if it goes on with the value above it"
    ),
    YAMLMistake(
      "a:\n  b: 1\n c: 2\n",
      "error yaml-syntax at 3:2 \"c: 2\": the line must be indented like the lines that it belongs with; keys of one group, and items of one list, start in the same column"
    ),
    YAMLMistake(": b\n", "error yaml-syntax at 1:1 \":\": a key must stand before the ':'"),
    YAMLMistake(
      "\u{FEFF}a:\r\n  - x\r\n - y\r\n",
      "error yaml-syntax at 3:2 \"-\": a list item must not stand between keys; a list starts below a key that has no value of its own"
    ),
    YAMLMistake(
      "a: - b\n",
      "error yaml-syntax at 1:4 \"-\": a list must start on a line of its own, below its key; a value that starts with '- ' must be in quotes, unless it is a list"
    ),
  ])
  func indentationAndKeys(_ mistake: YAMLMistake) { check(mistake, isUsable: false) }

  @Test(arguments: [
    YAMLMistake(
      "é:\n\tb: 1\n",
      "error yaml-syntax at 2:1 \"\\t\": lines must be indented with spaces; this is a tab; replace the tab with two spaces"
    ),
    YAMLMistake(
      "a: été\n\tb\n",
      "error yaml-syntax at 2:1 \"\\t\": lines must be indented with spaces; this is a tab; replace the tab with two spaces"
    ),
    YAMLMistake(
      "a: |\n\tb\n",
      "error yaml-syntax at 2:1 \"\\t\": lines must be indented with spaces; this is a tab; replace the tab with two spaces"
    ),
    YAMLMistake(
      "a: @lea\n",
      "error yaml-syntax at 1:4 \"@\": text that starts with '@' must be in quotes; put '…' or \"…\" around all of it"),
    YAMLMistake(
      "a: **gras** là\n",
      "error yaml-syntax at 1:4 \"*\": text that starts with '*' must be in quotes; put '…' or \"…\" around all of it"),
    YAMLMistake(
      "a: ? b\n",
      "error yaml-syntax at 1:4 \"?\": text that starts with '?' must be in quotes; put '…' or \"…\" around all of it"),
    YAMLMistake(
      "a: ]\n",
      "error yaml-syntax at 1:4 \"]\": text that starts with ']' must be in quotes; put '…' or \"…\" around all of it"),
    YAMLMistake(
      "a: | b\n",
      "error yaml-syntax at 1:6 \"b\": nothing may follow '|' on its line; start the text on the next line, indented, or put the value in quotes"
    ),
    YAMLMistake("%YAML 3.0\n---\na: b\n", "error yaml-syntax at 1:1 \"%YAML 3.0\": only YAML 1.1 and 1.2 can be read"),
    YAMLMistake(
      "été: a\u{7}b\n",
      "error invalid-text at 1:7 \"\\u{07}\": text must hold no control characters; U+0007 is one; remove it"),
    YAMLMistake(
      "été: a\u{9F}b\n",
      "error invalid-text at 1:7 \"\u{9F}\": text must hold no control characters; U+009F is one; remove it"),
  ])
  func characters(_ mistake: YAMLMistake) { check(mistake, isUsable: false) }

  @Test(arguments: [
    YAMLMistake(
      "à: \"b\nc: d\n",
      "error yaml-syntax at 1:4 \"\\\"\": a quote must be closed; the \" that opens here is not; write \" at the end of the value, too"
    ),
    YAMLMistake(
      "à: \"b\nc: \"d\"\n",
      "error yaml-syntax at 1:4 \"\\\"\": a quote must be closed; the \" that opens here is not; write \" at the end of the value, too"
    ),
    YAMLMistake(
      "a: 'L'événement'\n",
      "error yaml-syntax at 1:7 \"événement\\'\": nothing may follow the quote that closes a value; inside '…' write '' for an apostrophe, or put the value in \"…\""
    ),
    YAMLMistake(
      "a: \"dit \"oui\" fort\"\n",
      "error yaml-syntax at 1:10 \"oui\\\" fort\\\"\": nothing may follow the quote that closes a value; inside \"…\" write \\\" for a quote, or put the value in '…'"
    ),
    YAMLMistake(
      "a: \"é\\d\"\n",
      "error yaml-syntax at 1:6 \"\\\\d\": '\\d' is no escape in double quotes; write '\\\\' for a backslash, or put the value in single quotes"
    ),
    YAMLMistake(
      "a: \"\\ud83d\\ude00\"\n",
      "error yaml-syntax at 1:5 \"\\\\ud83d\": '\\ud83d' must name a character by its number; write the character itself"
    ),
    YAMLMistake(
      "a: [b, c\nd: e\n",
      "error yaml-syntax at 1:4 \"[\": a '[' must be closed; the one that opens here is not; write ']' after the last value, or put the text in quotes"
    ),
    YAMLMistake(
      "a: {\n",
      "error yaml-syntax at 1:4 \"{\": a '{' must be closed; the one that opens here is not; write '}' after the last value, or put the text in quotes"
    ),
    YAMLMistake(
      "a: [b {c}]\n",
      "error yaml-syntax at 1:7 \"{c}]\": commas must separate the values in […]; a value that holds ',', '[', ']', '{' or '}' must be in quotes"
    ),
    YAMLMistake("a: [b, , c]\n", "error yaml-syntax at 1:8 \",\": a value must stand before each ','"),
    YAMLMistake(
      "a: [b] c\n",
      "error yaml-syntax at 1:8 \"c\": nothing may follow the value; put '…' or \"…\" around the whole value"),
    YAMLMistake(
      "a: 1\n...\nb: 2\n",
      "error yaml-document at 3:1 \"b: 2\": a file must hold one YAML document; remove this line and what follows it"),
  ])
  func quotesAndBrackets(_ mistake: YAMLMistake) { check(mistake, isUsable: false) }

  @Test(arguments: [
    YAMLMistake(
      "é: 1\né: 2\n", "error duplicate-key at 2:1 \"é\": key 'é' must come only once (1:1: it is first here)"),
    YAMLMistake(
      "a: &x b\n",
      "error yaml-alias at 1:4 \"&x\": anchors ('&') can't be used; a value that starts with '&' must be in quotes"),
    YAMLMistake(
      "a: *x\n",
      "error yaml-alias at 1:4 \"*x\": aliases ('*') can't be used; write the value out; a value that starts with '*' must be in quotes"
    ),
    YAMLMistake("<<: *x\n", "error yaml-alias at 1:1 \"<<\": merge keys ('<<') can't be used; write the fields out"),
    YAMLMistake(
      "a: !!str b\n",
      "error yaml-tag at 1:4 \"!!str\": tags ('!') can't be used; a value that starts with '!' must be in quotes"),
    YAMLMistake(
      "a: {{ b }}\n",
      "error yaml-key at 1:5 \"{ b }\": a key must be text; a value that starts with '{' or '[' must be in quotes, unless it is a group or a list"
    ),
    YAMLMistake("'': b\n", "error yaml-key at 1:1 \"\\'\\'\": a key must not be empty"),
    YAMLMistake(
      "a: 1\n---\nb: 2\n",
      "error yaml-document at 2:1 \"---\": a file must hold one YAML document; remove this line and what follows it"),
    YAMLMistake(
      "a: \"\\0\"\n",
      "error invalid-text at 1:4 \"\\\"\\\\0\\\"\": text must hold no control characters; remove the escape, such as \\0 or \\a, from the value"
    ),
  ])
  func whatIsLeftOutLeavesTheRest(_ mistake: YAMLMistake) { check(mistake, isUsable: true) }

  @Test func aComplaintAboutTheLineOfAMistakeIsNotSaid() {
    check(
      YAMLMistake(
        "a: *gras là\n",
        "error yaml-alias at 1:4 \"*gras\": aliases ('*') can't be used; write the value out; a value that starts with '*' must be in quotes"
      ), isUsable: false)
  }

  @Test func invalidTextIsFoundAtItsByte() {
    let file = SourceFile(path: "a.yaml", bytes: Array("été: ".utf8) + [0xE9, 0x74, 0xE9])
    var diagnostics: [Diagnostic] = []
    #expect(YAMLParser.parse(file, into: &diagnostics) == nil)
    #expect(diagnostics.map { $0.location?.range } == [7..<8])
    #expect(diagnostics.map { $0.message.text() } == ["text must be UTF-8; byte 0xE9 is not"])
  }

  private func check(_ mistake: YAMLMistake, isUsable: Bool) {
    var diagnostics: [Diagnostic] = []
    let node = YAMLParser.parse(sourceFile(mistake.text), into: &diagnostics)
    #expect(diagnostics.map(\.described) == mistake.said)
    #expect((node != nil) == isUsable)
  }
}
