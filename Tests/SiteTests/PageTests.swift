import Diagnostics
import Site
import TestSupport
import Testing

@Suite struct PageTests {
  @Test func aNoteBecomesAPage() async throws {
    let site = TestSite(["content/notes/a.md": "---\ntitle: Été & <co>\n---\nUn **texte**."])
    try await site.buildCleanly()
    #expect(site.output("notes/a/index.html") == "<h1>Été &amp; &lt;co&gt;</h1>\n<p>Un <strong>texte</strong>.</p>\n")
  }

  @Test func tagsAreSharedByAllKinds() async throws {
    let site = TestSite([
      "content/kinds/film.yaml": "name: film\nfields:\n  title: { type: text }\n  genres: { type: tag, list: true }",
      "content/notes/a.md": "---\ntitle: A\ntags: [Données]\n---\n",
      "content/films/b.md": "---\ntitle: B\ngenres: [donnees]\n---\n",
      "themes/plain/templates/tag.html":
        "{{ tag }}{% for group in tag.groups %} {{ group.kind.name }}{% for e in group.entries %} {{ e.title }}{% endfor %}{% endfor %}",
    ])
    try await site.buildCleanly()
    #expect(site.output("tags/donnees/index.html") == "Données film B note A")
    #expect(site.output("tags/index.html") == "Données ")
  }

  @Test func aSeriesHasAnOrderWithPreviousAndNext() async throws {
    let site = TestSite([
      "content/kinds/series.yaml": "name: series\nplural: series\nfields:\n  name: { type: text }",
      "content/kinds/article.yaml": """
      name: article
      fields:
        title: { type: text }
        series: { type: reference, to: series, inverse: articles }
        part: { type: integer }
      sequence: { within: series, by: part }
      """,
      "content/series/s.yaml": "name: S",
      "content/articles/z.md": "---\ntitle: One\nseries: s\npart: 1\n---\n",
      "content/articles/a.md": "---\ntitle: Two\nseries: s\npart: 2\n---\n",
      "content/articles/alone.md": "---\ntitle: Alone\n---\n",
      "themes/plain/templates/article.html": """
      {% set s = entry.sequence %}{% if s %}{{ s.position }}/{{ s.total }} {{ s.within.title }}
      {{- " <" ~ s.previous.title if s.previous }}{{ " >" ~ s.next.title if s.next }}{% else %}none{% endif %}
      """,
    ])
    try await site.buildCleanly()
    #expect(site.output("articles/z/index.html") == "1/2 S &gt;Two")
    #expect(site.output("articles/a/index.html") == "2/2 S &lt;One")
    #expect(site.output("articles/alone/index.html") == "none")
  }

  @Test func theHomePageShowsItsEntry() async throws {
    let site = TestSite([
      "content/site.yaml": "title: Test\ntheme: plain\nhome: note:start\nmenus: { main: [note, note:start] }\n",
      "content/notes/start.md": "---\ntitle: Start\n---\nHello",
      "themes/plain/templates/home.html":
        "{{ entry.content }}{% for item in site.menus.main %}{{ item.label }} {{ item.permalink }} {{ item.current }};{% endfor %}"
        + "{% for item in site.menus.other %}never{% endfor %}",
    ])
    try await site.buildCleanly()
    #expect(site.output("index.html") == "<p>Hello</p>\nnotes /notes/ False;Start / True;")
    #expect(site.output("notes/start/index.html") == nil)
  }

  @Test func aliasesRedirect() async throws {
    let site = TestSite(["content/notes/a.md": "---\ntitle: A\naliases: [/old/, /older.html]\n---\n"])
    try await site.buildCleanly()
    #expect(site.output("old/index.html") == "/notes/a/")
    #expect(site.output("older.html") == "/notes/a/")
  }

  @Test func twoPagesAtOneAddressNameBothSources() async throws {
    let site = TestSite([
      "content/notes/a.md": "---\ntitle: A\naliases: [/notes/b/]\n---\n", "content/notes/b.md": "---\ntitle: B\n---\n",
    ])
    let report = try await site.build()
    #expect(
      report.diagnostics.map(\.listed) == [
        "content/notes/a.md:3:11: error: every page must have an address of its own; alias '/notes/b/' and entry 'note:b' "
          + "both claim '/notes/b/' [duplicate-url] | rename one of them, or change the 'url' of its kind "
          + "> entry 'note:b' is here content/notes/b.md"
      ])
  }

  @Test func anEntryMayChooseItsTemplate() async throws {
    let site = TestSite([
      "content/notes/a.md": "---\ntitle: A\ntemplate: special.html\n---\n",
      "themes/plain/templates/special.html": "special {{ entry.title }}",
      "content/notes/b.md": "---\ntitle: B\n---\n", "themes/plain/templates/note.html": "note {{ entry.title }}",
    ])
    try await site.buildCleanly()
    #expect(site.output("notes/a/index.html") == "special A")
    #expect(site.output("notes/b/index.html") == "note B")
  }

  @Test func aTemplateThatTheThemeLacksIsAnError() async throws {
    let site = TestSite(["content/notes/a.md": "---\ntitle: A\ntemplate: entri.html\n---\n"])
    #expect(
      try await site.build().diagnostics.map(\.listed) == [
        "content/notes/a.md:3:11: error: template must name a template of the theme; 'entri.html' is none "
          + "[unknown-template] ? entry.html"
      ])
  }

  @Test func whatIsNotPublicIsInNoFile() async throws {
    let site = TestSite([
      "content/kinds/person.yaml": """
      name: person
      plural: people
      fields:
        name: { type: text }
        secret: { type: text, visibility: members }
        photo: { type: image, visibility: me }
        tags: { type: tag, list: true, visibility: members }
      feed: true
      """,
      "content/people/lea.md":
        "---\nname: Léa\ndate: 2026-01-01\nsecret: CANARY\nphoto: { src: /media/canary.png, alt: CANARY }\ntags: [CANARY]\n---\nPublic",
      "content/people/sam.md": "---\nname: CANARY\naudience: members\n---\nCANARY",
      "content/media/canary.png": "CANARY",
      "content/notes/a.md": "---\ntitle: A\n---\n",
      "themes/plain/templates/entry.html":
        "{% for field in entry.fields %}{{ field.name }}{{ field.value }}{% endfor %}{{ entry.secret is defined }}",
    ])
    try await site.buildCleanly()
    let tree = try site.tree()
    #expect(tree.keys.contains("people/lea/index.html"))
    #expect(!tree.keys.contains { $0.lowercased().contains("canary") || $0.contains("sam") })
    for (path, bytes) in tree {
      #expect(!String(decoding: bytes, as: UTF8.self).contains("CANARY"), "\(path)")
    }
    #expect(site.output("people/lea/index.html") == "nameLéaFalse")
  }

  @Test func titlesAndDatesOfFieldsThatAreNotPublicAreInNoFile() async throws {
    let site = TestSite([
      "content/kinds/person.yaml": """
      name: person
      plural: people
      fields:
        name: { type: text, visibility: members }
        date: { type: date, visibility: me }
        updated: { type: date, visibility: me }
      feed: true
      """,
      "content/people/lea.md": "---\nname: CANARY\ndate: 2021-07-03\nupdated: 2022-08-09\n---\nPublic",
      "content/notes/a.md": "---\ntitle: OTHER\naudience:\n---\n",
    ])
    let report = try await site.build()
    #expect(report.diagnostics.map(\.listed).contains { $0.hasPrefix("content/notes/a.md:3:") })
    try site.remove("content/notes/a.md")
    try await site.buildCleanly()
    for (path, bytes) in try site.tree() {
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(!text.contains("CANARY") && !text.contains("2021-07-03") && !text.contains("2022-08-09"), "\(path)")
    }
  }

  @Test func basePathStandsBeforeEveryAddress() async throws {
    let site = TestSite([
      "content/site.yaml": "title: Test\ntheme: plain\nbase_url: https://x.example.org/school/\n",
      "content/notes/a.md": "---\ntitle: A\naliases: [/old/]\n---\n[b](b.md) [n](/notes/)",
      "content/notes/b.md": "---\ntitle: B\n---\n",
      "themes/plain/templates/entry.html":
        "{{ entry.permalink }} {{ page.canonical }} {{ '/x/'|url }} {{ '/y'|absolute }} {{ entry.content }}",
    ])
    try await site.buildCleanly()
    #expect(
      site.output("notes/a/index.html")
        == "/school/notes/a/ https://x.example.org/school/notes/a/ /school/x/ https://x.example.org/y "
        + "<p><a href=\"/school/notes/b/\">b</a> <a href=\"/school/notes/\">n</a></p>\n")
    #expect(site.output("old/index.html") == "/school/notes/a/")
    #expect(site.output("robots.txt")?.contains("https://x.example.org/school/sitemap.xml") == true)
  }
}
