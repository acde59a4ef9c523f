import Diagnostics
import Markup
import Testing

struct MarkdownLinkTests {
  @Test func linksBecomeWhatTheSiteSays() {
    #expect(
      html("[Léa](lea.md) [elle](profile:lea \"T & U\")") == """
        <p><a href="/profils/l%C3%A9a/">Léa</a> <a href="/profils/l%C3%A9a/" title="T &amp; U">elle</a></p>

        """)
  }

  @Test func externalLinksAreNotEndorsed() {
    #expect(
      html("[a](https://b.example/?c=d&e='f')")
        == "<p><a href=\"https://b.example/?c=d&amp;e=&#x27;f&#x27;\" class=\"external\" rel=\"ugc nofollow noopener\">a</a></p>\n"
    )
    #expect(html("www.b.example").contains("<a href=\"http://www.b.example\" class=\"external\""))
    #expect(html("[a](//b.example)").contains("rel=\"ugc nofollow noopener\""))
  }

  @Test func aLinkWithoutTextShowsItsAddress() {
    #expect(html("[](lea.md)") == "<p><a href=\"/profils/l%C3%A9a/\">/profils/léa/</a></p>\n")
  }

  @Test(arguments: [
    ("é [a](là-bas.md) b", "1:7 \"là-bas.md\": 'là-bas.md' is no page"),
    ("a\r\n> - b\r\n>   [c](<d e>)", "3:10 \"d e\": 'd e' is no page"),
    ("x [x]( x 'y')", "1:8 \"x\": 'x' is no page"),
    ("[a][b] [b]\n\n[b]: missing (t)\n", "3:6 \"missing\": 'missing' is no page"),
    ("| a |\n|---|\n| b |\n| [c](d) |\n", "4:7 \"d\": 'd' is no page"),
    ("texte\n\n[a](b\\&c) suite\n", "3:1 \"[a](b\\\\&c) suite\": 'b&c' is no page"),
  ])
  func brokenLinksAreFoundAtTheirDestination(_ text: String, _ said: String) {
    let (page, all) = rendered(text)
    #expect(all == ["error broken-link at " + said + "; look again"])
    #expect(!page.html.contains("href"))
  }

  @Test func eachBrokenLinkIsFoundAtItsOwnPlace() {
    let said = rendered("[a](x) `(y)` [b](y)\n[c](x)\n\n[d](x)\n").said
    #expect(
      said.map { $0.prefix { $0 != ":" } } == Array(repeating: "error broken-link at 1", count: 2) + [
        "error broken-link at 2", "error broken-link at 4",
      ])
    #expect(said[0].contains("1:5 "))
    #expect(said[2].contains("2:5 "))
    #expect(said[3].contains("4:5 "))
  }

  @Test func frontMatterShiftsPlaces() {
    let file = sourceFile("\u{FEFF}---\na: é\n---\nété [a](b)\n")
    var diagnostics: [Diagnostic] = []
    let split = FrontMatter.split(file, into: &diagnostics)
    _ = MarkdownRenderer(options: MarkdownOptions(labels: frenchLabels)).render(
      file, in: split.body, resolver: SmallSite(), into: &diagnostics)
    #expect(diagnostics.map(\.described) == ["error broken-link at 4:9 \"b\": 'b' is no page; look again"])
    #expect(diagnostics.first?.suggestion == "lea.md")
  }
}

struct MarkdownImageTests {
  @Test func imagesWaitAndKeepTheirRoom() {
    #expect(
      html("Un ![p*o*nt \"x\"](pont.jpg \"T\") et ![d](dessin.svg)") == """
        <p>Un <img src="/images/pont.jpg" alt="pont &quot;x&quot;" title="T" width="640" height="480" loading="lazy" \
        decoding="async"> et <img src="/images/dessin.svg" alt="d" loading="lazy" decoding="async"></p>

        """)
  }

  @Test func anImageAloneWithATitleIsAFigure() {
    #expect(
      html("![Le pont](pont.jpg \"La nuit, l'été\")\n") == """
        <figure>
        <img src="/images/pont.jpg" alt="Le pont" width="640" height="480" loading="lazy" decoding="async">
        <figcaption>La nuit, l'été</figcaption>
        </figure>

        """)
    #expect(html("![Le pont](pont.jpg)\n").hasPrefix("<p><img"))
  }

  @Test func missingImagesAndTextsAreFound() {
    let (page, said) = rendered("é ![a](b.jpg) ![](pont.jpg)\n\n![ ](pont.jpg \"t\")\n")
    #expect(
      said == [
        "error missing-image at 1:8 \"b.jpg\": 'b.jpg' is no image",
        "warning missing-alt at 1:15 \"![]\": an image must have a text for those who can't see it; say between the brackets what it shows: ![a bridge at night](bridge.jpg)",
        "warning missing-alt at 3:6 \"pont.jpg\": an image must have a text for those who can't see it; say between the brackets what it shows: ![a bridge at night](bridge.jpg)",
      ])
    #expect(page.html.hasPrefix("<p>é  <img src=\"/images/pont.jpg\" alt=\"\""))
  }
}

struct VideoTests {
  @Test func aVideoAloneIsACardThatLoadsNothing() {
    #expect(
      html("[Notre *film*](https://www.youtube.com/watch?t=5&v=a-b_c1234AZ)\n") == """
        <p class="video"><a class="video-card" href="https://www.youtube.com/watch?t=5&amp;v=a-b_c1234AZ" \
        rel="ugc nofollow noopener" data-player="https://www.youtube-nocookie.com/embed/a-b_c1234AZ">\
        <span class="video-title">Notre film</span> <span class="video-action">Voir la vidéo sur YouTube</span></a></p>

        """)
    #expect(rendered("https://youtu.be/abcdefghijk").page.hasVideos)
  }

  @Test(arguments: [
    ("https://youtu.be/abcdefghijk?si=x", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
    ("https://m.youtube.com/watch?v=abcdefghijk", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
    ("https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789?dnt=1"),
    ("https://www.dailymotion.com/video/x7abc12", "https://www.dailymotion.com/embed/video/x7abc12"),
    ("https://dai.ly/x7abc12", "https://www.dailymotion.com/embed/video/x7abc12"),
    (
      "https://tube.example.org/w/abcdefghijklmnopqrstuv",
      "https://tube.example.org/videos/embed/abcdefghijklmnopqrstuv"
    ),
    (
      "https://tube.example.org:8443/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d",
      "https://tube.example.org:8443/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d"
    ),
  ])
  func videosAreKnownByTheirAddress(_ address: String, _ player: String) {
    #expect(html("<\(address)>").contains(" data-player=\"\(player)\"><span class=\"video-action\">"))
  }

  @Test(arguments: [
    "https://youtube.com/@school", "https://youtu.be/", "https://youtu.be/abc%22onclick", "https://vimeo.com/ondemand",
    "https://youtube.com.example.org/watch?v=abcdefghijk", "https://example.org/w/short",
    "https://user@tube.example.org/w/abcdefghijklmnopqrstuv", "https://youtube.com/watch?v=a\"b<c>defgh",
  ])
  func otherPagesStayLinks(_ address: String) {
    #expect(!rendered("<\(address)>").page.html.contains("video"))
  }

  @Test func aVideoAmongWordsStaysALink() {
    #expect(!html("Voir https://youtu.be/abcdefghijk").contains("video"))
  }
}
