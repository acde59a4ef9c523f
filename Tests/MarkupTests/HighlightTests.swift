import Markup
import Testing

@Suite struct HighlightTests {
  @Test func unknownLanguageIsOnlyEscaped() {
    #expect(!Highlighter.supports("klingon"))
    #expect(!Highlighter.supports(""))
    #expect(highlighted("def f(): \"<&>\"", "klingon") == "def f(): &quot;&lt;&amp;&gt;&quot;")
  }

  @Test func htmlIsAppended() {
    var html = Array("<code>".utf8)
    Array("if".utf8).withUnsafeBufferPointer { Highlighter.append($0, language: "c", to: &html) }
    #expect(String(decoding: html, as: UTF8.self) == "<code><span class=\"k\">if</span>")
  }

  @Test func emptyCodeGivesNothing() {
    for language in Highlighter.languages { #expect(highlighted("", language) == "") }
    var html: [UInt8] = []
    Highlighter.append(UnsafeBufferPointer(start: nil, count: 0), language: "python", to: &html)
    #expect(html.isEmpty)
  }

  @Test func textInTokensIsEscaped() {
    #expect(highlighted("'<&>\"'", "python") == "<span class=\"s\">'&lt;&amp;&gt;&quot;'</span>")
  }

  @Test func invalidBytesPassThrough() {
    let code: [UInt8] = [0xFF, 0x22, 0xC3, 0x5C, 0xE9, 0x22, 0x00, 0x80]
    let html = highlighted(code, "c")
    #expect(html.filter { $0 >= 0x80 || $0 == 0 } == [0xFF, 0xC3, 0xE9, 0x00, 0x80])
  }

  @Test(arguments: [
    ("python", "x = 'a\ny = 1", "x = ‹s 'a›\ny = ‹n 1›"),
    ("swift", "let x = \"\\(a\nlet", "‹k let› x = ‹s \"›‹e \\(›a\n‹k let›"),
    ("javascript", "'a\nlet", "‹s 'a›\n‹k let›"),
    ("java", "'\"' + \"'", "‹s '\"'› + ‹s \"'›"),
  ])
  func unterminatedStringStopsAtItsLine(_ language: String, _ code: String, _ marked: String) {
    #expect(marks(code, language) == marked)
  }

  @Test(arguments: [
    ("a / b / c", "a / b / c"),
    ("x = /b/g", "x = ‹r /b/g›"),
    ("f(/[/\"]/)", "‹f f›(‹r /[/\"]/›)"),
    ("a[0] / 2 / 1", "a[‹n 0›] / ‹n 2› / ‹n 1›"),
    ("return /x/", "‹k return› ‹r /x/›"),
    ("this / 2 / 1", "‹l this› / ‹n 2› / ‹n 1›"),
    ("x = /b\n'c'", "x = /b\n‹s 'c'›"),
    ("x = /a\\/b/ // c", "x = ‹r /a\\/b/› ‹c // c›"),
  ])
  func slashIsRegexpOrDivision(_ code: String, _ marked: String) {
    #expect(marks(code, "js") == marked)
  }

  @Test func templatesNest() {
    #expect(
      marks("`a${f({b: `${c}`})}d`", "js")
        == "‹s `a›‹e ${›‹f f›({‹p b›: ‹s `›‹e ${›c‹e }›‹s `›})‹e }›‹s d`›")
  }

  @Test func formattedStringsNest() {
    #expect(marks("f'{x[\"k\"]:>{n}}'", "python") == "‹s f'›‹e {›x[‹s \"k\"›]:>{n}‹e }›‹s '›")
    #expect(marks("rf\"\\d{n}\"", "python") == "‹s rf\"\\d›‹e {›n‹e }›‹s \"›")
    #expect(marks("bar\"x\"", "python") == "bar‹s \"x\"›")
  }

  @Test func rawStringsCountTheirHashes() {
    #expect(marks("#\"a\" \\(b) \\#(c)\"#", "swift") == "‹s #\"a\" \\(b) ›‹e \\#(›c‹e )›‹s \"#›")
    #expect(marks("r##\"a\"# b\"## + r\"\\\"", "rust") == "‹s r##\"a\"# b\"##› + ‹s r\"\\\"›")
    #expect(marks("R\"x(a)\" )x\"", "cpp") == "‹s R\"x(a)\" )x\"›")
  }

  @Test func lifetimesAreNoCharacters() {
    #expect(marks("&'a T, 'x', '\\n', 'é', b'q'", "rust") == "&‹a 'a› ‹t T›, ‹s 'x'›, ‹s '\\n'›, ‹s 'é'›, ‹s b'q'›")
  }

  @Test func heredocsFollowTheirLine() {
    #expect(
      marks("cat <<A <<'B'\n$x\nA\n$y\nB\nls", "sh") == "‹b cat› ‹s <<A› ‹s <<'B'›\n‹v $x›‹s \nA›\n‹s $y\nB›\n‹b ls›")
    #expect(marks("cat <<A\n A\n", "sh") == "‹b cat› ‹s <<A›\n‹s  A\n›")
    #expect(marks("x <<~A\n  A\nend", "ruby") == "x ‹s <<~A›\n‹s   A›\n‹k end›")
  }

  @Test func shellSessionsAreRecognised() {
    #expect(marks("$ cd x\nit's", "sh") == "‹m $ ›‹b cd› x\nit's")
  }

  @Test func phpIsRecognisedInPages() {
    #expect(marks("$a = 1;", "php") == "‹v $a› = ‹n 1›;")
    #expect(marks("<b><?= $a ?></b>", "php") == "<‹t b›>‹m <?=› ‹v $a› ‹m ?>›</‹t b›>")
  }

  @Test func membersAreNoKeywords() {
    #expect(
      marks("a.class, b->default, 0..<len, x.len()", "python") == "a.class, b->default, ‹n 0›..<‹b len›, x.‹f len›()")
  }

  @Test func sqlIgnoresCase() {
    #expect(marks("SeLeCt Null", "sql") == "‹k SeLeCt› ‹l Null›")
    #expect(marks("Def None", "python") == "‹t Def› ‹l None›")
  }

  @Test func commentsNestWhereTheLanguageSaysSo() {
    #expect(marks("/* /* */ x */", "swift") == "‹c /* /* */ x */›")
    #expect(marks("/* /* */ x */", "c") == "‹c /* /* */› x */")
  }

  @Test func markupKnowsBrokenTags() {
    #expect(marks("a < b <i x=<b>", "html") == "a < b <‹t i› ‹a x›=‹s <b›>")
    #expect(marks("<i <b>", "html") == "<‹t i› <‹t b›>")
    #expect(marks("&nope &amp; &;", "html") == "&nope ‹e &amp;› &;")
  }

  @Test func fencedCodeHasItsLanguage() {
    #expect(marks("```js\nlet\n```\n*a*", "md") == "‹m ```›‹a js›\n‹k let›\n‹m ```›\n‹em *a*›")
    #expect(marks("~~~ none\nlet 'a\n~~~", "md") == "‹m ~~~› ‹a none›\nlet 'a\n‹m ~~~›")
  }

  @Test func plainScalarsMayHoldQuotes() {
    #expect(marks("a: it's\nb: 'x'", "yaml") == "‹p a›: ‹s it's›\n‹p b›: ‹s 'x'›")
    #expect(marks("a: [x: 1, \"y\": no]", "yaml") == "‹p a›: [‹p x›: ‹n 1›, ‹p \"y\"›: ‹l no›]")
  }
}
