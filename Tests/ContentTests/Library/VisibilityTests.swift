import Content
import Testing

/// What is not public must not be found in anything that a library holds.
struct VisibilityTests {
  private let canary = "CANARY"

  private func content() async throws -> TestContent {
    try await TestContent([
      "kinds/person.yaml": """
      name: person
      title: name
      fields:
        name: { type: text }
        phone: { type: text, visibility: members, default: CANARY-default }
        place: { type: place, visibility: class }
        friends: { type: reference, to: person, list: true, visibility: me, inverse: befriended }
        manager: { type: reference, to: person, inverse: team }
        jobs:
          type: group
          list: true
          fields:
            title: { type: text }
            pay: { type: text, visibility: members }
            boss: { type: reference, to: person, visibility: members, inverse: bossed }
            mentor: { type: reference, to: person, inverse: mentored }
        tags: { type: tag, list: true, visibility: members }
        secrets: { type: group, visibility: me, fields: { text: { type: text } } }
      """,
      "persons/ann.md": """
      ---
      name: Ann
      phone: CANARY-phone
      place: CANARY-place
      friends: [bob, cy]
      manager: cy
      jobs: [{ title: Dev, pay: CANARY-pay, boss: bob, mentor: bob }]
      tags: [CANARY-tag]
      secrets: { text: CANARY-text }
      ---
      """,
      "persons/bob.md": "---\nname: Bob\n---\n",
      "persons/cy.md": "---\nname: CANARY-name\naudience: members\nmanager: bob\n---\n",
      "persons/dee.md": "---\nname: CANARY-draft\ndraft: true\n---\n",
      "persons/eve.md": "---\nname: CANARY-future\ndate: 2027-01-01\n---\n",
      "persons/flo.md": "---\nname: CANARY-expired\nexpires: 2026-11-21\n---\n",
    ])
  }

  @Test func nothingPrivateIsReachable() async throws {
    let content = try await content()
    #expect(content.mistakes == [])
    let library = content.library()
    #expect(library.entries.map(\.slug) == ["ann", "bob"])
    for entry in library.entries {
      #expect(!"\(entry.main.title) \(entry.main.values)".contains(canary))
    }
    #expect(library.kinds[0].fields.map(\.name) == ["name", "manager", "jobs"])
    #expect(library.kinds[0].fields[2].group?.map(\.name) == ["title", "mentor"])
    #expect(library.kinds[0].fields.allSatisfy { $0.defaultValue == nil })
    #expect(library.tags.isEmpty)
    #expect(library.kinds[0].inverses.map(\.name) == ["team", "mentored"])
  }

  @Test func referencesToWhatIsLeftOutAreDropped() async throws {
    let library = try await content().library()
    let bob = try #require(library.entry(kind: "person", slug: "bob"))
    #expect(library.value("manager", of: "person:ann") == nil)
    #expect(library.referring(to: bob, through: 0) == [])
    #expect(library.slugs(library.referring(to: bob, through: 1)) == ["ann"])
  }

  @Test func whatIsLeftOutIsListedWithTheReason() async throws {
    let library = try await content().library()
    #expect(library.omitted.map(\.path) == ["cy", "dee", "eve", "flo"].map { "persons/\($0).md" })
    #expect(
      library.omitted.map(\.reason) == [
        .audience(["members"]), .draft, .future(.date(PartialDate(year: 2027, month: 1, day: 1))),
        .expired(.date(PartialDate(year: 2026, month: 11, day: 21))),
      ])
    #expect(library.omits(path: "persons/cy.md") && !library.omits(path: "persons/bob.md"))
    #expect(library.omits(EntryAddress(kind: "person", slug: "dee")))
    #expect(library.entry(atPath: "persons/dee.md") == nil)
    #expect(library.entry(atPath: "persons/bob.md") == library.entry(kind: "person", slug: "bob"))
  }

  @Test func draftsAreShownOnRequestOnly() async throws {
    let library = try await content().library(includingDrafts: true)
    #expect(library.entries.map(\.slug) == ["ann", "bob", "dee"])
  }

  @Test(arguments: [
    (1_767_221_999, true), (1_767_222_000, false),
  ])
  func daysStartAtMidnightOfTheSite(now: Int, isOmitted: Bool) async throws {
    // 2026-01-01 00:00 in Paris is 2025-12-31 23:00 UTC.
    let library = try await TestContent([
      "kinds/thing.yaml": "name: thing\nfields: { title: { type: text } }\n",
      "things/a.md": "---\ndate: 2026-01-01\n---\n",
    ]).library(now: now)
    #expect(library.entries.isEmpty == isOmitted)
  }

  @Test func aSlipNeverPublishes() async throws {
    let library = try await TestContent([
      "kinds/thing.yaml": "name: thing\nfields: { title: { type: text }, x: { type: text, visibility: privat } }\n",
      "things/a.md": "---\ndraft: perhaps\n---\n", "things/b.md": "---\naudience: [public, members]\n---\n",
      "things/c.md": "---\naudience: { a: b }\n---\n", "things/d.md": "---\nx: CANARY\n---\n",
      "things/e.md": "---\naudience: public\n---\n",
    ]).library()
    #expect(library.entries.map(\.slug) == ["d", "e"])
    #expect(library.value("x", of: "thing:d") == nil)
  }

  @Test func aRequiredReferenceMayBecomeEmpty() async throws {
    let content = try await TestContent([
      "kinds/thing.yaml": """
      name: thing
      fields:
        title: { type: text }
        other: { type: reference, to: thing, list: true, required: true }
      """,
      "things/a.md": "---\nother: [b]\n---\n", "things/b.md": "---\nother: b\ndraft: true\n---\n",
    ])
    #expect(content.mistakes == [])
    #expect(content.library().value("other", of: "thing:a") == nil)
  }
}
