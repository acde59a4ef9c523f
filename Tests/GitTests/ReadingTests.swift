import Git
import TestSupport
import Testing

@Suite struct ReadingTests {
  @Test func filesAreListedBelowAFolder() async throws {
    let test = try TestRepository(["a.md": "a", "b/c.md": "c", "b/d/e.md": "e", "b-x.md": "x", "f/g.md": "g"])
    test.folder.link("b/link", to: "c.md")
    try test.commitAll("Link")
    let repository = try await test.open()
    let head = try await repository.head().revision
    let names = try test.git("ls-tree", "-r", "--name-only", "HEAD").split(separator: "\n").map(String.init)
    #expect(try await repository.files(at: head).map(\.path) == names)
    #expect(try await repository.files(under: "b", at: head).map(\.path) == ["b/c.md", "b/d/e.md", "b/link"])
    #expect(try await repository.files(under: "b", at: head).map(\.form) == [.file, .file, .link])
    #expect(try await repository.files(under: "none", at: head).isEmpty)
    #expect(try await repository.files(under: "a.md", at: head).isEmpty)
    let file = try #require(try await repository.file("b/d/e.md", at: head))
    #expect("\(file.blob)\n" == (try test.git("rev-parse", "HEAD:b/d/e.md")))
    #expect(try await repository.bytes(of: file.blob) == Array("e".utf8))
    #expect(try await repository.file("b", at: head) == nil)
    #expect(try await repository.file("", at: head) == nil)
    #expect(try await repository.bytes(of: "none.md", at: head) == nil)
    #expect(try await repository.text("b/link", at: head) == "c.md")
    await repository.close()
  }

  @Test func theHistoryOfAPathLeavesOthersOut() async throws {
    let test = try TestRepository(["a.md": "1", "b/c.md": "1"])
    for (path, text) in [("a.md", "2"), ("b/c.md", "2"), ("x.md", "1"), ("a.md", "3"), ("b/d.md", "1")] {
      test.folder.write(text, to: path)
      try test.commitAll("\(path) \(text)")
    }
    test.folder.remove("a.md")
    try test.commitAll("a.md gone")
    let repository = try await test.open()
    let head = try await repository.head().revision
    func log(_ path: String, _ limit: Int = 10) async throws -> [String] {
      try await repository.log(of: path, from: head, limit: limit).map(\.message)
    }
    #expect(try await log("a.md") == ["a.md gone", "a.md 3", "a.md 2", "First"])
    #expect(try await log("b") == ["b/d.md 1", "b/c.md 2", "First"])
    #expect(try await log("a.md", 2) == ["a.md gone", "a.md 3"])
    #expect(try await log("", 100).count == 7)
    #expect(try await log("none") == [])
    await repository.close()
  }

  @Test func aMergeIsNoChangeOfWhatItOnlyTookOver() async throws {
    let test = try TestRepository(["a.md": "1", "b.md": "1"])
    try test.git("checkout", "--quiet", "-b", "other")
    test.folder.write("2", to: "a.md")
    try test.commitAll("a 2")
    try test.git("checkout", "--quiet", "main")
    test.folder.write("2", to: "b.md")
    try test.commitAll("b 2")
    try test.git("merge", "--quiet", "--message", "Merge", "other")
    let repository = try await test.open()
    let head = try await repository.head().revision
    #expect(try await repository.log(of: "a.md", from: head, limit: 9).map(\.message) == ["a 2", "First"])
    let other = try await repository.revision("other")
    #expect(try await repository.isAncestor(other, of: head))
    #expect(try await repository.isAncestor(head, of: head))
    #expect(try await !repository.isAncestor(head, of: other))
    #expect(try await !repository.isAncestor(other, of: try repository.revision("HEAD^1")))
    await repository.close()
  }

  @Test func revisionsAreFoundByName() async throws {
    let test = try TestRepository()
    try test.git("tag", "--annotate", "v1", "--message", "One")
    let repository = try await test.open()
    let head = try await repository.head().revision
    for name in ["v1", "main", "HEAD", "\(head)"] { #expect(try await repository.revision(name) == head) }
    for name in ["none", "", "HEAD:content", "HEAD~9", "--all"] {
      await #expect(throws: GitError.unknownRevision(name)) { try await repository.revision(name) }
    }
    #expect(ObjectID("\(head)") == head)
    for text in ["", "abc", "\(head)0", String(repeating: "g", count: 40)] { #expect(ObjectID(text) == nil) }
    await repository.close()
  }

  @Test func whatOthersWriteIsSeen() async throws {
    let test = try TestRepository()
    let repository = try await test.open()
    let before = try await repository.head().revision
    test.folder.write("2\n", to: "content/a.md")
    try test.commitAll("By hand")
    try test.git("gc", "--quiet", "--prune=now")
    let after = try await repository.head().revision
    #expect(after != before)
    #expect(try await repository.text("content/a.md", at: after) == "2\n")
    #expect(try await repository.text("content/a.md", at: before) == "a\n")
    await repository.close()
  }
}
