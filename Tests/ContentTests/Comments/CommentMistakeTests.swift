import Content
import Diagnostics
import TestSupport
import Testing

/// What `check` says of comments that were written by hand.
@Suite struct CommentMistakeTests {
  private static let kinds = [
    "kinds/note.yaml": "name: note\nfields: { title: { type: text } }\ninteractions: [comments]\n",
    "kinds/quiet.yaml": "name: quiet\nfields: { title: { type: text } }\n",
    "notes/a.md": "---\ntitle: A\n---\n",
    "quiets/q.md": "---\ntitle: Q\n---\n",
  ]

  static let good = "---\nname: Léa\ndate: 2026-11-20 10:00\n---\nBonjour.\n"

  private func said(of files: [String: String]) async throws -> [String] {
    try await mistakes(in: Self.kinds.merging(files) { $1 })
  }

  @Test func oneThatIsWrittenWellIsFine() async throws {
    #expect(
      try await said(of: [
        "comments/note/a/x1.md": Self.good,
        "comments/note/a/x2.md":
          "---\nauthor: note:gone\ndate: 2026-11-20\nreply_to: x1\nhidden: true\n---\nEt moi.\n",
        "comments/note/a/x3.md": "---\ndate: 2026-11-20T11:00:00+01:00\nreply_to: x1\ndeleted: true\n---\n",
        "comments/note/a/thread.yaml": "closed: true\n",
      ]) == [])
  }

  @Test(arguments: [
    ("---\nname: Léa\n---\nX\n", ["1:1: error: the field 'date' must be there [missing-field]"]),
    (
      "Only a text\n",
      ["1:1: error: the field 'date' must be there [missing-field]"]
    ),
    (
      "---\ndate: 2026-11-20\n---\nX\n",
      [
        "1:1: error: a comment must say its 'author', as in profile:lea-durand, or a 'name' [missing-field]"
      ]
    ),
    (
      "---\nname: Léa\ndate: 2026-11-20\n---\n\n",
      ["1:1: error: a comment must have a text below its fields [missing-text]"]
    ),
    (
      "---\nname: Léa\ndate: 2026-02-30\n---\nX\n",
      ["3:7: error: 'date' must be a date of the calendar; '2026-02-30' is none [no-such-date]"]
    ),
    (
      "---\nname: Léa\ndate: 2026-11-20\nreply-to: x\n---\nX\n",
      ["4:1: error: 'reply-to' is no field of a comment [unknown-field] ? reply_to"]
    ),
    (
      "---\nname: Léa\ndate: 2026-11-20\nreply_to: x11\n---\nX\n",
      ["4:11: error: 'reply_to' must name a comment of the same thread; 'x11' is none [unknown-reference] ? x1"]
    ),
    (
      "---\nauthor: lea\ndate: 2026-11-20\n---\nX\n",
      [
        "2:9: error: 'author' must name an entry by its kind and slug, such as profile:lea-durand [wrong-type]"
      ]
    ),
    (
      "---\nauthor: person:lea\ndate: 2026-11-20\n---\nX\n",
      [
        "2:9: error: 'author' must name an entry by its kind and slug, such as profile:lea-durand [wrong-type]"
      ]
    ),
    (
      "---\nname: Léa\ndate: 2026-11-20\nhidden: maybe\n---\nX\n",
      ["4:9: error: 'hidden' must be true or false [wrong-type]"]
    ),
    (
      "---\n- x\n---\nX\n",
      ["2:1: error: the fields of a comment must be written as 'name: value' [wrong-type]"]
    ),
  ])
  func eachMistakeIsSaidWithItsPlace(text: String, expected: [String]) async throws {
    let found = try await said(of: ["comments/note/a/x1.md": Self.good, "comments/note/a/x2.md": text])
    #expect(found == expected.map { "content/comments/note/a/x2.md:\($0)" })
  }

  @Test func aRingIsSaidOnce() async throws {
    func answer(to id: String) -> String { "---\nname: L\ndate: 2026-11-20\nreply_to: \(id)\n---\nX\n" }
    let found = try await said(of: [
      "comments/note/a/a1.md": answer(to: "a3"), "comments/note/a/a2.md": answer(to: "a1"),
      "comments/note/a/a3.md": answer(to: "a2"), "comments/note/a/a4.md": answer(to: "a3"),
      "comments/note/a/self.md": answer(to: "self"),
    ])
    #expect(
      found == [
        "content/comments/note/a/a1.md:4:11: error: comments must not answer one another in a ring; 'a1' answers itself [reply-cycle]",
        "content/comments/note/a/self.md:4:11: error: comments must not answer one another in a ring; 'self' answers itself [reply-cycle]",
      ])
  }

  @Test func foldersMustBeThoseOfEntriesAndOfKindsThatOpenComments() async throws {
    let found = try await said(of: [
      "comments/nope/a/x.md": Self.good, "comments/note/aa/x.md": Self.good, "comments/quiet/q/x.md": Self.good,
      "comments/note/a/Bad Name.md": Self.good, "comments/stray.md": Self.good,
      "comments/note/a/thread.yaml": "shut: 1\n",
    ])
    #expect(
      found == [
        "content/comments/nope: error: 'nope' is no kind of this site [unknown-kind] ? note",
        "content/comments/note/a/Bad Name.md: warning: a comment must be a file comments/<kind>/<slug>/<name>.md; this is not used [unused-file]",
        "content/comments/note/a/thread.yaml:1:1: error: 'shut' is no key of a thread [unknown-key]",
        "content/comments/note/aa/x.md: error: comments must stand in the folder of an entry of kind 'note'; 'aa' is none [unknown-reference] ? a",
        "content/comments/quiet: warning: the kind 'quiet' opens no comments; these are not shown [closed-comments] | write 'comments' among its 'interactions' to show them",
        "content/comments/stray.md: warning: a comment must be a file comments/<kind>/<slug>/<name>.md; this is not used [unused-file]",
      ])
  }
}
