import TestSupport
import Testing

@Suite struct ListTests {
  private static let kinds = [
    "content/kinds/promo.yaml": """
    name: promo
    fields:
      name: { type: text, required: true }
      from: { type: date }
    list: { sort: [-from] }
    """,
    "content/kinds/project.yaml": """
    name: project
    labels: { fr: Projet | Projets }
    fields:
      title: { type: text, required: true }
      promo: { type: reference, to: promo, inverse: projects, label: Promo }
      state: { type: choice, choices: { idea: { fr: Idée, en: Idea }, done: { fr: Fait, en: Done } } }
      tags: { type: tag, list: true }
    list: { sort: [-promo.from, title], sortable: [title, promo], facets: [promo, state, tags], per_page: 2 }
    """,
    "content/promos/old.yaml": "name: Old\nfrom: 2024",
    "content/promos/new.yaml": "name: New\nfrom: 2026",
    "content/projects/a.md": "---\ntitle: Alpha\npromo: old\nstate: done\ntags: [Données]\n---\n",
    "content/projects/b.md": "---\ntitle: Bêta\npromo: new\nstate: idea\ntags: [donnees, Swift]\n---\n",
    "content/projects/c.md": "---\ntitle: étape\npromo: new\n---\n",
    "themes/plain/templates/project-list.html": """
    {{ page.title }} [{{ list.sort.name }}]
    {%- for group in list.groups %} ({{ group.label }}:{% for entry in group.entries %} {{ entry.slug }}{% endfor %})
    {%- endfor %}
    {%- for facet in list.facets %} {{ facet.name }}=
    {%- for value in facet.values %}{{ value.label }}:{{ value.count }}{{ "*" if value.current }},{% endfor %}{% endfor %}
    {{- " " }}{{ list.pagination.page }}/{{ list.pagination.pages }} {{ list.pagination.total }}
    {{- " " }}{{ list.pagination.previous }} {{ list.pagination.next }}
    """,
  ]

  @Test func aKindHasItsOwnOrderWithGroupsFacetsAndPages() async throws {
    let site = TestSite(Self.kinds)
    try await site.buildCleanly()
    #expect(
      site.output("projects/index.html")
        == "Projets [promo] (New: b c) promo=New:2,Old:1, state=Idée:1,Fait:1, tags=Données:2,Swift:1, 1/2 3 None /projects/page/2/"
    )
    #expect(site.output("projects/page/2/index.html")?.contains("(Old: a)") == true)
    #expect(site.output("projects/page/3/index.html") == nil)
  }

  @Test func everySortKeyHasItsPage() async throws {
    let site = TestSite(Self.kinds)
    try await site.buildCleanly()
    #expect(site.output("projects/by/title/index.html")?.hasPrefix("Projets – Title [title] (: a b)") == true)
    #expect(site.output("projects/by/title/page/2/index.html")?.contains("(: c)") == true)
    #expect(site.output("projects/by/promo/index.html")?.contains("(New: b c)") == true)
  }

  @Test func everyFacetValueHasItsPage() async throws {
    let site = TestSite(Self.kinds)
    try await site.buildCleanly()
    #expect(site.output("projects/promo/new/index.html")?.contains("New:2*") == true)
    #expect(site.output("projects/state/done/index.html")?.contains("(Old: a)") == true)
    #expect(site.output("projects/tags/donnees/index.html")?.hasPrefix("Projets – Données") == true)
    #expect(site.output("projects/state/none/index.html") == nil)
  }

  @Test func anEmptyListIsAPage() async throws {
    let site = TestSite(["themes/plain/templates/list.html": "{{ list.entries|length }} {{ list.pagination.pages }}"])
    try await site.buildCleanly()
    #expect(site.output("notes/index.html") == "0 1")
  }

  @Test func inversesGiveEachSideTheOther() async throws {
    let site = TestSite(
      Self.kinds.merging([
        "themes/plain/templates/promo.html":
          "{% for project in entry.projects %}{{ project.title }}<{{ project.promo.title }}>{% endfor %}"
          + "{% for link in entry.backlinks %}{{ link.label }}{{ link.entries|length }}{% endfor %}"
      ]) { $1 })
    try await site.buildCleanly()
    #expect(site.output("promos/new/index.html") == "Bêta<New>étape<New>Projets2")
  }
}
