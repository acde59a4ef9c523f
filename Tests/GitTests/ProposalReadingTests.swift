import Git
import TestSupport
import Testing

@Suite struct ProposalReadingTests {
  @Test func whatIsNotCommittedIsFound() async throws {
    let test = try TestRepository(["a.md": "a\n", "b.md": "b\n", "c/d.md": "d\n", ".gitignore": "*.log\n"])
    let repository = try await test.open()
    #expect(try await repository.uncommitted() == [])
    test.folder.write("edited\n", to: "a.md")
    test.folder.write("new\n", to: "new/deep/é.md")
    test.folder.write("ignored\n", to: "x.log")
    test.folder.write("staged\n", to: "staged.md")
    test.folder.remove("c/d.md")
    test.folder.remove("b.md")
    test.folder.link("b.md", to: "a.md")
    try test.git("add", "staged.md")
    let changes = try await repository.uncommitted()
    #expect(changes.map(\.path) == ["a.md", "b.md", "c/d.md", "new/deep/é.md", "staged.md"])
    #expect(changes.map { $0.new?.form } == [.file, .link, nil, .file, .file])
    #expect(changes.map { $0.old == nil } == [false, false, false, true, true])
    let hash = try test.git("hash-object", "a.md").prefix(40)
    #expect(changes[0].new?.blob == ObjectID(String(hash)))
    await repository.close()
  }

  @Test func whereBranchesBeganIsFound() async throws {
    let test = try TestRepository(["a.md": "a\n"])
    let first = try test.git("rev-parse", "HEAD").prefix(40)
    try test.git("checkout", "-qb", "other")
    test.folder.write("b\n", to: "b.md")
    try test.commitAll("Other")
    try test.git("checkout", "-q", "main")
    test.folder.write("c\n", to: "c.md")
    try test.commitAll("Main")
    let repository = try await test.open()
    let (main, other) = (try await repository.revision("main"), try await repository.revision("other"))
    #expect(try await repository.mergeBases(of: main, and: other) == [ObjectID(String(first))])
    #expect(try await repository.mergeBases(of: main, and: main) == [main])
    try test.git("checkout", "-q", "--orphan", "apart")
    try test.commitAll("Apart")
    #expect(try await repository.mergeBases(of: main, and: try await repository.revision("apart")) == [])
    await repository.close()
  }

  @Test func aShallowCloneDoesNotReachSoFar() async throws {
    let test = try TestRepository(["a.md": "a\n"])
    try test.git("branch", "other")
    for name in ["b", "c"] {
      test.folder.write("\(name)\n", to: "\(name).md")
      try test.commitAll(name)
    }
    let shallow = TestRepository(empty: ())
    try shallow.git("clone", "-q", "--depth", "1", "--no-single-branch", "file://\(test.path)", ".")
    let repository = try await shallow.open()
    let (main, other) = (try await repository.revision("main"), try await repository.revision("origin/other"))
    #expect(try await repository.mergeBases(of: main, and: other) == [])
    await repository.close()
  }
}
