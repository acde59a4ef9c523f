import Diagnostics
import Site
import TestSupport
import Testing

/// Comments on the pages of a site, in feeds, and what one more of them makes again.
@Suite struct CommentTests {
  private static let template = """
    {{ entry.title }}|{% if entry.comments %}{{ entry.comments.count }} {{ entry.comments.closed }} {{ entry.comments.feed }}
    {% for c in entry.comments.items %}[{{ c.anchor }} {{ c.depth }} {{ c.state }} {{ c.name }} {{ c.parent.name if c.parent }} {{ c.content }}]
    {% endfor %}{% endif %}
    """

  private func site(_ files: [String: String]) -> TestSite {
    let base = [
      "content/kinds/note.yaml":
        "name: note\nfields:\n  title: { type: text, required: true }\ninteractions: [comments]\n",
      "content/kinds/person.yaml": "name: person\nplural: people\nfields:\n  name: { type: text }\n",
      "content/people/lea.md": "---\nname: Léa\n---\n",
      "content/notes/a.md": "---\ntitle: A\n---\n## Titre\nTexte[^1]\n\n[^1]: note",
      "content/notes/b.md": "---\ntitle: B\n---\n",
      "themes/plain/templates/note.html": Self.template,
      "themes/plain/i18n/fr.yaml":
        "home: Accueil\ntags_title: T\nnot_found_title: N\ncomments_title: Commentaires\ncomment_former_member: Ancien\n",
    ]
    return TestSite(base.merging(files) { $1 })
  }

  private static func comment(_ text: String, _ fields: String = "author: person:lea") -> String {
    "---\n\(fields)\ndate: 2026-11-20 10:00\n---\n\(text)\n"
  }

  @Test func theyStandOnThePageOfTheirEntryAndInItsFeed() async throws {
    let site = site([
      "content/comments/note/a/c1.md": Self.comment("Bonjour **vous**"),
      "content/comments/note/a/c2.md": Self.comment("Ah", "name: Zoé\nreply_to: c1"),
      "content/comments/note/a/c3.md": Self.comment("Parti", "author: person:gone"),
      "content/comments/note/a/c4.md": Self.comment("Caché", "name: Troll\nhidden: true"),
    ])
    try await site.buildCleanly()
    let page = try #require(site.output("notes/a/index.html"))
    #expect(page.contains("3 False /notes/a/comments.xml"))
    #expect(page.contains("[comment-c1 0 shown Léa  <p>Bonjour <strong>vous</strong></p>"))
    #expect(page.contains("[comment-c2 1 shown Zoé Léa <p>Ah</p>"))
    #expect(page.contains("[comment-c3 0 shown None") || page.contains("[comment-c3 0 shown  "))
    #expect(page.contains("comment-c4 0 hidden") && !page.contains("Caché") && !page.contains("Troll"))
    let feed = try #require(site.output("notes/a/comments.xml"))
    #expect(
      feed.contains("<title>A – Commentaires</title>") && feed.contains("https://test.example.org/notes/a/#comment-c2"))
    #expect(feed.contains("<name>Ancien</name>") && !feed.contains("Caché"))
    #expect(site.output("notes/b/comments.xml") == nil)
    #expect(site.output("notes/b/index.html")?.hasPrefix("B|0 False") == true)
    // They are no files to be published, nor entries.
    #expect(site.output("comments/note/a/c1.md") == nil && site.output("sitemap.xml")?.contains("comment") == false)
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "[x](data:text/html,<script>)", "<a href=\"https://evil.example\" onclick=x>y</a>", "![x](../people/lea.md)",
    "[x](//evil.example)", "<https://ok.example/?q=\"onmouseover=alert(1)>", "[a]: javascript:alert(1)\n\n[a]",
    "[x](note:nothing)", "[x](../../etc/passwd)", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "**a **b **c **d",
    "</li></ol></section><h1>x</h1>", "{{ 7 * 7 }}{% raw %}",
  ])
  func whatHostilePeopleWriteIsHarmlessAndBreaksNothing(text: String) async throws {
    let site = site(["content/comments/note/a/c1.md": Self.comment(text)])
    try await site.buildCleanly()
    let page = try #require(site.output("notes/a/index.html"))
    let comment = String(page[try #require(page.firstRange(of: "[comment-c1")).upperBound...])
    #expect(
      comment.firstMatch(of: #/<(?:script|img|iframe|h1|section|li)|javascript:(?![^<]*<)|<[^>]*\son\w+=/#) == nil,
      "\(comment)")
    #expect(!comment.contains("href=\"data:") && !comment.contains("href=\"javascript:") && !comment.contains("{49}"))
    for link in comment.matches(of: #/<a href="(https?:[^"]*)"([^>]*)>/#) {
      #expect(link.2.contains("rel=\"ugc nofollow noopener\""), "\(link.0)")
    }
  }

  @Test func idsOfCommentsNeverMeetThoseOfThePage() async throws {
    let text = "## Titre\n\nVoir[^1]\n\n[^1]: là"
    let site = site([
      "content/comments/note/a/c1.md": Self.comment(text), "content/comments/note/a/c2.md": Self.comment(text),
      "themes/plain/templates/note.html":
        "{{ entry.content }}{% for c in entry.comments.items %}<p id=\"{{ c.anchor }}\">{{ c.content }}{% endfor %}",
    ])
    try await site.buildCleanly()
    let page = try #require(site.output("notes/a/index.html"))
    let ids = page.matches(of: #/ id="([^"]*)"/#).map { String($0.1) }
    #expect(ids.count == 11 && Set(ids).count == ids.count, "\(ids)")
    let targets = page.matches(of: #/href="#([^"]*)"/#).map { String($0.1) }
    #expect(targets.allSatisfy(Set(ids).contains), "\(targets)")
  }

  @Test func oneMoreMakesItsPageAndItsFeedAgainAndNothingElse() async throws {
    let site = site([
      "content/comments/note/a/c1.md": Self.comment("Un"), "content/comments/note/b/c1.md": Self.comment("Autre"),
    ])
    func cached(_ options: inout BuildOptions) { options.cache = "\(site.files.path)/var" }
    func rendered(after change: () throws -> Void) async throws -> Int {
      try await site.buildCleanly(cached)
      #expect(try await site.buildCleanly(cached).rendered == 0)
      try change()
      let count = try await site.buildCleanly(cached).rendered
      #expect(try await SiteBuild(site.options(cached)).verify()?.differences.map(\.path) == [])
      return count
    }
    // Its page and its feed.
    #expect(try await rendered { site.write("content/comments/note/a/c2.md", Self.comment("Deux")) } == 2)
    #expect(site.output("notes/a/index.html")?.contains("Deux") == true)
    #expect(try await rendered { site.write("content/comments/note/a/c2.md", Self.comment("Trois")) } == 2)
    #expect(try await rendered { try site.remove("content/comments/note/a/c2.md") } == 2)
    // The feed is no more.
    #expect(try await rendered { try site.remove("content/comments/note/a/c1.md") } == 1)
    #expect(site.output("notes/a/comments.xml") == nil)
    #expect(try await rendered { site.write("content/comments/note/a/thread.yaml", "closed: true\n") } == 1)
    #expect(site.output("notes/a/index.html")?.contains("0 True") == true)
    // Somebody's name shows where they have spoken.
    #expect(try await rendered { site.write("content/people/lea.md", "---\nname: Léna\n---\n") } >= 3)
    #expect(site.output("notes/b/index.html")?.contains("Léna") == true)
  }

  @Test func somebodyWhoLeavesTakesTheirNameAlong() async throws {
    let site = site(["content/comments/note/a/c1.md": Self.comment("Un")])
    try await site.buildCleanly { $0.cache = "\(site.files.path)/var" }
    try site.remove("content/people/lea.md")
    try await site.buildCleanly { $0.cache = "\(site.files.path)/var" }
    #expect(site.output("notes/a/index.html")?.contains("Léa") == false)
  }
}
