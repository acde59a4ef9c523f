import Content
import Testing

struct RelationTests {
  @Test func inversesFollowListsGroupsAndSeveralKinds() async throws {
    let content = try await TestContent([
      "kinds/event.yaml": """
      name: event
      fields:
        title: { type: text }
        hosts: { type: reference, to: [person, team], list: true, inverse: hosted }
        speakers: { type: group, list: true, fields: { who: { type: reference, to: person, inverse: talks } } }
      list: { sort: [-title] }
      """,
      "kinds/person.yaml": "name: person\nfields: { title: { type: text } }\n",
      "kinds/team.yaml": "name: team\nfields: { title: { type: text } }\n",
      "events/a.md":
        "---\ntitle: A\nhosts: [person:ann, team:ann]\nspeakers: [{ who: ann }, { who: ann }, { who: bob }]\n---\n",
      "events/b.md": "---\ntitle: B\nhosts: person:ann\nspeakers: { who: bob }\n---\n",
      "persons/ann.yaml": "title: Ann\n", "persons/bob.yaml": "title: Bob\n", "teams/ann.yaml": "title: Ann\n",
    ])
    #expect(content.mistakes == [])
    let library = content.library()
    func referring(_ address: String, _ name: String) throws -> [String] {
      let id = try #require(EntryAddress(address).flatMap { library.entry($0) })
      let number = try #require(library[library[id].kind].inverses.firstIndex { $0.name == name })
      return library.slugs(library.referring(to: id, through: number))
    }
    #expect(try referring("person:ann", "hosted") == ["b", "a"])
    #expect(try referring("team:ann", "hosted") == ["a"])
    #expect(try referring("person:ann", "talks") == ["a"])
    #expect(try referring("person:bob", "talks") == ["b", "a"])
  }

  @Test func severalKindsNeedTheKind() async throws {
    let files = [
      "kinds/person.yaml":
        "name: person\nfields: { title: { type: text }, x: { type: reference, to: [person, team] } }\n",
      "kinds/team.yaml": "name: team\nfields: { title: { type: text } }\n",
      "persons/ann.yaml": "x: bob\n", "teams/bob.yaml": "title: Bob\n",
    ]
    #expect(
      try await mistakes(in: files) == [
        "content/persons/ann.yaml:1:4: error: 'x' must be written as kind:slug, with one of the kinds person, team [wrong-kind] ? team:bob"
      ])
  }

  @Test func sequencesNumberTheirEntries() async throws {
    let content = try await TestContent([
      "kinds/article.yaml": """
      name: article
      fields:
        title: { type: text }
        series: { type: reference, to: series }
        part: { type: integer }
      sequence: { within: series, by: part }
      """,
      "kinds/series.yaml": "name: series\nplural: series\nfields: { title: { type: text } }\n",
      "series/s.yaml": "title: S\n",
      "articles/a.md": "---\ntitle: A\nseries: s\npart: 10\n---\n",
      "articles/b.md": "---\ntitle: B\nseries: s\npart: 2\n---\n",
      "articles/c.md": "---\ntitle: C\nseries: s\n---\n",
      "articles/d.md": "---\ntitle: D\n---\n",
      "articles/e.md": "---\ntitle: E\nseries: s\npart: 3\ndraft: true\n---\n",
    ])
    #expect(content.mistakes == [])
    let library = content.library()
    func id(_ slug: String) throws -> EntryID { try #require(library.entry(kind: "article", slug: slug)) }
    let place = try #require(library.sequence(of: try id("a")))
    #expect(place.position == 2 && place.total == 3)
    #expect(try place.previous == id("b") && place.next == id("c"))
    #expect(place.within == library.entry(kind: "series", slug: "s"))
    #expect(library.sequence(of: try id("d")) == nil)
  }

  @Test func positionsOfASequenceDiffer() async throws {
    let found = try await mistakes(in: [
      "kinds/thing.yaml": """
      name: thing
      fields: { title: { type: text }, in: { type: reference, to: thing }, part: { type: integer } }
      sequence: { within: in, by: part }
      """,
      "things/a.md": "---\ntitle: A\nin: a\npart: 1\n---\n", "things/b.yaml": "title: B\nin: a\npart: 1\n",
    ])
    #expect(
      found == [
        """
        content/things/b.yaml:3:7: warning: each entry of a sequence should have a 'part' of its own; two have this \
        one [duplicate-position] > the other one is here content/things/a.md:4:7
        """
      ])
  }

  @Test func tagsAreSharedByAllKinds() async throws {
    let library = try await TestContent([
      "kinds/a.yaml": "name: a\nfields: { title: { type: text }, tags: { type: tag, list: true } }\n",
      "kinds/b.yaml":
        "name: b\nfields: { title: { type: text }, jobs: { type: group, list: true, fields: { skill: { type: tag } } } }\n",
      "as/x.yaml": "tags: [Open Data, C++, open-data]\n", "as/y.yaml": "tags: C#\n",
      "bs/z.yaml": "jobs: [{ skill: open data }, { skill: open data }, { skill: C }]\n",
    ]).library()
    #expect(library.tags.map(\.tag.slug) == ["c", "c-plus-plus", "c-sharp", "open-data"])
    #expect(library.tag("open-data")?.tag.label == "open data")
    #expect(library.tag("open-data").map { library.slugs($0.entries) } == ["x", "z"])
    #expect(library.tag("nothing") == nil)
  }

  @Test func facetsCountTheirEntries() async throws {
    let content = try await TestContent([
      "kinds/thing.yaml": """
      name: thing
      fields:
        title: { type: text }
        status: { type: choice, choices: { idea: { fr: Idée, en: Idea }, done: { fr: Terminé, en: Done } } }
        other: { type: reference, to: thing }
        tags: { type: tag, list: true }
        free: { type: boolean }
        town: { type: place }
        size: { type: integer }
        note: { type: text }
      list: { facets: [status, other, tags, free, town, size, note] }
      """,
      "things/a.yaml":
        "title: A\nstatus: done\nother: b\ntags: [Été, x]\nfree: true\ntown: Lyon\nsize: 10\nnote: Été\n",
      "things/b.yaml": "title: B\nstatus: idea\nother: c\ntags: [été]\nfree: false\ntown: lyon\nsize: 9\nnote: '?'\n",
      "things/c.yaml": "title: C\nstatus: done\nother: b\ntags: [été]\ntown: Lyon\n",
    ])
    #expect(content.mistakes == [])
    let library = content.library()
    let kind = library.kinds[0]
    func facets(_ name: String, _ language: Language = .french) throws -> [String] {
      let field = try #require(kind.fields[name])
      return library.facets(of: field, in: kind.id, language: language).map { value in
        "\(value.facet.slug) \(value.facet.label): \(library.slugs(value.entries).joined())"
      }
    }
    #expect(try facets("status") == ["idea Idée: b", "done Terminé: ac"])
    #expect(try facets("status", .english) == ["idea Idea: b", "done Done: ac"])
    #expect(try facets("other") == ["b B: ac", "c C: b"])
    #expect(try facets("tags") == ["ete été: abc", "x x: a"])
    #expect(try facets("free") == ["yes yes: a", "no no: b"])
    #expect(try facets("town") == ["lyon Lyon: abc"])
    #expect(try facets("size") == ["9 9: b", "10 10: a"])
    #expect(try facets("note") == ["ete Été: a"])
    #expect(kind.list?.facets.count == 7)
  }
}
