import Git
import TestSupport
import Testing

@Suite struct AdvanceTests {
  @Test func aChangeReachesBranchIndexAndWorkTree() async throws {
    let test = try TestRepository(["content/a.md": "a\n", "content/old/b.md": "b\n"])
    let repository = try await test.open("content")
    #expect(repository.folder == "content")
    let head = try await repository.head()
    #expect(head.branch == TestRepository.branch)
    let id = try await repository.advance(
      ["content/a.md": .text("new\n"), "content/c/d.md": .text("d\n"), "content/old/b.md": .delete],
      from: head.revision,
      .test("Change\n\nWhy", trailers: [Trailer("Member", "42")]))
    #expect(try await repository.head().revision == id)
    #expect(test.folder.text("content/a.md") == "new\n")
    #expect(test.folder.text("content/c/d.md") == "d\n")
    #expect(test.folder.names(in: "content") == ["a.md", "c"])
    try test.expectWhole()
    #expect(
      try test.git("log", "-1", "--format=%P|%an|%ae|%ad|%B", "--date=raw")
        == "\(head.revision)|Léa|lea@members.invalid|1700000000 +0100|Change\n\nWhy\n\nMember: 42\n\n")
    #expect(!test.folder.names(in: ".git").contains { $0.hasSuffix(".lock") && $0 != "writer.lock" })
    #expect(test.folder.names(in: ".git").filter { $0.hasPrefix("writer") } == ["writer.lock", "writer.log"])
    await repository.close()
  }
}
