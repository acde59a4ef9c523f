import Content
import Diagnostics
import Testing

struct OrderTests {
  @Test(arguments: [
    (["Été", "ete", "Zoé", "eta"], ["eta", "ete", "Été", "Zoé"]),
    (["œuvre", "odeur", "of"], ["odeur", "œuvre", "of"]),
    (["Promo 10", "Promo 2", "Promo 1"], ["Promo 1", "Promo 2", "Promo 10"]),
    (["b", "A", "a", "B"], ["A", "a", "B", "b"]),
    (["a b", "ab", "a-c"], ["a b", "a-c", "ab"]), (["« Été »", "Eta"], ["Eta", "« Été »"]), (["", "a"], ["", "a"]),
    (["007", "7", "10"], ["007", "7", "10"]),
  ])
  func textsSortAsPeopleRead(texts: [String], sorted: [String]) {
    #expect(texts.sorted { CollationKey($0) < CollationKey($1) } == sorted)
  }

  private func content() async throws -> TestContent {
    try await TestContent([
      "kinds/promo.yaml":
        "name: promo\ntitle: name\nfields: { name: { type: text }, from: { type: date } }\nlist: { sort: [-from] }\n",
      "kinds/project.yaml": """
      name: project
      fields:
        title: { type: text }
        promo: { type: reference, to: promo }
        status: { type: choice, choices: [idea, done] }
        now: { type: group, fields: { job: { type: text } } }
      list: { sort: [-promo.from, title], sortable: [promo, status] }
      """,
      "promos/p1.yaml": "name: Un\nfrom: 2024-01\n", "promos/p2.yaml": "name: Deux\nfrom: 2025-01\n",
      "projects/a.md": "---\ntitle: Zèbre\npromo: p1\nstatus: done\n---\n",
      "projects/b.md": "---\ntitle: abeille\npromo: p2\nnow: { job: x }\n---\n",
      "projects/c.md": "---\ntitle: Écureuil\npromo: p1\nstatus: idea\nnow: { job: a }\n---\n",
      "projects/d.md": "---\ntitle: None\ndate: 2020\n---\n",
    ])
  }

  @Test func listsFollowReferences() async throws {
    let content = try await content()
    #expect(content.mistakes == [])
    let library = content.library()
    let project = try #require(library.kind(named: "project"))
    #expect(library.slugs(library.entries(of: project.id, in: .french)) == ["b", "c", "a", "d"])
  }

  @Test(arguments: [
    ("title", ["b", "c", "d", "a"]), ("-title", ["a", "d", "c", "b"]), ("status", ["c", "a", "b", "d"]),
    ("-status", ["a", "c", "b", "d"]), ("promo", ["b", "c", "a", "d"]), ("-promo", ["c", "a", "b", "d"]),
    ("promo.name", ["b", "c", "a", "d"]), ("now.job", ["c", "b", "a", "d"]), ("date", ["d", "b", "c", "a"]),
    ("slug", ["a", "b", "c", "d"]),
  ])
  func missingValuesComeLastInBothDirections(key: String, slugs: [String]) async throws {
    let library = try await content().library()
    let project = try #require(library.kind(named: "project"))
    let keys = [try #require(SortKey.parse(key))]
    #expect(keys[0].mistake(for: project, among: library.kinds) == nil)
    #expect(library.slugs(library.entries(of: project.id, sortedBy: keys, in: .french)) == slugs)
  }

  @Test func mistakesInSortKeysAreExplained() async throws {
    let library = try await content().library()
    let project = try #require(library.kind(named: "project"))
    let mistake = try #require(SortKey(path: ["promo", "form"]).mistake(for: project, among: library.kinds))
    #expect(mistake.message.text() == "'form' is no field of 'promo'")
    #expect(mistake.suggestion == "promo.from")
    #expect(SortKey.parse("") == nil && SortKey.parse("a..b") == nil && SortKey.parse("-") == nil)
  }

  @Test func kindsThatSortByOneAnotherHaveAnOrder() async throws {
    let content = try await TestContent([
      "kinds/a.yaml":
        "name: a\nfields: { title: { type: text }, b: { type: reference, to: b } }\nlist: { sort: [b] }\n",
      "kinds/b.yaml":
        "name: b\nfields: { title: { type: text }, a: { type: reference, to: a }, b: { type: reference, to: b } }\nlist: { sort: [a, b] }\n",
      "as/x.yaml": "title: X\nb: z\n", "as/y.yaml": "title: Y\nb: w\n",
      "bs/z.yaml": "title: Z\na: x\n", "bs/w.yaml": "title: W\na: y\nb: z\n",
    ])
    #expect(content.mistakes == [])
    let library = content.library()
    let orders = library.kinds.map { library.slugs(library.entries(of: $0.id, in: .french)) }
    #expect(orders.map { $0.sorted() } == [["x", "y"], ["w", "z"]])
    #expect(content.library().kinds.map { library.slugs(library.entries(of: $0.id, in: .french)) } == orders)
  }

  @Test func languagesSortByTheirOwnTitles() async throws {
    let library = try await TestContent([
      "kinds/thing.yaml": "name: thing\nfields: { title: { type: text } }\n",
      "things/a.md": "---\ntitle: Abeille\n---\n", "things/a.en.md": "---\ntitle: Bee\n---\n",
      "things/b.md": "---\ntitle: Fourmi\n---\n", "things/b.en.md": "---\ntitle: Ant\n---\n",
    ]).library()
    let kind = library.kinds[0].id
    #expect(library.slugs(library.entries(of: kind, in: .french)) == ["a", "b"])
    #expect(library.slugs(library.entries(of: kind, in: .english)) == ["b", "a"])
  }
}
