import Markup
import Testing

struct MarkdownBlockTests {
  @Test func headingsAreNamedOnceAndStandBelowThePageTitle() {
    #expect(
      html("# L’été\n\nL'été\n-----\n\n###### Fin *ici*\n")
        == "<h2 id=\"l-ete\">L’été</h2>\n<h3 id=\"l-ete-2\">L'été</h3>\n<h6 id=\"fin-ici\">Fin <em>ici</em></h6>\n")
  }

  @Test func theHighestHeadingOfATextStandsRightBelowThePageTitle() {
    #expect(
      html("## a\n\n#### b\n\n> # c\n")
        == "<h2 id=\"a\">a</h2>\n<h4 id=\"b\">b</h4>\n<blockquote>\n<h2 id=\"c\">c</h2>\n</blockquote>\n")
  }

  @Test func headingIDsNeverCollide() {
    let page = rendered("# a\n# a\n# a 2\n# a\n# !\n# ?\n").page
    #expect(page.outline.map(\.id) == ["a", "a-2", "a-2-2", "a-3", "section", "section-2"])
  }

  @Test func outlineNestsByLevel() {
    let page = rendered("## b\n# a\n### c `d`\n## e\n> # quoted\n\n# f\n").page
    #expect(
      page.outline == [
        OutlineItem(level: 3, id: "b", title: "b"),
        OutlineItem(
          level: 2, id: "a", title: "a",
          children: [
            OutlineItem(level: 4, id: "c-d", title: "c d"), OutlineItem(level: 3, id: "e", title: "e"),
          ]),
        OutlineItem(level: 2, id: "f", title: "f"),
      ])
  }

  @Test func tasksSayWhetherTheyAreDone() {
    #expect(
      html("- [x] a\n- [ ] b\n- c\n") == """
        <ul>
        <li class="task"><input type="checkbox" disabled aria-label="Fait" checked> a</li>
        <li class="task"><input type="checkbox" disabled aria-label="À faire"> b</li>
        <li>c</li>
        </ul>

        """)
  }

  @Test func tablesScrollAndAlignByClass() {
    #expect(
      html("| a | b | c |\n|:--|:-:|--:|\n| 1 | ~~2~~ | `3\\|` |\n\n| d |\n|---|\n") == """
        <div class="table" role="region" tabindex="0" aria-label="Tableau 1">
        <table>
        <thead>
        <tr>
        <th scope="col" class="align-left">a</th>
        <th scope="col" class="align-center">b</th>
        <th scope="col" class="align-right">c</th>
        </tr>
        </thead>
        <tbody>
        <tr>
        <td class="align-left">1</td>
        <td class="align-center"><del>2</del></td>
        <td class="align-right"><code>3|</code></td>
        </tr>
        </tbody>
        </table>
        </div>
        <div class="table" role="region" tabindex="0" aria-label="Tableau 2">
        <table>
        <thead>
        <tr>
        <th scope="col">d</th>
        </tr>
        </thead>
        </table>
        </div>

        """)
  }

  @Test func codeKeepsItsSignsAndNamesItsLanguage() {
    #expect(
      html("```swift title=\"x\"\nif a < b && c { \"d\" }\n```\n\n    e\n") == """
        <pre class="code" tabindex="0"><code class="language-swift"><span class="k">if</span> a &lt; b &amp;&amp; c { <span class="s">&quot;d&quot;</span> }
        </code></pre>
        <pre class="code" tabindex="0"><code>e
        </code></pre>

        """)
  }

  @Test func listsAreTightOrLoose() {
    #expect(html("3. a\n4. b\n") == "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n")
    #expect(html("* a\n\n* b\n") == "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n")
  }

  @Test func breaksAndRulesAreHTMLFive() {
    #expect(html("a  \nb\\\nc\nd\n\n***\n") == "<p>a<br>\nb<br>\nc\nd</p>\n<hr>\n")
  }

  @Test func footnotesLeadThereAndBack() {
    #expect(
      html("Un[^a] deux[^é] trois[^a].\n\n[^é]: D'eux\n[^a]: De *un*\n\n    ```\n    x\n    ```\n[^z]: sans appel\n")
        == """
        <p>Un<sup class="footnote-ref" id="fnref:1"><a href="#fn:1" role="doc-noteref">1</a></sup> \
        deux<sup class="footnote-ref" id="fnref:2"><a href="#fn:2" role="doc-noteref">2</a></sup> \
        trois<sup class="footnote-ref" id="fnref:1-2"><a href="#fn:1" role="doc-noteref">1</a></sup>.</p>
        <section class="footnotes" role="doc-endnotes" aria-label="Notes">
        <ol>
        <li id="fn:1">
        <p>De <em>un</em></p>
        <pre class="code" tabindex="0"><code>x
        </code></pre>
        <p> <a href="#fnref:1" class="footnote-back" role="doc-backlink" aria-label="Retour à la note 1">↩</a> \
        <a href="#fnref:1-2" class="footnote-back" role="doc-backlink" aria-label="Retour à la note 1-2">↩</a></p>
        </li>
        <li id="fn:2">
        <p>D'eux <a href="#fnref:2" class="footnote-back" role="doc-backlink" aria-label="Retour à la note 2">↩</a></p>
        </li>
        </ol>
        </section>

        """)
    #expect(rendered("a[^1]\n\n[^1]: b\n").page.hasFootnotes)
    #expect(!rendered("a[^1]\n").page.hasFootnotes)
  }

  @Test func aFootnoteInALinkIsNoLinkInALink() {
    #expect(
      html("[a[^1]](lea.md)\n\n[^1]: b\n")
        .hasPrefix("<p><a href=\"/profils/l%C3%A9a/\">a<sup class=\"footnote-ref\" id=\"fnref:1\">1</sup></a></p>\n"))
  }

  @Test func theSpecificationHasNoAdditions() {
    let (page, said) = rendered(
      "# a\n\n[b](http://c) ![](d.png \"e\")\n\n![f](g \"h\")\n\nhttps://vimeo.com/123456\n\n- [x] i\n\n|j|\n|:-|\n|k|\n",
      options: .specification)
    #expect(
      page.html == """
        <h1>a</h1>
        <p><a href="http://c">b</a> <img src="d.png" alt="" title="e" /></p>
        <p><img src="g" alt="f" title="h" /></p>
        <p><a href="https://vimeo.com/123456">https://vimeo.com/123456</a></p>
        <ul>
        <li><input type="checkbox" checked="" disabled="" /> i</li>
        </ul>
        <table>
        <thead>
        <tr>
        <th align="left">j</th>
        </tr>
        </thead>
        <tbody>
        <tr>
        <td align="left">k</td>
        </tr>
        </tbody>
        </table>

        """)
    #expect(said == [])
  }
}

struct SummaryTests {
  @Test func shortParagraphsAreJoinedAndTheRestLeftOut() {
    let page = rendered(
      "# Titre\n\n![Pont](pont.jpg)\n\nBonjour à  tous,\n*lecteurs*.\n\n> cité\n\n- point\n\nUne `suite`.\n"
    ).page
    #expect(page.summary == "Bonjour à tous, lecteurs. Une suite.")
  }

  @Test func longParagraphsAreCutAfterAWord() {
    let page = rendered(String(repeating: "L’été, encore. ", count: 40)).page
    #expect(page.summary.hasSuffix("encore. L’été, encore…"))
    #expect(page.summary.count <= 301)
    #expect(rendered(String(repeating: "é", count: 1000)).page.summary == String(repeating: "é", count: 300) + "…")
    #expect(rendered(String(repeating: "é", count: 300)).page.summary == String(repeating: "é", count: 300))
  }

  @Test func aLongParagraphIsEnough() {
    let page = rendered(String(repeating: "mot ", count: 45) + "\n\nautre\n").page
    #expect(!page.summary.contains("autre"))
  }

  @Test func wordsAreThoseOfTheProse() {
    #expect(rendered("").page.wordCount == 0)
    #expect(rendered("# Un titre\n\nL’été : « *deux*trois » – `quatre`\ncinq\n\n```\nx y z\n```\n").page.wordCount == 6)
  }
}
