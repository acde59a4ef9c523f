import Git
import TestSupport
import Testing

/// A path that somebody has edited and not committed is never overwritten.
@Suite struct HandEditTests {
  private func expectRefused(
    _ changes: [String: Change], as error: GitError, in test: TestRepository,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let repository = try await test.open()
    let head = try await repository.head()
    let status = try test.status
    await #expect(throws: error, sourceLocation: sourceLocation) { try await repository.advance(changes) }
    #expect(try await repository.head() == head, sourceLocation: sourceLocation)
    #expect(try test.status == status, sourceLocation: sourceLocation)
    #expect(
      test.folder.names(in: ".git").filter { $0.hasPrefix("writer") || $0.hasSuffix(".lock") }
        .filter { $0 != "writer.log" } == ["writer.lock"],
      sourceLocation: sourceLocation)
    await repository.close()
  }

  @Test func allEditedPathsAreNamed() async throws {
    let test = try TestRepository(["a.md": "a\n", "b.md": "b\n", "c.md": "c\n", "d.md": "d\n", "e.md": "e\n"])
    test.folder.write("by hand\n", to: "a.md")
    test.folder.remove("b.md")
    test.folder.write("staged\n", to: "c.md")
    try test.git("add", "c.md")
    test.folder.write("c\n", to: "c.md")
    test.folder.write("untracked\n", to: "new.md")
    try test.git("rm", "--quiet", "--cached", "e.md")
    var changes: [String: Change] = [:]
    for path in ["a.md", "b.md", "c.md", "d.md", "e.md", "new.md"] { changes[path] = .text("service\n") }
    try await expectRefused(changes, as: .dirty(["a.md", "b.md", "c.md", "e.md", "new.md"]), in: test)
    #expect(test.folder.text("a.md") == "by hand\n")
    #expect(test.folder.text("d.md") == "d\n")
    #expect(test.folder.text("new.md") == "untracked\n")
  }

  @Test func whatSomebodyEditedIsNotDeleted() async throws {
    let test = try TestRepository()
    test.folder.write("by hand\n", to: "content/a.md")
    try await expectRefused(["content/a.md": .delete], as: .dirty(["content/a.md"]), in: test)
    #expect(test.folder.text("content/a.md") == "by hand\n")
  }

  @Test func theSameEditByHandIsNone() async throws {
    let test = try TestRepository()
    test.folder.write("same\n", to: "content/a.md")
    test.folder.write("same\n", to: "content/new.md")
    test.folder.remove("content/b.md")
    let repository = try await test.open()
    try await repository.advance([
      "content/a.md": .text("same\n"), "content/new.md": .text("same\n"), "content/b.md": .delete,
    ])
    try test.expectWhole()
    await repository.close()
  }

  @Test func symbolicLinksAreNotFollowed() async throws {
    let outside = SiteFixture(["a.md": "a\n", "secret": "secret\n"])
    let test = try TestRepository()
    test.folder.remove("content")
    test.folder.link("content", to: outside.path)
    try await expectRefused(["content/a.md": .text("x")], as: .obstructed("content/a.md"), in: test)
    try await expectRefused(["content/new/x.md": .text("x")], as: .obstructed("content/new/x.md"), in: test)
    try await expectRefused(["content/a.md": .delete], as: .obstructed("content/a.md"), in: test)
    #expect(outside.names(in: "") == ["a.md", "secret"])
    #expect(outside.text("a.md") == "a\n")
    test.folder.remove("content")
    test.folder.link("content/a.md", to: "\(outside.path)/secret")
    try await expectRefused(["content/a.md": .text("x")], as: .dirty(["content/a.md"]), in: test)
    #expect(outside.text("secret") == "secret\n")
  }

  @Test func trackedLinksAndFilesAreNoFolders() async throws {
    let test = try TestRepository(["content/a.md": "a\n", "real/b.md": "b\n"])
    test.folder.link("link", to: "real")
    try test.commitAll("Link")
    try await expectRefused(["link/b.md": .text("x")], as: .obstructed("link/b.md"), in: test)
    try await expectRefused(["link": .text("x")], as: .obstructed("link"), in: test)
    try await expectRefused(["content/a.md/b.md": .text("x")], as: .obstructed("content/a.md/b.md"), in: test)
    try await expectRefused(["content": .text("x")], as: .obstructed("content"), in: test)
    try await expectRefused(["new": .text("x"), "new/b": .text("x")], as: .obstructed("new/b"), in: test)
    try await expectRefused(["none.md": .delete], as: .unknownPath("none.md"), in: test)
  }

  @Test func aFolderInTheWayIsLeftAlone() async throws {
    let test = try TestRepository()
    test.folder.write("by hand\n", to: "new.md/inner")
    try await expectRefused(["new.md": .text("x")], as: .obstructed("new.md"), in: test)
    #expect(test.folder.text("new.md/inner") == "by hand\n")
  }

  /// Bytes of a revision that git shows otherwise in the work tree are no edit, and are written as they are.
  @Test(arguments: ["true", "input"]) func lineEndsAreNeitherChangedNorTakenForEdits(_ setting: String) async throws {
    let test = try TestRepository(["unix.md": "a\nb\n", "mixed.md": "a\n", "windows.md": "a\n"])
    try test.git("config", "core.autocrlf", setting)
    if setting == "true" {
      for name in ["unix.md", "mixed.md", "windows.md"] { test.folder.remove(name) }
      try test.git("checkout", "--", ".")
      #expect(test.folder.text("unix.md") == "a\r\nb\r\n")
    }
    let repository = try await test.open()
    let changes: [String: Change] = [
      "unix.md": .text("a\nc\n"), "mixed.md": .text("a\r\nb\nc\r\n"), "windows.md": .text("a\r\nb\r\n"),
    ]
    let id = try await repository.advance(changes)
    for (path, change) in changes {
      let bytes = try await repository.bytes(of: path, at: id)
      #expect(bytes.map(Change.write) == change)
      #expect(test.folder.read(path) == bytes)
    }
    #expect(try test.status == "")
    test.folder.write("by hand\n", to: "unix.md")
    try await expectRefused(["unix.md": .text("x")], as: .dirty(["unix.md"]), in: test)
    await repository.close()
  }

  @Test func rightsOfFilesStay() async throws {
    let test = try TestRepository(["script": "1\n", "private.md": "1\n", "plain.md": "1\n"])
    try test.folder.setMode(0o755, of: "script")
    try test.commitAll("Executable")
    try test.folder.setMode(0o600, of: "private.md")
    let repository = try await test.open()
    try await repository.advance(["script": .text("2\n"), "private.md": .text("2\n"), "plain.md": .text("2\n")])
    #expect(test.folder.mode(of: "script") == 0o755)
    #expect(test.folder.mode(of: "private.md") == 0o600)
    #expect(try test.git("ls-tree", "HEAD", "script").hasPrefix("100755"))
    #expect(try await repository.file("script", at: repository.head().revision)?.form == .executable)
    try test.expectWhole()
    await repository.close()
  }
}
