import Git
import Glibc
import TestSupport
import Testing

@Suite struct ReadinessTests {
  @Test func aFolderWithoutRepositoryIsNone() async throws {
    let test = TestRepository(empty: ())
    await #expect(throws: GitError.notRepository(path: test.path)) { try await test.open() }
    await #expect(throws: GitError.io(operation: "find", path: "\(test.path)/none", code: ENOENT)) {
      try await test.open("none")
    }
  }

  @Test func aBareRepositoryIsRefused() async throws {
    let test = TestRepository(empty: ())
    try test.git("init", "--quiet", "--bare")
    await #expect(throws: GitError.bare(path: test.path)) { try await test.open() }
  }

  @Test func gitsOwnFolderAndAnIgnoredOneAreRefused() async throws {
    let test = try TestRepository(["var/x/a.md": "a", ".gitignore": "var/\n", "content/a.md": "a"])
    await #expect(throws: GitError.notRepository(path: "\(test.path)/.git")) { try await test.open(".git") }
    await #expect(throws: GitError.ignored(path: "\(test.path)/var/x")) { try await test.open("var/x") }
    try await test.open("content").close()
  }

  @Test(.enabled(if: getuid() == 0, "only root can give a folder away"))
  func aRepositoryOfSomebodyElseIsRefused() async throws {
    let test = try TestRepository()
    for path in ["", "/.git"] { #expect(chown(test.path + path, 12_345, 12_345) == 0) }
    await #expect(throws: GitError.foreignOwner(path: test.path)) { try await test.open() }
    for path in ["", "/.git"] { #expect(chown(test.path + path, 0, 0) == 0) }
  }

  @Test func withoutACommitNothingMoves() async throws {
    let test = TestRepository(empty: ())
    try test.git("init", "--quiet", "--initial-branch=trunk")
    let repository = try await test.open()
    let error = GitError.unborn(branch: "refs/heads/trunk")
    await #expect(throws: error) { try await repository.head() }
    await #expect(throws: error) { try await repository.checkReady() }
    await repository.close()
  }

  @Test func withoutABranchNothingMoves() async throws {
    let test = try TestRepository()
    try test.git("checkout", "--quiet", "--detach")
    let repository = try await test.open()
    let id = try await repository.revision("HEAD")
    await #expect(throws: GitError.detached(id)) { try await repository.checkReady() }
    await #expect(throws: GitError.detached(id)) { try await repository.advance(["a": .text("a")], from: id, .test()) }
    // What is submitted is kept all the same.
    _ = try await repository.commit(["a": .text("a")], onto: id, to: "refs/submissions/1", .test())
    try test.expectWhole()
    await repository.close()
  }

  @Test(arguments: [UnfinishedWork.merge, .rebase, .cherryPick, .revert, .bisect])
  func inTheMiddleOfSomethingNothingMoves(_ work: UnfinishedWork) async throws {
    let test = try TestRepository(["a.md": "0\n"])
    try test.git("checkout", "--quiet", "-b", "other")
    test.folder.write("1\n", to: "a.md")
    try test.commitAll("Other")
    try test.git("checkout", "--quiet", "main")
    test.folder.write("2\n", to: "a.md")
    try test.commitAll("Main")
    let repository = try await test.open()
    let head = try await repository.head().revision
    switch work {
    case .merge: _ = try TestRepository.run(["merge", "other"], in: test.path)
    case .rebase: _ = try TestRepository.run(["rebase", "other"], in: test.path)
    case .cherryPick: _ = try TestRepository.run(["cherry-pick", "other"], in: test.path)
    case .revert: _ = try TestRepository.run(["revert", "HEAD~1"], in: test.path)
    default: _ = try TestRepository.run(["bisect", "start"], in: test.path)
    }
    await #expect(throws: GitError.unfinished(work)) { try await repository.checkReady() }
    await #expect(throws: GitError.unfinished(work)) {
      try await repository.advance(["b.md": .text("b")], from: head, .test())
    }
    _ = try await repository.commit(["b.md": .text("b")], onto: head, to: "refs/submissions/1", .test())
    await repository.close()
  }

  @Test func anotherGitAtWorkIsWaitedFor() async throws {
    let test = try TestRepository()
    let hasty = try await test.open(waiting: .milliseconds(30))
    let patient = try await test.open()
    test.folder.write("", to: ".git/index.lock")
    let error = await #expect(throws: GitError.self) { try await hasty.advance(["a.md": .text("a")]) }
    guard case .indexLocked(let path, let since) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(path == "\(test.path)/.git/index.lock")
    #expect(abs(since - Int64(time(nil))) < 100)
    await #expect(throws: GitError.self) { try await hasty.checkReady() }
    #expect(test.folder.names(in: ".git").contains("index.lock"))
    async let advance = patient.advance(["a.md": .text("a")])
    try await Task.sleep(for: .milliseconds(20))
    test.folder.remove(".git/index.lock")
    _ = try await advance
    try await hasty.checkReady()
    try test.expectWhole()
    for repository in [hasty, patient] { await repository.close() }
  }

  @Test func aWriterThatTakesTooLongIsReported() async throws {
    let test = try TestRepository()
    let repository = try await test.open(waiting: .milliseconds(30))
    let head = try await repository.head().revision
    let file = Glibc.open("\(test.path)/.git/writer.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    #expect(flock(file, LOCK_EX) == 0)
    await #expect(throws: GitError.busy(path: "\(test.path)/.git/writer.lock")) {
      try await repository.commit(["a.md": .text("a")], onto: head, to: "refs/submissions/1", .test())
    }
    Glibc.close(file)
    _ = try await repository.commit(["a.md": .text("a")], onto: head, to: "refs/submissions/1", .test())
    // Who tidies up takes nothing away that would not come again.
    test.folder.remove(".git/writer.lock")
    try await repository.advance(["a.md": .text("a")])
    try test.expectWhole()
    await repository.close()
    await #expect(throws: GitError.closed) { try await repository.head() }
  }

  @Test func aRepositoryIsMadeOfWhatIsThere() async throws {
    let test = TestRepository(empty: ())
    test.folder.write("a\r\nb\n", to: "content/a.md")
    test.folder.write("x", to: "var/secret")
    test.folder.write("var/\n", to: ".gitignore")
    let repository = try await Repository.create(at: test.path, .test("The beginning"))
    let head = try await repository.head()
    #expect(head.branch == "refs/heads/main")
    #expect(try await repository.files(at: head.revision).map(\.path) == [".gitignore", "content/a.md"])
    #expect(try await repository.text("content/a.md", at: head.revision) == "a\r\nb\n")
    #expect(try await repository.commit(head.revision).parents.isEmpty)
    try await repository.advance(["content/a.md": .text("c\r\n")])
    try test.expectWhole()
    await #expect(throws: GitError.alreadyExists(path: test.path)) {
      try await Repository.create(at: test.path, .test())
    }
    await repository.close()
  }

  @Test func aRepositoryWithoutCommitGetsItsFirst() async throws {
    let test = TestRepository(empty: ())
    try test.git("init", "--quiet", "--initial-branch=trunk")
    test.folder.write("a", to: "new/a.md")
    let repository = try await Repository.create(at: test.path, .test())
    #expect(try await repository.head().branch == "refs/heads/trunk")
    try test.expectWhole()
    await repository.close()
  }
}
