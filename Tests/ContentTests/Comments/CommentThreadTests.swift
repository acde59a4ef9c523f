import Content
import TestSupport
import Testing

/// Comments in their order, who may do what about them, and their files.
@Suite struct CommentThreadTests {
  private static let base = [
    "kinds/profile.yaml": "name: profile\nfields: { name: { type: text } }\nedit: { by: owner }\n",
    "kinds/note.yaml":
      "name: note\nfields:\n  title: { type: text }\n  authors: { type: reference, to: profile, list: true }\nedit: { by: authors }\ninteractions: [comments]\n",
    "profiles/lea.md": "---\nname: Léa\n---\n",
    "notes/a.md": "---\ntitle: A\nauthors: lea\n---\n",
    "notes/b.md": "---\ntitle: B\n---\n",
  ]

  private func library(_ files: [String: String]) async throws -> Library {
    try await TestContent(Self.base.merging(files) { $1 }).library()
  }

  private static func comment(_ hour: Int, to parent: String? = nil, _ more: String = "name: Zoé") -> String {
    "---\n\(more)\ndate: 2026-11-20 \(hour):00\n\(parent.map { "reply_to: \($0)\n" } ?? "")---\nTexte \(hour)\n"
  }

  private static let subject = EntryAddress(kind: "note", slug: "a")

  @Test func answersStandBelowWhatTheyAnswerInTheOrderOfTime() async throws {
    let library = try await library([
      "comments/note/a/c1.md": Self.comment(10), "comments/note/a/c2.md": Self.comment(11),
      "comments/note/a/c3.md": Self.comment(12, to: "c1"), "comments/note/a/c4.md": Self.comment(13, to: "c3"),
      "comments/note/a/c5.md": Self.comment(14, to: "c1"),
    ])
    let thread = try #require(library.threads[Self.subject])
    #expect(thread.places.map { "\($0.comment.id) \($0.depth)" } == ["c1 0", "c3 1", "c4 2", "c5 1", "c2 0"])
    #expect(thread.count == 5 && thread["c4"]?.text == "Texte 13")
  }

  @Test func whatIsGoneStaysOnlyForItsAnswers() async throws {
    let gone = "deleted: true"
    let library = try await library([
      "comments/note/a/c1.md": Self.comment(10, gone), "comments/note/a/c2.md": Self.comment(11, to: "c1"),
      "comments/note/a/c3.md": Self.comment(12, gone), "comments/note/a/c4.md": Self.comment(13, to: "c3", gone),
      "comments/note/a/c5.md": Self.comment(14, "name: Zoé\nhidden: true"),
    ])
    let thread = try #require(library.threads[Self.subject])
    #expect(thread.places.map(\.comment.id) == ["c1", "c2", "c5"])
    #expect(thread.count == 1)
  }

  @Test func aLongChainCostsNoStack() async throws {
    var files: [String: String] = [:]
    for number in 0..<3_000 {
      files["comments/note/a/c\(number).md"] = Self.comment(10, to: number == 0 ? nil : "c\(number - 1)")
    }
    let content = try await TestContent(Self.base.merging(files) { $1 })
    #expect(content.mistakes == [])
    #expect(content.library().threads[Self.subject]?.places.last?.depth == 2_999)
  }

  @Test func nobodyPutsWordsIntoTheMouthOfAnother() async throws {
    let library = try await library([
      "comments/note/a/own.md": Self.comment(10, "author: profile:lea"),
      "comments/note/a/named.md": Self.comment(11, "name: Zoé\nmember: M1"),
      "comments/note/a/hand.md": Self.comment(12, "name: Zoé"),
      "comments/note/a/hidden.md": Self.comment(13, "author: profile:lea\nhidden: true"),
      "comments/note/b/thread.yaml": "closed: true\n",
    ])
    let rights = EditRights(library)
    let thread = try #require(library.threads[Self.subject])
    let lea = Editor(role: .member, profile: "lea", member: "M2")
    let zoe = Editor(role: .member, profile: nil, member: "M1")
    let reviewer = Editor(role: .reviewer, profile: nil, member: "M3")
    func may(_ editor: Editor, _ right: (EditRights, Content.Comment, Editor) -> Bool) -> [String] {
      thread.comments.filter { right(rights, $0, editor) }.map(\.id)
    }
    #expect(may(lea) { $0.mayEdit($1, $2) } == ["own"])
    #expect(may(lea) { $0.mayDelete($1, $2) } == ["own", "hidden"])
    #expect(may(zoe) { $0.mayEdit($1, $2) } == ["named"] && may(zoe) { $0.mayDelete($1, $2) } == ["named"])
    #expect(may(reviewer) { $0.mayEdit($1, $2) } == [])
    #expect(may(reviewer) { $0.mayDelete($1, $2) } == ["own", "named", "hand", "hidden"])
    #expect(rights.mayModerate(reviewer) && !rights.mayModerate(lea))
    let ids = try ["a", "b"].map { try #require(library.entry(kind: "note", slug: $0)) }
    #expect(ids.map { rights.mayComment(on: $0, zoe) } == [true, false])
    let profile = try #require(library.entry(kind: "profile", slug: "lea"))
    #expect(!rights.mayComment(on: profile, reviewer), "its kind opens none")
    #expect(rights.people(of: ids[0]).map(\.description) == ["profile:lea"])
    #expect(rights.isReviewed(commentBy: zoe) && !rights.isReviewed(commentBy: reviewer))
    #expect(!rights.isReviewed(commentBy: Editor(role: .member, profile: nil, isTrusted: true)))
  }

  @Test func filesSayWhatTheyAreTold() async throws {
    let date = Moment(seconds: 1_795_262_400, offset: 3_600)
    let author = Content.Comment.Author(name: "Zoé: #1", member: "abc-_")
    let bytes = try CommentFile.bytes("Bonjour\n\n---\nname: x", by: author, at: date, replyTo: "c1")
    let library = try await library([
      "comments/note/a/c1.md": Self.comment(10), "comments/note/a/c2.md": String(decoding: bytes, as: UTF8.self),
    ])
    let comment = try #require(library.threads[Self.subject]?["c2"])
    #expect(comment.author == author && comment.replyTo?.value == "c1" && comment.text == "Bonjour\n\n---\nname: x")
    let hidden = try CommentFile.hiding(bytes, true)
    #expect(String(decoding: hidden, as: UTF8.self).contains("\nhidden: true\n"))
    #expect(try CommentFile.hiding(hidden, false) == bytes)
    let stub = String(decoding: try CommentFile.stub(of: bytes), as: UTF8.self)
    #expect(stub.contains("deleted: true") && stub.contains("reply_to: c1") && !stub.contains("Zo"))
    #expect(!stub.contains("Bonjour") && !stub.contains("abc"))
    #expect(CommentPath.parse(comment.path)?.id == "c2" && CommentPath.parse("notes/a.md") == nil)
  }
}
