import Git
import TestSupport
import Testing

@Suite struct RemoteTests {
  private let remote: SiteFixture
  private let ours: TestRepository
  private let theirs: TestRepository

  init() throws {
    remote = SiteFixture()
    ours = try TestRepository(["a.md": "1\n2\n3\n4\n5\n", "b.md": "b\n", "c.md": "c\n", "d/e.md": "e\n"])
    _ = try TestRepository.run(["init", "--quiet", "--bare", "--initial-branch=main"], in: remote.path)
    try ours.git("remote", "add", "origin", remote.path)
    try ours.git("push", "--quiet", "origin", "main")
    theirs = try TestRepository(cloning: remote.path)
  }

  private func push(_ files: [String: String?]) throws {
    for (path, text) in files where text == nil { theirs.folder.remove(path) }
    for (path, text) in files { if let text { theirs.folder.write(text, to: path) } }
    try theirs.commitAll("Theirs")
    try theirs.git("push", "--quiet")
  }

  /// What the remote has.
  private func remoteRevision() throws -> String {
    String(try TestRepository.run(["rev-parse", "main"], in: remote.path).output.prefix(40))
  }

  @Test func withoutRemoteThereIsNothingToDo() async throws {
    let test = try TestRepository()
    let repository = try await test.open()
    #expect(try await repository.synchronise() == .noRemote)
    await repository.close()
  }

  @Test func ourCommitsArePushed() async throws {
    let repository = try await ours.open()
    let id = try await repository.advance(["b.md": .text("ours\n")])
    #expect(try await repository.synchronise() == .done(id))
    #expect(try remoteRevision() == "\(id)")
    #expect(try await repository.synchronise() == .done(id))
    #expect(try await repository.revision("origin/main") == id)
    await repository.close()
  }

  @Test func anEmptyRemoteGetsTheBranch() async throws {
    let empty = SiteFixture()
    _ = try TestRepository.run(["init", "--quiet", "--bare"], in: empty.path)
    try ours.git("remote", "set-url", "origin", empty.path)
    let repository = try await ours.open()
    let head = try await repository.head().revision
    #expect(try await repository.synchronise() == .done(head))
    #expect(try TestRepository.run(["rev-parse", "main"], in: empty.path).output == "\(head)\n")
    await repository.close()
  }

  @Test func theirCommitsComeIntoTheWorkTree() async throws {
    try push(["b.md": "theirs\n", "new/f.md": "f\n", "d/e.md": nil, "c.md": nil, "c.md/g.md": "g\n"])
    ours.folder.write("untracked\n", to: "hand.md")
    ours.folder.write("edited\n", to: "a.md")
    let repository = try await ours.open()
    let done = try await repository.synchronise()
    #expect(try done == .done(#require(ObjectID(remoteRevision()))))
    #expect(ours.folder.text("b.md") == "theirs\n")
    #expect(ours.folder.text("c.md/g.md") == "g\n")
    #expect(ours.folder.names(in: "") == [".git", "a.md", "b.md", "c.md", "hand.md", "new"])
    #expect(try ours.status == " M a.md\n?? hand.md\n")
    // A file takes the place of a folder again, a link that of a file, and one file becomes executable.
    theirs.folder.remove("b.md")
    theirs.folder.link("b.md", to: "a.md")
    try theirs.folder.setMode(0o755, of: "new/f.md")
    theirs.folder.remove("c.md")
    try push(["c.md": "file\n"])
    _ = try await repository.synchronise()
    #expect(ours.folder.text("c.md") == "file\n")
    #expect(ours.folder.mode(of: "new/f.md") == 0o755)
    #expect(try ours.status == " M a.md\n?? hand.md\n")
    await repository.close()
  }

  @Test func bothSidesComeTogether() async throws {
    try push(["a.md": "one\n2\n3\n4\n5\n", "b.md": "theirs\n"])
    let repository = try await ours.open()
    try await repository.advance(
      ["a.md": .text("1\n2\n3\n4\nfive\n")], .test("First", trailers: [Trailer("Member", "1")]))
    try await repository.advance(["c.md": .text("ours\n")], .test("Second"))
    let done = try await repository.synchronise()
    let head = try await repository.head().revision
    #expect(done == .done(head))
    #expect(try remoteRevision() == "\(head)")
    #expect(ours.folder.text("a.md") == "one\n2\n3\n4\nfive\n")
    #expect(ours.folder.text("b.md") == "theirs\n")
    let log = try await repository.log(of: "", from: head, limit: 3)
    #expect(log.map(\.message) == ["Second", "First", "Theirs"])
    #expect(log[1].trailer("Member") == "1" && log[1].author == NewCommit.test().author)
    #expect(log.allSatisfy { $0.parents.count == 1 })
    try ours.expectWhole()
    await repository.close()
  }

  @Test func whatIsOnBothSidesAlreadyGoes() async throws {
    try push(["b.md": "same\n"])
    let repository = try await ours.open()
    try await repository.advance(["b.md": .text("same\n")])
    let done = try await repository.synchronise()
    #expect(try done == .done(#require(ObjectID(remoteRevision()))))
    try ours.expectWhole()
    await repository.close()
  }

  @Test func aConflictChangesNothing() async throws {
    try push(["b.md": "theirs\n", "c.md": nil, "a.md": "one\n2\n3\n4\n5\n"])
    let repository = try await ours.open()
    let id = try await repository.advance([
      "b.md": .text("ours\n"), "c.md": .text("ours\n"), "a.md": .text("1\n2\n3\n4\nfive\n"),
    ])
    await #expect(throws: GitError.conflict(["b.md", "c.md"])) { try await repository.synchronise() }
    #expect(try await repository.head().revision == id)
    try ours.expectWhole()
    #expect(try remoteRevision() != "\(id)")
    await repository.close()
  }

  @Test func editsByHandStopWhatWouldOverwriteThem() async throws {
    try push(["b.md": "theirs\n", "new.md": "theirs\n"])
    ours.folder.write("hand\n", to: "b.md")
    ours.folder.write("hand\n", to: "new.md")
    let repository = try await ours.open()
    let head = try await repository.head()
    await #expect(throws: GitError.dirty(["b.md", "new.md"])) { try await repository.synchronise() }
    #expect(try await repository.head() == head)
    #expect(try ours.status == " M b.md\n?? new.md\n")
    #expect(ours.folder.text("b.md") == "hand\n")
    await repository.close()
  }

  @Test func pathsThatNobodyMayWriteAreRefused() async throws {
    let hash = try theirs.git("hash-object", "-w", "b.md").prefix(40)
    let tree = try theirs.folder.makeTree(".GIT/hooks/post-merge", of: String(hash), in: theirs)
    let commit = try theirs.git("commit-tree", tree, "-p", "HEAD", "-m", "Evil").prefix(40)
    try theirs.git("push", "--quiet", "origin", "\(commit):refs/heads/main")
    let repository = try await ours.open()
    let head = try await repository.head()
    await #expect(throws: GitError.invalidPath(".GIT/hooks/post-merge")) { try await repository.synchronise() }
    #expect(try await repository.head() == head)
    #expect(!ours.folder.names(in: "").contains(".GIT"))
    await repository.close()
  }

  @Test func manyWhoPushAtOnceAllComeThrough() async throws {
    let second = try await theirs.open()
    let first = try await ours.open()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (name, repository) in [("x", first), ("y", second)] {
        group.addTask {
          for round in 0..<8 {
            try await repository.advance(["\(name)/\(round)": .text("\(round)\n")])
            while true {
              do throws(GitError) {
                _ = try await repository.synchronise()
                break
              } catch .remote(.contended, _) {
                // It can be tried again.
              }
            }
          }
        }
      }
      try await group.waitForAll()
    }
    _ = try await first.synchronise()
    let head = try await first.head().revision
    #expect(try await second.synchronise() == .done(head))
    #expect(try await first.files(at: head).count == 4 + 16)
    #expect(try ours.git("rev-list", "--count", "HEAD") == "17\n")
    try ours.expectWhole()
    try theirs.expectWhole()
    for repository in [first, second] { await repository.close() }
  }

  @Test func aRemoteThatIsNotThereIsToldWithoutSecrets() async throws {
    try ours.git("remote", "set-url", "origin", "/nonexistent/x.git")
    let repository = try await ours.open()
    let error = await #expect(throws: GitError.self) { try await repository.synchronise() }
    guard case .remote(.unreachable, let message) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(message.contains("/nonexistent/x.git"))
    try ours.git("remote", "set-url", "origin", "http://user:secret@127.0.0.1:1/x.git")
    let other = await #expect(throws: GitError.self) { try await repository.synchronise(within: .seconds(20)) }
    #expect(!"\(String(describing: other))".contains("secret"))
    await repository.close()
  }

  @Test func aRemoteThatRefusesSaysWhy() async throws {
    remote.write("#!/bin/sh\necho no pushing on Sundays\nexit 1\n", to: "hooks/pre-receive")
    try remote.setMode(0o755, of: "hooks/pre-receive")
    let repository = try await ours.open()
    let id = try await repository.advance(["b.md": .text("ours\n")])
    let error = await #expect(throws: GitError.self) { try await repository.synchronise() }
    guard case .remote(.refused, let message) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(message.contains("no pushing on Sundays"))
    #expect(try await repository.head().revision == id)
    await repository.close()
  }

  @Test func whoNeverAnswersIsGivenUp() async throws {
    try ours.git("config", "remote.origin.uploadpack", "sleep 600; true")
    let repository = try await ours.open()
    let start = ContinuousClock.now
    let error = await #expect(throws: GitError.self) { try await repository.synchronise(within: .milliseconds(300)) }
    guard case .remote(.timeout, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    // Beside other tests that keep the machine busy it may take a while.
    #expect(ContinuousClock.now - start < .seconds(300))
    // Meanwhile others are served.
    try await repository.advance(["b.md": .text("ours\n")])
    await repository.close()
  }

  @Test func maintenancePacksWhatHasGathered() async throws {
    let repository = try await ours.open()
    try ours.git("config", "gc.auto", "10")
    // By which git guesses how many there are in all.
    var round = 0
    while round < 5_000, ours.folder.names(in: ".git/objects/17").count < 3 {
      try await repository.advance(["b.md": .text("\(round)\n")])
      round += 1
    }
    let loose = try ours.git("count-objects")
    await repository.maintain()
    #expect(try ours.git("count-objects") != loose)
    try await repository.advance(["b.md": .text("after\n")])
    try ours.expectWhole()
    await repository.close()
  }
}

extension SiteFixture {
  /// Makes a tree that git itself would refuse to make of files.
  fileprivate func makeTree(_ path: String, of blob: String, in repository: TestRepository) throws -> String {
    var line = "100644 blob \(blob)"
    for part in path.split(separator: "/").reversed() {
      let input = "\(line)\t\(part)\n"
      let tree = try TestRepository.run(["mktree"], in: repository.path, input: input).output.prefix(40)
      line = "040000 tree \(tree)"
    }
    return String(line.suffix(40))
  }
}
