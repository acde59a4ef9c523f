import Testing

/// Lines of a kind's file, and everything that is said of it.
struct KindCase: CustomTestStringConvertible, Sendable {
  var lines: String
  var said: [String]

  init(_ lines: String, _ said: String...) {
    self.lines = lines
    self.said = said
  }

  var testDescription: String { lines }
}

struct KindMistakeTests {
  @Test(arguments: [
    KindCase(
      "name: thing\nfields: { title: { type: text } }\nfeilds: {}",
      "3:1: error: 'feilds' is no key of a kind [unknown-key] ? fields"),
    KindCase("fields: { title: { type: text } }", "1:1: error: a kind must have the key 'name' [missing-key]"),
    KindCase(
      "name: things\nfields: { title: { type: text } }",
      "1:7: error: the name of a kind must be that of its file; 'things' is described in thing.yaml [name-mismatch] ? thing"
    ),
    KindCase(
      "name: thing\nfields: { title: { type: text }, face: { type: image, crop: circle } }",
      "2:61: error: 'crop' can only be 'square' [wrong-type] ? square"),
    KindCase("name: thing", "1:1: error: a kind must have the key 'fields' [missing-key]"),
    KindCase(
      "- a",
      "1:1: error: a kind must be a mapping of keys to values [wrong-type] | a kind has at least the keys 'name' and 'fields'"
    ),
    KindCase(
      "name: thing\nfields: { label: { type: text } }",
      """
      1:1: error: a kind must have a field that names its entries [missing-key] | call one of them 'title' or 'name', \
      or say which it is with the key 'title'
      """),
    KindCase(
      "name: thing\ntitle: labl\nfields: { label: { type: text } }",
      "2:8: error: 'title' must name a field of this kind; 'labl' is none [unknown-field] ? label"),
    KindCase(
      "name: thing\nfields: { title: { type: integer } }",
      "2:11: error: the title of an entry must be one text; 'title' is not [wrong-type]"),
    KindCase(
      "name: thing\ntitle: secret\nfields: { secret: { type: text, visibility: members } }",
      "2:8: error: 'title' must name a public field; 'secret' is for members [not-public]"),
    KindCase(
      "name: thing\nplural: Things\nfields: { title: { type: text } }",
      "2:9: error: 'plural' must have lower-case letters a to z, digits and hyphens [invalid-name]"),
    KindCase(
      "name: thing\nplural: media\nfields: { title: { type: text } }",
      "2:9: error: the folder 'media' of content/ is no folder of a kind [reserved-name]"),
    KindCase(
      "name: thing\nurl: /things/\nfields: { title: { type: text } }",
      "2:6: error: 'url' must have {slug} in it once, such as /projects/{slug}/ [invalid-url]"),
    KindCase(
      "name: thing\nurl: things/{slug}\nfields: { title: { type: text } }",
      "2:6: error: 'url' must start and end with a slash, and have letters, digits, hyphens and slashes between [invalid-url]"
    ),
    KindCase(
      "name: thing\nurl: /../{slug}/\nfields: { title: { type: text } }",
      "2:6: error: 'url' must start and end with a slash, and have letters, digits, hyphens and slashes between [invalid-url]"
    ),
    KindCase(
      "name: thing\nfields:\n  title: { type: txt }",
      """
      3:18: error: 'txt' is no type of field [unknown-type] ? text | the types are text, markdown, integer, number, \
      boolean, date, datetime, email, url, choice, tag, reference, image, file, place, duration, group
      """),
    KindCase(
      "name: thing\nfields:\n  title: text",
      "3:10: error: a field must say its type, such as { type: text } [wrong-type]"),
    KindCase(
      "name: thing\nfields:\n  title: {}",
      "3:10: error: a field must have the key 'type', such as { type: text } [missing-key]"),
    KindCase(
      "name: thing\nfields:\n  title: { type: text, requird: true }",
      "3:24: error: 'requird' is no key of a field [unknown-key] ? required"),
    KindCase(
      "name: thing\nfields:\n  title: { type: text, required: yes }",
      "3:34: error: 'required' must be true or false [wrong-type]"),
    KindCase(
      "name: thing\nfields:\n  title: { type: text, min: 5, max: 3 }",
      "3:37: error: 'max' must not be less than 'min' [empty-range]"),
    KindCase(
      "name: thing\nfields:\n  title: { type: text, max: long }",
      "3:29: error: the length of a text must be a whole number, such as 120 [wrong-type]"),
    KindCase(
      "name: thing\nfields:\n  title: { type: text, visibility: friends }",
      "3:36: error: 'visibility' must be one of public, members, class, me [unknown-visibility]"),
    KindCase(
      "name: thing\nfields:\n  title: { type: text }\n  slug: { type: text }",
      "4:3: error: a field can't be called 'slug', which every entry has already [reserved-name]"),
    KindCase(
      "name: thing\nfields:\n  title: { type: text }\n  Open-To: { type: text }",
      "4:3: error: the name of a field must have lower-case letters, digits and underscores, and start with a letter [invalid-name] ? open_to"
    ),
    KindCase(
      "name: thing\nfields:\n  title: { type: text }\n  date: { type: text }",
      "4:3: error: the field 'date' must be one date or one datetime [reserved-name]"),
    KindCase(
      "name: thing\nfields:\n  title: { type: text }\n  x: { type: choice }",
      "4:6: error: a choice must have the key 'choices' [missing-key]"),
    KindCase(
      "name: thing\nfields:\n  title: { type: text }\n  x: { type: choice, choices: [] }",
      "4:31: error: 'choices' must be a list of names, or a mapping of names to labels [wrong-type]"),
    KindCase(
      "name: thing\nfields:\n  title: { type: text }\n  x: { type: reference }",
      "4:6: error: a reference must have the key 'to', which names a kind [missing-key]"),
    KindCase(
      "name: thing\nfields:\n  title: { type: text }\n  x: { type: reference, to: thin }",
      "4:29: error: 'thin' is no kind of this site [unknown-kind] ? thing"),
    KindCase(
      "name: thing\nfields:\n  title: { type: text }\n  x: { type: group }",
      "4:6: error: a field must have the key 'fields' [missing-key]"),
    KindCase(
      "name: thing\nfields:\n  title: { type: text }\n  x: { type: integer, default: many }",
      "4:32: error: 'x' must be a whole number, such as 42 [wrong-type]"),
    KindCase(
      "name: thing\nfields:\n  title: { type: text }\n  x: { type: reference, to: thing, inverse: title }",
      "4:45: error: an entry of kind 'thing' has a 'title' already [inverse-collision] | give the inverse another name"),
    KindCase(
      """
      name: thing
      fields:
        title: { type: text }
        x: { type: reference, to: thing, inverse: xs }
        y: { type: reference, to: thing, inverse: xs }
      """,
      """
      5:45: error: an entry of kind 'thing' has a 'xs' already [inverse-collision] | give the inverse another name \
      > it is first used here content/kinds/thing.yaml:4:45
      """),
    KindCase(
      "name: thing\nfields: { title: { type: text } }\nlist: { sort: [titel] }",
      "3:16: error: 'titel' is no field of 'thing' [unsortable] ? title"),
    KindCase(
      "name: thing\nfields: { title: { type: text } }\nlist: { sort: [-titel] }",
      "3:16: error: 'titel' is no field of 'thing' [unsortable] ? -title"),
    KindCase(
      "name: thing\nfields: { title: { type: text }, x: { type: reference, to: thing } }\nlist: { sort: [x.titel] }",
      "3:16: error: 'titel' is no field of 'thing' [unsortable] ? x.title"),
    KindCase(
      "name: thing\nfields: { title: { type: text } }\nlist: { sort: [title.x] }",
      "3:16: error: a sort key can follow one reference or one group; 'title' is neither [unsortable]"),
    KindCase(
      "name: thing\nfields: { title: { type: text }, x: { type: image } }\nlist: { sort: [x], sortable: [x], facets: [x] }",
      "3:16: error: a list can be sorted by one value of a field that has an order; 'x' has not [unsortable]",
      "3:31: error: a list can be sorted by one value of a field that has an order; 'x' has not [not-sortable]",
      "3:44: error: a facet must be a choice, tag, reference, boolean, place, integer or a text of one line; 'x' is not [not-a-facet]"
    ),
    KindCase(
      "name: thing\nfields: { title: { type: text }, x: { type: text, visibility: me } }\nlist: { sort: [x], sortable: [x], facets: [x] }",
      "3:16: error: lists can be sorted by public fields only; 'x' is for me [unsortable]",
      "3:31: error: 'sortable' must name a public field; 'x' is for me [not-public]",
      "3:44: error: 'facets' must name a public field; 'x' is for me [not-public]"),
    KindCase(
      "name: thing\nfields: { title: { type: text } }\nlist: { per_page: 0 }",
      "3:19: error: 'per_page' must be a whole number of at least 1 [wrong-type]"),
    KindCase(
      "name: thing\nfields: { title: { type: text } }\nlist: { sorted: [title] }",
      "3:9: error: 'sorted' is no key of 'list' [unknown-key] ? sort"),
    KindCase(
      "name: thing\nfields: { title: { type: text } }\nlist: all",
      "3:7: error: 'list' must be false, or a mapping such as { sort: [title] } [wrong-type]"),
    KindCase(
      "name: thing\nfields: { title: { type: text } }\nfeed: { date: title }",
      "3:15: error: a feed must be ordered by one date or datetime; 'title' is not [wrong-type]"),
    KindCase(
      "name: thing\nfields: { title: { type: text } }\nsequence: { within: title, by: title }",
      "3:21: error: 'within' must name a field that refers to one entry; 'title' does not [wrong-type]"),
    KindCase(
      "name: thing\nfields: { title: { type: text } }\nsequence: { within: title }",
      "3:11: error: 'sequence' must have the keys 'within' and 'by', which name fields [missing-key]"),
    KindCase(
      "name: thing\nfields: { title: { type: text } }\nedit: { by: member }",
      "3:13: error: 'by' must be one of members, authors, owner, reviewers, maintainers, or a field that refers to entries [unknown-role] ? members"
    ),
    KindCase(
      "name: thing\nfields: { title: { type: text } }\nedit: { by: members, review: maybe }",
      "3:30: error: 'review' must be true, false, or 'first' until somebody is trusted [wrong-type]"),
    KindCase(
      "name: thing\nfields: { title: { type: text } }\ninteractions: [comment]",
      """
      3:16: error: 'comment' is no interaction [unknown-interaction] ? comments | interactions are applications, comments, \
      contact, favourites, feedback, networking, polls, progress, questions, registration, report
      """),
    KindCase(
      "name: thing\nlabels: { french: x }\nfields: { title: { type: text } }",
      "2:11: error: the keys of 'labels' must be codes of languages, such as fr or en [unknown-language]"),
  ])
  func saysTheRule(_ test: KindCase) async throws {
    let found = try await mistakes(in: ["kinds/thing.yaml": test.lines])
    #expect(found == test.said.map { "content/kinds/thing.yaml:\($0)" })
  }

  @Test func kindsNeedFoldersOfTheirOwn() async throws {
    let found = try await mistakes(in: [
      "kinds/a.yaml": "name: a\nplural: things\nfields: { title: { type: text } }\n",
      "kinds/b.yaml": "name: b\nplural: things\nfields: { title: { type: text } }\n",
    ])
    #expect(
      found == [
        """
        content/kinds/b.yaml:2:9: error: each kind must have a 'plural' of its own; 'things' is that of 'a', too \
        [duplicate-plural] > the other one is here content/kinds/a.yaml:2:9
        """
      ])
  }

  @Test func oneMistakeInAFieldIsSaidOnce() async throws {
    let found = try await mistakes(in: [
      "kinds/thing.yaml":
        "name: thing\nfields:\n  title: { type: text }\n  x: { type: txet }\nlist: { facets: [x], sort: [x] }\n",
      "things/a.md": "---\ntitle: A\nx: 1\n---\n", "things/b.md": "---\ntitle: B\nx: 2\n---\n",
    ])
    #expect(found.count == 1)
  }
}
