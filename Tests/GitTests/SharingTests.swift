import Git
import TestSupport
import Testing

/// Several writers, and people beside them.
@Suite struct SharingTests {
  @Test func racingProcessesLoseNothing() async throws {
    let test = try TestRepository()
    let processes = try ["x", "y"].map { try WriterProcess("add", test.path, $0, "60") }
    let repositories = [try await test.open(), try await test.open()]
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, repository) in repositories.enumerated() {
        group.addTask {
          var count = 0
          while count < 40 {
            do throws(GitError) {
              try await repository.advance(["\(number)/\(count)": .text("\(count)\n")])
              count += 1
            } catch .referenceMoved {
              // Somebody was faster.
            }
          }
        }
      }
      try await group.waitForAll()
    }
    for process in processes { #expect(try process.finish() == 0) }
    let files = try await repositories[0].files(at: repositories[0].head().revision).map(\.path)
    for (folder, count) in [("x", 60), ("y", 60), ("0", 40), ("1", 40)] {
      #expect(files.count { $0.hasPrefix("\(folder)/") } == count)
      #expect(test.folder.names(in: folder).count == count)
    }
    #expect(try test.git("rev-list", "--count", "HEAD") == "201\n")
    try test.expectWhole()
    for repository in repositories { await repository.close() }
  }

  @Test func racingSubmissionsLoseNothing() async throws {
    let test = try TestRepository()
    let repositories = [try await test.open(), try await test.open()]
    let base = try await repositories[0].head().revision
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<200 {
        group.addTask {
          _ = try await repositories[number % 2].commit(
            ["content/\(number).md": .text("\(number)")], onto: base, to: "refs/submissions/\(number)", .test())
        }
      }
      try await group.waitForAll()
    }
    #expect(try await repositories[0].references(under: "refs/submissions/").count == 200)
    #expect(try await repositories[0].head().revision == base)
    try test.expectWhole()
    for repository in repositories { await repository.close() }
  }

  @Test func editsByHandBesideStayAsTheyAre() async throws {
    let test = try TestRepository([
      "content/a.md": "a\n", "edited.md": "1\n", "staged.md": "1\n", "both.md": "1\n", "deleted.md": "1\n",
      "gone.md": "1\n",
      ".gitignore": "ignored\n",
    ])
    test.folder.write("2\n", to: "edited.md")
    test.folder.write("2\n", to: "staged.md")
    test.folder.write("2\n", to: "both.md")
    test.folder.write("new\n", to: "added.md")
    test.folder.write("later\n", to: "intended.md")
    test.folder.write("x", to: "ignored")
    test.folder.write("untracked\n", to: "content/untracked.md")
    try test.git("add", "staged.md", "both.md", "added.md")
    try test.git("add", "--intent-to-add", "intended.md")
    try test.git("rm", "--quiet", "--cached", "gone.md")
    test.folder.write("3\n", to: "both.md")
    test.folder.remove("deleted.md")
    let status = try test.status
    let staged = try test.git("diff", "--cached")
    let unstaged = try test.git("diff")
    let repository = try await test.open()
    for text in ["b\n", "c\n"] {
      try await repository.advance(["content/a.md": .text(text), "content/\(text.first ?? " ")/d.md": .text(text)])
      #expect(try test.status == status)
      #expect(try test.git("diff", "--cached") == staged)
      #expect(try test.git("diff") == unstaged)
    }
    try await repository.advance(["content/b/d.md": .delete])
    #expect(try test.status == status)
    #expect(test.folder.names(in: "content") == ["a.md", "c", "untracked.md"])
    await repository.close()
  }

  /// An edit in the tick of the clock in which git staged the file, of the same length, is only visible to who looks.
  @Test func editsWithinOneTickStayVisible() async throws {
    let test = try TestRepository(["a.md": "a\n", "content/b.md": "b\n"])
    let repository = try await test.open()
    for round in 0..<20 {
      test.folder.write("\(round % 10)x\n", to: "a.md")
      try test.git("add", "a.md")
      test.folder.write("\(round % 10)y\n", to: "a.md")
      try await repository.advance(["content/b.md": .text("\(round)\n")])
      #expect(try test.status == "MM a.md\n", "round \(round)")
    }
    await repository.close()
  }

  @Test func commitsByHandAndByServiceFollowOneAnother() async throws {
    let test = try TestRepository()
    let repository = try await test.open()
    for round in 0..<5 {
      try await repository.advance(["content/\(round).md": .text("service\n")])
      test.folder.write("hand \(round)\n", to: "hand.md")
      try test.commitAll("By hand")
    }
    #expect(try test.git("rev-list", "--count", "HEAD") == "11\n")
    try test.git("gc", "--quiet", "--prune=now")
    try await repository.advance(["content/a.md": .text("after gc\n")])
    try test.expectWhole()
    await repository.close()
  }

  @Test func aChangeOfTheBranchMeanwhileIsTold() async throws {
    let test = try TestRepository()
    let repository = try await test.open()
    let head = try await repository.head().revision
    test.folder.write("hand\n", to: "hand.md")
    try test.commitAll("By hand")
    let found = try await repository.head().revision
    await #expect(throws: GitError.referenceMoved("refs/heads/main", found: found)) {
      try await repository.advance(["content/a.md": .text("x")], from: head, .test())
    }
    try test.expectWhole()
    await repository.close()
  }
}
