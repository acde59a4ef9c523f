import Content
import Diagnostics
import TestSupport
import Testing

private let thingKind = """
  name: thing
  fields:
    title: { type: text, required: true, max: 20 }
    promo: { type: text }
    openings: { type: group, list: true, fields: { role: { type: text } } }
  """

/// An entry's text, and everything that is said of it.
struct EntryCase: CustomTestStringConvertible, Sendable {
  var text: String
  var said: [String]

  init(_ text: String, _ said: String...) {
    self.text = text
    self.said = said
  }

  var testDescription: String { text }
}

struct EntryMistakeTests {
  @Test(arguments: [
    EntryCase(
      "---\ntitle: A\nprmo: b\n---\n", "3:1: error: 'prmo' is no field of kind 'thing' [unknown-field] ? promo"),
    EntryCase(
      "---\ntitle: A\nexpire: b\n---\n", "3:1: error: 'expire' is no field of kind 'thing' [unknown-field] ? expires"),
    EntryCase("---\ntitle: A\nzzzzzz: b\n---\n", "3:1: error: 'zzzzzz' is no field of kind 'thing' [unknown-field]"),
    EntryCase("---\npromo: b\n---\n", "1:1: error: the field 'title' must be there [missing-field]"),
    EntryCase("---\n---\n", "1:1: error: the field 'title' must be there [missing-field]"),
    EntryCase(
      "Only a text.\n",
      "1:1: error: the field 'title' must be there [missing-field] | fields stand between two lines of '---' at the start of the file"
    ),
    EntryCase("---\ntitle:\n---\n", "2:1: error: 'title' must not be empty [missing-field]"),
    EntryCase("---\ntitle: ''\n---\n", "2:1: error: 'title' must not be empty [missing-field]"),
    EntryCase(
      "---\ntitle: An exceedingly long title\n---\n",
      "2:8: error: 'title' may have at most 20 characters; this has 25 [too-long]"),
    EntryCase(
      "---\ntitle: A\ntitle: B\n---\n",
      "3:1: error: key 'title' must come only once [duplicate-key] > it is first here content/things/a.md:2:1"),
    EntryCase(
      "---\n- title\n---\n", "2:1: error: the fields of an entry must be written as 'name: value' [wrong-type]"),
    EntryCase(
      "---\njust text\n---\n", "2:1: error: the fields of an entry must be written as 'name: value' [wrong-type]"),
    EntryCase("---\ntitle: A\ndraft: maybe\n---\n", "3:8: error: 'draft' must be true or false [wrong-type]"),
    EntryCase(
      "---\ntitle: A\ndate: 21/11/2026\n---\n",
      "3:7: error: 'date' must be a date, such as 2026-11-21 or 2026-11-21 18:30 [wrong-type] ? 2026-11-21"),
    EntryCase(
      "---\ntitle: A\ndate: 2026-13-01\n---\n",
      "3:7: error: 'date' must be a date of the calendar; '2026-13-01' is none [no-such-date]"),
    EntryCase(
      "---\ntitle: A\naliases: [/old/, old/, //x/, /a/../b/]\n---\n",
      "3:18: error: 'aliases' must be paths on this site, such as /projets/meteo/ [invalid-alias]",
      "3:24: error: 'aliases' must be paths on this site, such as /projets/meteo/ [invalid-alias]",
      "3:30: error: 'aliases' must be paths on this site, such as /projets/meteo/ [invalid-alias]"),
    EntryCase(
      "---\ntitle: A\naudience: { a: b }\n---\n",
      "3:11: error: 'audience' must be public, members, or a list of classes and people [wrong-type]"),
    EntryCase(
      "---\ntitle: A\ntemplate: ../secret.html\n---\n",
      "3:11: error: 'template' must be the name of a template of the theme, such as mentors.html [wrong-type]"),
    EntryCase(
      "---\ntitle: A\ndate: 2026-05-02\nexpires: 2026-05-01\n---\n",
      "4:10: warning: 'expires' should come after 'date'; this entry is never shown [expires-before-date] | it expires on 2026-05-01, and is dated 2026-05-02"
    ),
    EntryCase(
      "---\ntitle: Été\nopenings:\n  - role: a\n    rôle: b\n---\n",
      "5:5: error: 'rôle' is no field of 'openings' [unknown-field] ? role"),
    EntryCase(
      "\u{FEFF}---\r\ntitle: A\r\nprmo: b\r\n---\r\n",
      "3:1: error: 'prmo' is no field of kind 'thing' [unknown-field] ? promo"),
  ])
  func saysTheRule(_ test: EntryCase) async throws {
    let found = try await mistakes(in: ["kinds/thing.yaml": thingKind, "things/a.md": test.text])
    #expect(found == test.said.map { "content/things/a.md:\($0)" })
  }

  @Test func fieldsWithoutATextAreChecked() async throws {
    let found = try await mistakes(in: [
      "kinds/thing.yaml": thingKind, "things/a.yaml": "promo: b\n", "things/b.yaml": "",
    ])
    #expect(
      found == [
        "content/things/a.yaml:1:1: error: the field 'title' must be there [missing-field]",
        "content/things/b.yaml:1:1: error: the field 'title' must be there [missing-field]",
      ])
  }

  @Test func filesOfOneSlugCollide() async throws {
    let found = try await mistakes(in: [
      "kinds/thing.yaml": thingKind, "things/a.md": "---\ntitle: A\n---\n", "things/a.yaml": "title: A\n",
      "things/a/index.md": "---\ntitle: A\n---\n", "things/a.fr.md": "---\ntitle: A\n---\n",
    ])
    func said(_ path: String) -> String {
      """
      content/things/\(path): error: each entry must have a slug of its own; there are two of 'a' [duplicate-slug] \
      | give one of the files another name, or merge them > the other one is content/things/a.fr.md content/things/a.fr.md
      """
    }
    #expect(found == [said("a.md"), said("a.yaml"), said("a/index.md")])
  }

  @Test func fileNamesAreSlugs() async throws {
    let rule = "error: the name of an entry's file must have lower-case letters a to z, digits and hyphens"
    let found = try await mistakes(in: [
      "kinds/thing.yaml": thingKind, "things/Météo.md": "", "things/node.v2.en.md": "", "things/Été/index.md": "",
      "things/index.md": "", "things/-a.yaml": "",
    ])
    #expect(
      found == [
        "content/things/-a.yaml: \(rule); '-a' has others [invalid-slug] ? a.yaml",
        "content/things/Météo.md: \(rule); 'Météo' has others [invalid-slug] ? meteo.md",
        """
        content/things/index.md: error: index.md must stand in a folder that has the entry's slug [invalid-slug] \
        | an entry can't be called 'index'
        """,
        "content/things/node.v2.en.md: \(rule); 'node.v2' has others [invalid-slug] ? node-v2.en.md",
        "content/things/Été/index.md: \(rule); 'Été' has others [invalid-slug] ? ete",
      ])
  }

  @Test func aliasesLeadToOnePage() async throws {
    let found = try await mistakes(in: [
      "kinds/thing.yaml": thingKind, "things/a.md": "---\ntitle: A\naliases: /old\n---\n",
      "things/b.md": "---\ntitle: B\naliases: [/older/, /old/]\n---\n",
    ])
    #expect(
      found == [
        """
        content/things/b.md:3:20: error: an alias must lead to one page; '/old/' is given twice [duplicate-alias] \
        > it is first given here content/things/a.md:3:10
        """
      ])
  }

  @Test func whatALanguageInheritsIsSaidOnce() async throws {
    let found = try await mistakes(in: [
      "kinds/thing.yaml": thingKind, "things/a.md": "---\ntitle: A\ndate: 2026-05-02\nexpires: 2026-05-01\n---\n",
      "things/a.en.md": "---\ntitle: A\n---\n",
    ])
    #expect(found.count == 1)
  }

  @Test func unknownFoldersAndLanguagesAreWarnings() async throws {
    let found = try await mistakes(in: [
      "kinds/thing.yaml": thingKind, "thing/a.md": "", "things/a.md": "---\ntitle: A\n---\n", "things/a.de.md": "",
      "things/notes/readme.md": "", "media/x.md": "", "things/picture.jpg": "", "notes.txt": "",
    ])
    #expect(
      found == [
        """
        content/thing: warning: no kind has the folder 'thing'; it is not read [unknown-folder] ? things | a folder has \
        the name of its kind's 'plural'; files that several entries share stand in media/
        """,
        """
        content/things/a.de.md: warning: 'de' is no language of this site; the file is not used [unknown-language] \
        | the languages are fr, en; see 'languages' in site.yaml
        """,
        """
        content/things/notes/readme.md: warning: a folder of an entry must hold its text as index.md [no-index] \
        | 'readme.md' is not used; an entry stands in its kind's folder, or as index.md in a folder of its own
        """,
      ])
  }

  @Test func whatEditorsLeaveBehindIsIgnored() async throws {
    let found = try await mistakes(in: [
      "kinds/thing.yaml": thingKind, "kinds/.hidden.yaml": "x", "things/.a.md.swp": "x", "things/a.md~": "x",
      "things/#a.md#": "x", "node_modules/x/a.md": "x", ".git/config": "x",
    ])
    #expect(found == [])
  }

  @Test func symbolicLinksAreNotFollowed() async throws {
    let site = SiteFixture(["content/site.yaml": "title: T\n", "content/kinds/thing.yaml": thingKind])
    site.link("content/things/loop", to: "..")
    site.link("content/things/a.md", to: "/etc/passwd")
    let found = try await TestContent(in: site).mistakes
    #expect(
      found
        == ["a.md", "loop"].map {
          """
          content/things/\($0): warning: symbolic links are not followed; this one is not used [symbolic-link] \
          | copy the file or folder to here
          """
        })
  }

  @Test func everyMistakeIsToldInOneRun() async throws {
    let found = try await mistakes(in: [
      "site.yaml": "titel: T\nlanguages: [fr]\nmenus: { main: [thin, thing:b] }\n",
      "kinds/thing.yaml": thingKind + "\n  x: { type: txt }",
      "things/a.md": "---\nprmo: 1\n---\n",
      "things/B.md": "",
      "other/a.md": "",
    ])
    let ids = found.compactMap { $0.split(separator: "[").last?.split(separator: "]").first }.map(String.init)
    #expect(
      ids == [
        "unknown-type", "unknown-folder", "missing-key", "unknown-key", "unknown-kind", "unknown-reference",
        "invalid-slug", "missing-field", "unknown-field",
      ])
  }
}
