import Diagnostics
import Markup
import Testing

struct MarkdownSafetyTests {
  @Test(arguments: [
    "[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](<java\tscript:alert(1)>)",
    "[a](&#106;avascript&#58;alert(1))", "[a](javascript&colon;alert(1))", "[a](<\u{1}javascript:alert(1)>)",
    "[a](< javascript:alert(1)>)", "[a](vbscript:x)", "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](file:///etc/passwd)",
    "[a][b]\n\n[b]: javascript:alert(1)", "<javascript:alert(1)>", "[a](run)", "[a](blob:x)",
    "[a](http&#10;s://b.example)", "[a](<https\u{1B}://b.example>)", "[a](https;://b.example)",
    "![a](javascript:alert(1))", "![a](data:image/svg+xml,x)", "![a](run)",
  ])
  func schemesThatRunCodeAreLeftOut(_ text: String) {
    let (page, said) = rendered(text)
    #expect(said.count == 1)
    #expect(
      said.first?.hasPrefix("error unsafe-url at 1:") == true || said.first?.hasPrefix("error unsafe-url at 3:") == true
    )
    #expect(page.html == "<p>a</p>\n" || page.html == "<p></p>\n" || page.html == "<p>javascript:alert(1)</p>\n")
  }

  @Test func unsafeAddressesAreFoundAtTheirPlace() {
    #expect(
      rendered("é [a](javascript:x)").said == [
        "error unsafe-url at 1:7 \"javascript:x\": a link must be relative, or start with http:, https:, mailto: or tel:"
      ])
    #expect(
      rendered("![a](data:x)").said == [
        "error unsafe-url at 1:6 \"data:x\": an image must be relative, or start with http: or https:"
      ])
  }

  @Test func whatOnlyLooksLikeASchemeIsAPath() {
    #expect(html("[a](#javascript:x)") == "<p><a href=\"#javascript:x\">a</a></p>\n")
    #expect(html("[a](mailto:lea@b.example)") == "<p><a href=\"mailto:lea@b.example\">a</a></p>\n")
    #expect(html("[a](tel:+33123456789)") == "<p><a href=\"tel:+33123456789\">a</a></p>\n")
  }

  @Test func rawHTMLIsLeftOutWithOneWarningABlock() {
    let (page, said) = rendered(
      "<div onclick=\"x()\">\n<script>alert(1)</script>\n</div>\n\né <b>gras</b> <i>ici</i>\n\n<!-- note -->\n\nc <!-- d --> e\n"
    )
    #expect(page.html == "<p>é gras ici</p>\n<p>c  e</p>\n")
    #expect(
      said == [
        "warning raw-html at 1:1 \"<div onclick=\\\"x()\\\">\": HTML is left out of Markdown; write it as Markdown, or as `code` to show it",
        "warning raw-html at 5:3 \"<b>\": HTML is left out of Markdown; write it as Markdown, or as `code` to show it",
      ])
  }

  @Test func textAndAttributesAreEscaped() {
    #expect(
      html("a & b < c > \"d\" &lt;e&gt; &amp;amp;")
        == "<p>a &amp; b &lt; c &gt; &quot;d&quot; &lt;e&gt; &amp;amp;</p>\n")
    #expect(html("![\"><x>](pont.jpg '\"><y>')\n").contains("alt=\"&quot;&gt;\""))
    #expect(html("``` \"><x>\n```\n").contains("<code class=\"language-&quot;&gt;&lt;x&gt;\">"))
    #expect(html("[a](https://b.example/\"onclick=\"x)").contains("href=\"https://b.example/%22onclick=%22x\""))
    #expect(rendered("# \"><script>x\n").page.html == "<h2 id=\"x\">&quot;&gt;x</h2>\n")
  }

  @Test func zeroBytesAndInvalidTextBecomeReplacementSigns() {
    let file = SourceFile(path: "a.md", bytes: Array("a".utf8) + [0, 0xFF] + Array("b".utf8))
    var diagnostics: [Diagnostic] = []
    let page = MarkdownRenderer(options: MarkdownOptions(labels: frenchLabels)).render(
      file, in: 0..<4, resolver: SmallSite(), into: &diagnostics)
    #expect(page.html == "<p>a\u{FFFD}\u{FFFD}b</p>\n")
  }
}

/// Texts that would take cmark-gfm seconds or gigabytes.
@Suite(.timeLimit(.minutes(15)))
struct MarkdownGuardTests {
  struct Bomb: CustomTestStringConvertible {
    var testDescription: String
    var said: String
    var text: @Sendable () -> String

    init(_ name: String, _ said: String, _ text: @escaping @Sendable () -> String) {
      testDescription = name
      self.said = said
      self.text = text
    }
  }

  static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  @Test(arguments: [
    Bomb("wide table", "a line must have at most 500 '|' signs") { repeated("|a", 600) + "\n" + repeated("|-", 600) },
    Bomb("filled-up table", "in a text of 3003 lines, a line must have at most 66 '|' signs") {
      repeated("|a", 100) + "\n" + repeated("|-", 100) + "\n" + repeated("|x\n", 3000)
    },
    Bomb("many headers", "a paragraph must not have this many lines of dashes") {
      repeated("a\n", 40_000) + repeated(" |-\n", 40_000)
    },
    Bomb("deep lazy quotation", "in a text of 40002 lines, lists and quotations must nest at most 499 deep") {
      repeated(">", 100_000) + "\n" + repeated("a\n", 40_000)
    },
    Bomb("parentheses", "addresses must not have this many parentheses or 'www.'") {
      "http://a.example/" + repeated(")", 100_000)
    },
    Bomb("www", "addresses must not have this many parentheses or 'www.'") { repeated("_www.", 40_000) },
    Bomb("at signs", "a text must have at most 5000 '@' signs") { repeated("a@b.c", 40_000) },
    Bomb("long address", "in a text with 20001 ']' signs, a link definition must have at most 209 bytes") {
      "[a]: /" + repeated("x", 100_000) + "\n\n" + repeated("[a]", 20_000)
    },
    Bomb("long title", "in a text with 25001 ']' signs, a link definition must have at most 167 bytes") {
      "[a]: /u\n\"" + repeated("b\n[c] x\n", 5_000) + "\"\n\n" + repeated("[a]", 20_000)
    },
    Bomb("quoted title", "in a text with 20001 ']' signs, a link definition must have at most 209 bytes") {
      "> [a]:\n> /u\n> 'b" + repeated("\n> \\' x", 5_000) + "'\n\n" + repeated("[a]", 20_000)
    },
    Bomb("size", "Markdown may have at most 262144 bytes; this has 262145") { repeated("a", 262_145) },
  ])
  func bombsAreRefusedAtOnce(_ bomb: Bomb) {
    let text = bomb.text()
    let (page, said) = rendered(text)
    #expect(page.html == "")
    #expect(said.count == 1)
    #expect(said.first?.hasPrefix("error markdown-too-complex") == true)
    #expect(said.first?.hasSuffix(": \(bomb.said); split the text, or make it simpler") == true)
  }

  /// Ordinary documents, and hostile ones that the parser can bear.
  @Test(arguments: [
    Bomb("many reference links", "") {
      (0..<1000).map { "[a\($0)]: https://b.example/some/path/\($0) \"A title of some length\"\n" }.joined() + "\n"
        + (0..<1000).map { "[x][a\($0)] " }.joined()
    },
    Bomb("long table", "") { "|a|b|c|d|\n|-|-|-|-|\n" + repeated("|1|2|3|4|\n", 5_000) },
    Bomb("many small tables", "") { repeated("| a | b |\n| --- | --- |\n| 1 | 2 |\n\n", 2_000) },
    Bomb("long code", "") { "```\n" + repeated("    if (a(b)) { c(d); } // e\n", 5_000) + "```\n" },
    Bomb("nested quotations", "") { repeated(">", 200_000) },
    Bomb("nested lists", "") { repeated("1. ", 80_000) },
    Bomb("open brackets", "") { repeated("[", 200_000) },
    Bomb("emphasis", "") { repeated("*a **b ", 30_000) },
    Bomb("headings", "") { repeated("# a\n", 50_000) },
    Bomb("footnotes", "") { "[^1]: a\n\n" + repeated("[^1]", 50_000) },
  ])
  func whatIsLinearIsRendered(_ bomb: Bomb) {
    let text = bomb.text()
    let (page, said) = rendered(text)
    #expect(said == [])
    #expect(page.html.utf8.count > 100)
  }

  @Test func manyMistakesAreFoundInTime() {
    #expect(rendered(Self.repeated("[a](x)", 20_000)).said.count == 20_000)
    #expect(rendered("[a]: x\n\n" + Self.repeated("[a] ", 50_000)).said.count <= 2)
    #expect(rendered((0..<10_000).map { "[a](x\\&\($0)) " }.joined()).said.count >= 1)
  }
}

struct MarkdownThreadTests {
  @Test func rendersAlikeOnAnyNumberOfThreads() async {
    let texts = (0..<5_000).map {
      "# Titre \($0)\n\nUn ~~mot \($0)~~ et www.b\($0).example, c\($0)@d.example, ~e~ https://f.example/\($0)\n\n- [x] ~~g~~\n"
    }
    let alone = texts.map { rendered($0).page.html }
    let together = await withTaskGroup(of: [String].self) { group in
      for part in 0..<4 {
        group.addTask { texts.indices.filter { $0 % 4 == part }.map { rendered(texts[$0]).page.html } }
      }
      return await group.reduce(into: Set<String>()) { $0.formUnion($1) }
    }
    #expect(Set(alone) == together)
    #expect(alone.allSatisfy { $0.contains("<del>mot") && $0.contains("href=\"http://www.b") })
  }
}
