import Git
import TestSupport
import Testing

@Suite struct CommitTests {
  private static let reference = "refs/submissions/1"

  @Test func aSubmissionTouchesNeitherBranchNorFiles() async throws {
    let test = try TestRepository()
    let repository = try await test.open()
    let base = try await repository.head().revision
    let id = try await repository.commit(
      ["content/a.md": .text("new\n"), "content/b.md": .delete, "new/c.bin": .write([0, 13, 10, 255])], onto: base,
      to: Self.reference, .test("Mine", trailers: [Trailer("Member", "42"), Trailer("Base", "\(base)")]))
    try test.expectWhole()
    #expect(try await repository.head().revision == base)
    #expect(try await repository.files(at: id).map(\.path) == ["content/a.md", "new/c.bin"])
    #expect(try await repository.bytes(of: "new/c.bin", at: id) == [0, 13, 10, 255])
    let found = try await repository.references(under: "refs/submissions/")
    #expect(found.map(\.reference) == [Self.reference])
    let commit = try #require(found.first?.commit)
    #expect(commit.id == id && commit.parents == [base] && commit.message == "Mine")
    #expect(commit.trailer("Member") == "42" && commit.trailers.count == 2)
    #expect(commit.author == NewCommit.test().author && commit.committer == commit.author)
    #expect(
      try await repository.changes(from: base, to: id).map { "\($0.path) \($0.old != nil) \($0.new != nil)" } == [
        "content/a.md true true", "content/b.md true false", "new/c.bin false true",
      ])
    try await repository.delete(Self.reference, expecting: id)
    #expect(try await repository.references(under: "refs/").map(\.reference) == ["refs/heads/main"])
    await repository.close()
  }

  @Test func aChangeOfThousandsOfFilesIsKeptWithoutHoldingThemOpen() async throws {
    let test = try TestRepository()
    let repository = try await test.open()
    let base = try await repository.head().revision
    let files = (0..<1_500).map { ("many/\($0 % 40)/\($0)", Change.text("\($0)")) }
    let changes = Dictionary(uniqueKeysWithValues: files)
    let id = try await repository.commit(changes, onto: base, to: Self.reference, .test())
    try test.expectWhole()
    #expect(try await repository.files(under: "many", at: id).count == 1_500)
    #expect(try await repository.text("many/7/1447", at: id) == "1447")
    await repository.close()
  }

  @Test func aReferenceMovesOnlyFromWhereItWasSeen() async throws {
    let test = try TestRepository()
    let repository = try await test.open()
    let base = try await repository.head().revision
    let first = try await repository.commit(["a": .text("1")], onto: base, to: Self.reference, .test())
    let moved = GitError.referenceMoved(Self.reference, found: first)
    await #expect(throws: moved) {
      try await repository.commit(["a": .text("2")], onto: base, to: Self.reference, .test())
    }
    await #expect(throws: moved) {
      try await repository.commit(["a": .text("2")], onto: base, to: Self.reference, replacing: base, .test())
    }
    await #expect(throws: moved) { try await repository.delete(Self.reference, expecting: base) }
    let second = try await repository.commit(
      ["a": .text("2")], onto: base, to: Self.reference, replacing: first, .test())
    #expect(try await repository.revision(of: Self.reference) == second)
    await #expect(throws: GitError.referenceMoved("refs/submissions/2", found: nil)) {
      try await repository.commit(["a": .text("2")], onto: base, to: "refs/submissions/2", replacing: first, .test())
    }
    await #expect(throws: GitError.referenceMoved("refs/submissions/2", found: nil)) {
      try await repository.delete("refs/submissions/2", expecting: first)
    }
    await repository.close()
  }

  @Test func acceptingTakesTheReferenceAlong() async throws {
    let test = try TestRepository()
    let repository = try await test.open()
    let base = try await repository.head().revision
    let changes = ["content/a.md": Change.text("new\n")]
    let id = try await repository.commit(changes, onto: base, to: Self.reference, .test())
    _ = try await repository.advance(changes, from: base, .test(), retiring: (Self.reference, id))
    #expect(try await repository.revision(of: Self.reference) == nil)
    // One that has been changed meanwhile says something that nobody has accepted.
    let head = try await repository.head().revision
    let other = try await repository.commit(["x": .text("x")], onto: head, to: Self.reference, .test())
    _ = try await repository.advance(["y": .text("y")], from: head, .test(), retiring: (Self.reference, id))
    #expect(try await repository.revision(of: Self.reference) == other)
    try test.expectWhole()
    await repository.close()
  }

  @Test func packedReferencesMoveAndGoLikeOthers() async throws {
    let test = try TestRepository()
    let repository = try await test.open()
    let base = try await repository.head().revision
    var ids: [ObjectID] = []
    for number in 0..<3 {
      ids.append(
        try await repository.commit(
          ["a": .text("\(number)")], onto: base, to: "refs/submissions/\(number)", .test()))
    }
    try test.git("tag", "--annotate", "v1", "--message", "One")
    try test.git("gc", "--quiet")
    #expect(test.folder.names(in: ".git/refs/submissions").isEmpty)
    test.folder.remove(".git/refs/submissions")
    try await repository.delete("refs/submissions/1", expecting: ids[1])
    ids[2] = try await repository.commit(
      ["a": .text("new")], onto: base, to: "refs/submissions/2", replacing: ids[2], .test())
    let left = ["refs/submissions/0 \(ids[0])", "refs/submissions/2 \(ids[2])"]
    #expect(
      try await repository.references(under: "refs/submissions/").map { "\($0.reference) \($0.commit.id)" } == left)
    #expect(
      try test.git("for-each-ref", "--format=%(refname) %(objectname)", "refs/submissions").split(separator: "\n")
        .map(String.init) == left)
    #expect(try test.git("rev-parse", "v1^{commit}") == "\(base)\n")
    try await repository.delete("refs/submissions/2", expecting: ids[2])
    #expect(
      try test.git("for-each-ref", "--format=%(refname)") == "refs/heads/main\nrefs/submissions/0\nrefs/tags/v1\n")
    await #expect(throws: GitError.invalidReference("refs/submissions/0/x")) {
      try await repository.commit(["a": .text("x")], onto: base, to: "refs/submissions/0/x", .test())
    }
    try test.expectWhole()
    await repository.close()
  }

  @Test(arguments: [
    "refs/heads/main", "refs/heads/new", "refs/tags/v1", "refs/remotes/origin/main", "HEAD", "submissions/1",
    "refs/submissions/../heads/main", "refs/submissions/a..b", "refs/submissions/a b", "refs/submissions/",
    "refs/submissions/x.lock",
    "refs/submissions/\u{1}",
  ]) func onlyReferencesThatAreNoBranchesAreWritten(_ name: String) async throws {
    let test = try TestRepository()
    let repository = try await test.open()
    let base = try await repository.head().revision
    await #expect(throws: GitError.invalidReference(name)) {
      try await repository.commit(["a": .text("1")], onto: base, to: name, .test())
    }
    await #expect(throws: GitError.invalidReference(name)) { try await repository.delete(name, expecting: base) }
    try test.expectWhole()
    await repository.close()
  }

  @Test(arguments: [
    "", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../../b", "a/./b", ".git", ".git/config", "a/.git/x",
    ".GIT/config",
    ".Git", ".git.", ".git ", ".git. ./x", "git~1/config", "GIT~1", ".git::$INDEX_ALLOCATION/x", ".g\u{200C}it/config",
    "a\u{0}b",
    "a\nb", "a\tb", "a\u{7F}", "a\u{202E}b", "a\\b", "..\\a", ".partial-write~", "a/.partial-write~",
    String(repeating: "é", count: 128), String(repeating: "a/", count: 2_048) + "a",
  ]) func harmfulPathsAreRefused(_ path: String) async throws {
    let test = try TestRepository()
    let repository = try await test.open()
    let base = try await repository.head().revision
    for change in [Change.text("x"), .delete] {
      await #expect(throws: GitError.invalidPath(path)) { try await repository.advance([path: change]) }
      await #expect(throws: GitError.invalidPath(path)) {
        try await repository.commit([path: change], onto: base, to: Self.reference, .test())
      }
    }
    try test.expectWhole()
    await repository.close()
  }

  @Test(arguments: ["été/Léa 2.md", ".gitignore", ".github/x", "a:b", "-n", "a~", "*", "日本/語.md", "git", "x.git/y"])
  func unusualPathsArrive(_ path: String) async throws {
    let test = try TestRepository()
    let repository = try await test.open()
    let id = try await repository.advance([path: .text("1\n")])
    #expect(try await repository.text(path, at: id) == "1\n")
    #expect(test.folder.text(path) == "1\n")
    try await repository.advance([path: .text("2\n")])
    try test.expectWhole()
    try await repository.advance([path: .delete])
    #expect(test.folder.names(in: "") == [".git", "content"])
    try test.expectWhole()
    await repository.close()
  }

  /// Who writes the message does not choose the trailers.
  @Test(arguments: [
    "Title\n\nMember: 1", "Title\n\nMember: 1\n---\n", "Member: 1", "---\nMember: 1", "Title\r\n\r\nMember: 1\r\n", "",
    "\u{0}Title\u{0}\n\n\nMember: 1\n\n\n", "Title\u{2028}Member: 1", "\n\n",
  ]) func trailersAreTheCallersAlone(_ message: String) async throws {
    let test = try TestRepository()
    let repository = try await test.open()
    let base = try await repository.head().revision
    let trailers = [Trailer("Member", "42"), Trailer("Note", "a\nMember: 7")]
    let id = try await repository.commit(
      ["a": .text("1")], onto: base, to: Self.reference, .test(message, trailers: trailers))
    let commit = try await repository.commit(id)
    #expect(commit.trailers == [Trailer("Member", "42"), Trailer("Note", "a Member: 7")])
    #expect(try test.git("log", "-1", "--format=%(trailers:key=Member,valueonly)", Self.reference) == "42\n\n")
    #expect(commit.message.contains("Title") == message.contains("Title") && !commit.message.isEmpty)
    await repository.close()
  }

  @Test(arguments: [
    ("Léa <3", "Léa 3"), ("", "anonymous"), ("<>\n", "anonymous"), ("A\u{0}\nB", "A  B"), (". ,", "anonymous"),
  ])
  func anyNameMakesASignature(_ name: String, _ expected: String) async throws {
    let test = try TestRepository()
    let repository = try await test.open()
    let signature = Signature(name: name, email: "<a\n@b>", time: 1)
    let id = try await repository.advance(["a": .text("1")], NewCommit("x", author: signature))
    #expect(try await repository.commit(id).author == Signature(name: expected, email: "a @b", time: 1))
    try test.expectWhole()
    await repository.close()
  }

  @Test func aCommitOntoNothingIsRefused() async throws {
    let test = try TestRepository()
    let repository = try await test.open()
    let none = try #require(ObjectID("00000000000000000000000000000000000000aa"))
    await #expect(throws: GitError.unknownRevision("\(none)")) {
      try await repository.commit(["a": .text("1")], onto: none, to: Self.reference, .test())
    }
    await repository.close()
  }
}
