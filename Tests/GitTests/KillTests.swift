import Foundation
import Git
import TestSupport
import Testing

/// A writer that is killed at any moment loses nothing that it was told is kept, and leaves nothing half done.
@Suite struct KillTests {
  /// `GIT_KILLS=500 swift test --filter GitTests.KillTests` kills more often.
  private static let kills = ProcessInfo.processInfo.environment["GIT_KILLS"].flatMap { Int($0) } ?? 100

  @Test func aKilledWriterLeavesWhatTheNextOpeningFinishes() async throws {
    let test = try TestRepository(["count": "0", "other.md": "1\n"])
    test.folder.write("edited by hand\n", to: "other.md")
    test.folder.write("new\n", to: "staged.md")
    try test.git("add", "staged.md")
    test.folder.write("untracked\n", to: "notes/untracked.md")
    let edits = " M other.md\nA  staged.md\n?? notes/untracked.md\n"
    #expect(try test.status == edits)
    var submitted = 0
    var accepted = 0
    var interrupted = 0
    for round in 0..<Self.kills {
      let writer = try WriterProcess("advance", test.path)
      // Sometimes before it is open, mostly some commits later.
      var lines: [String] = []
      if round % 8 > 0 { for _ in 0...Int.random(in: 0...7) { lines.append(writer.readLine()) } }
      try await Task.sleep(for: .microseconds(Int.random(in: 0...(round % 8 == 0 ? 20_000 : 8_000))))
      writer.kill()
      for line in lines + writer.readLines() {
        let words = line.split(separator: " ")
        let number = try #require(Int(words[1]))
        if words[0] == "submitted" { submitted = number } else { accepted = number }
      }
      try writer.finish()
      if WriterLog(test)?.isFinished == false { interrupted += 1 }

      let repository = try await test.open()
      let head = try await repository.head().revision
      let count = try #require(Int(try await repository.text("count", at: head) ?? ""))
      // One more may be kept whose word was lost with its writer.
      #expect(accepted <= count && count <= accepted + 1, "round \(round)")
      accepted = count
      let waiting = try await repository.references(under: "refs/submissions/").map(\.reference)
      if submitted > count { #expect(waiting == ["refs/submissions/\(submitted)"], "round \(round)") }
      #expect(!waiting.contains("refs/submissions/\(count)"), "round \(round)")
      #expect(test.folder.text("count") == "\(count)", "round \(round)")
      let notes = (max(1, count - 2)...max(1, count)).filter { $0 <= count }.map { "\($0)" } + ["untracked.md"]
      #expect(test.folder.names(in: "notes") == notes.sorted(), "round \(round)")
      try #expect(test.status == edits, "round \(round)")
      #expect(try test.leftBehind() == [], "round \(round)")
      await repository.close()
    }
    #expect(accepted > Self.kills, "most writers were killed before they wrote")
    #expect(interrupted > 0, "no writer was killed in the middle")
    try test.git("rm", "--quiet", "--force", "staged.md")
    try test.git("checkout", "--quiet", "other.md")
    test.folder.remove("notes/untracked.md")
    try test.expectWhole()
  }

  @Test(arguments: ["files", "index", "nothing"]) func whatAKillLeavesIsFinished(_ done: String) async throws {
    let test = try TestRepository(["a.md": "old\n", "b.md": "old\n", "c.md": "old\n", "d/e.md": "old\n"])
    try await test.interrupt(
      ["a.md": "new\n", "b.md": "new\n", "new/f.md": "new\n", "d/e.md": nil], retiring: "refs/submissions/1")
    #expect(try test.status != "")
    switch done {
    case "files":
      test.folder.write("new\n", to: "a.md")
      test.folder.remove("d/e.md")
      test.folder.write("ne", to: "new/.partial-write~")
    case "index":
      test.folder.write("new\n", to: "new/f.md")
      try test.git("read-tree", "HEAD")
    default: break
    }
    // A command by hand is kept away until it is finished.
    try test.folder.hardLink("index.lock", to: "writer.lock", in: ".git")
    #expect(try TestRepository.run(["add", "b.md"], in: test.path).code != 0)
    let repository = try await test.open()
    try test.expectWhole()
    #expect(test.folder.text("b.md") == "new\n")
    #expect(test.folder.names(in: "") == [".git", "a.md", "b.md", "c.md", "new"])
    #expect(test.folder.names(in: "new") == ["f.md"])
    #expect(try await repository.references(under: "refs/submissions").isEmpty)
    #expect(try test.leftBehind() == [])
    await repository.close()
  }

  @Test func whatWasEditedAfterAKillIsLeftAlone() async throws {
    let test = try TestRepository(["a.md": "old\n", "b.md": "old\n"])
    try await test.interrupt(["a.md": "new\n", "b.md": "new\n"])
    test.folder.write("by hand\n", to: "a.md")
    try await test.open().close()
    #expect(test.folder.text("a.md") == "by hand\n")
    #expect(test.folder.text("b.md") == "new\n")
    #expect(try test.status == " M a.md\n")
  }

  @Test func aMoveThatOnlyTheLogHasHappens() async throws {
    let test = try TestRepository(["a.md": "old\n"])
    try await test.interrupt(["a.md": "new\n"], retiring: "refs/submissions/1")
    let new = try test.git("rev-parse", "HEAD")
    try test.git("update-ref", TestRepository.branch, "HEAD~1")
    try await test.open().close()
    #expect(try test.git("rev-parse", "HEAD") == new)
    #expect(test.folder.text("a.md") == "new\n")
    try test.expectWhole()
    #expect(try test.git("for-each-ref", "refs/submissions") == "")
    #expect(try test.leftBehind() == [])
  }

  @Test func aRecordThatIsNotWholeNeverWas() async throws {
    let test = try TestRepository(["a.md": "old\n"])
    let head = try test.git("rev-parse", "HEAD")
    try await test.interrupt(["a.md": "new\n"])
    try test.git("update-ref", TestRepository.branch, "HEAD~1")
    var log = try #require(WriterLog(test))
    log.breakLastRecord()
    test.folder.write(log.bytes, to: WriterLog.path)
    let repository = try await test.open()
    #expect(try test.git("rev-parse", "HEAD") == head)
    #expect(test.folder.text("a.md") == "old\n")
    // The log goes on from there.
    try await repository.advance(["a.md": .text("newer\n")])
    await repository.close()
    #expect(test.folder.text("a.md") == "newer\n")
    try test.expectWhole()
  }

  @Test(arguments: [[], Array("no log".utf8), [UInt8](repeating: 0xFF, count: 500)])
  func aLogThatIsNoneSaysNothing(_ bytes: [UInt8]) async throws {
    let test = try TestRepository(["a.md": "old\n"])
    test.folder.write("", to: ".git/writer.lock")
    test.folder.write(bytes, to: WriterLog.path)
    let repository = try await test.open()
    try await repository.advance(["a.md": .text("new\n")])
    await repository.close()
    try test.expectWhole()
    #expect(test.folder.text("a.md") == "new\n")
  }

  @Test func aLogOfAnotherBootWithoutRecordsUndoesNothing() async throws {
    let test = try TestRepository(["a.md": "old\n", "b.md": "old\n"])
    test.folder.write("", to: ".git/writer.lock")
    let head = [UInt8](repeating: 1, count: 8) + [UInt8](repeating: UInt8(ascii: "0"), count: 36)
    test.folder.write(head + [UInt8](repeating: 0, count: 20), to: WriterLog.path)
    let repository = try await test.open()
    try await repository.advance(["a.md": .text("new\n")])
    test.folder.write("n", to: "a.md")
    try await repository.advance(["b.md": .text("new\n")])
    await repository.close()
    #expect(test.folder.text("a.md") == "n")
    #expect(try test.status == " M a.md\n")
  }

  @Test func filesThatCannotFollowKeepNobodyFromSubmitting() async throws {
    let test = try TestRepository(["a.md": "old\n"])
    try await test.interrupt(["a.md": "new\n"])
    test.folder.write("", to: ".git/index.lock")
    let repository = try await test.open(waiting: .milliseconds(50))
    let head = try await repository.head().revision
    let changes = ["b.md": Change.text("b\n")]
    let submission = try await repository.commit(changes, onto: head, to: "refs/submissions/1", .test())
    await #expect(throws: GitError.self) { try await repository.advance(changes) }
    await repository.close()
    #expect(test.folder.text("a.md") == "old\n")
    test.folder.remove(".git/index.lock")
    let again = try await test.open()
    #expect(test.folder.text("a.md") == "new\n")
    try await again.advance(to: submission, retiring: ("refs/submissions/1", submission))
    await again.close()
    try test.expectWhole()
  }

  @Test func somebodyElsesMoveIsLeftAlone() async throws {
    let test = try TestRepository(["a.md": "old\n"])
    try await test.interrupt(["a.md": "new\n"])
    try test.git("update-ref", TestRepository.branch, "HEAD~1")
    test.folder.write("by hand\n", to: "a.md")
    try test.commitAll("By hand")
    let head = try test.git("rev-parse", "HEAD")
    try await test.open().close()
    #expect(try test.git("rev-parse", "HEAD") == head)
    #expect(test.folder.text("a.md") == "by hand\n")
    try test.expectWhole()
  }
}

extension TestRepository {
  /// Files of a writer or of its locks, besides the one that stays.
  fileprivate func leftBehind() throws -> [String] {
    let names = [".git"] + ["refs", "refs/heads", "refs/submissions"].map { ".git/\($0)" }
    return names.flatMap { folder.names(in: $0) }.filter {
      ($0.hasSuffix(".lock") || $0.hasPrefix("writer")) && $0 != "writer.lock" && $0 != "writer.log"
    }
  }

  /// Leaves what a writer does that is killed as soon as the branch has moved.
  fileprivate func interrupt(_ files: [String: String?], retiring reference: String? = nil) async throws {
    let old = try git("rev-parse", "HEAD").prefix(40)
    let repository = try await open()
    let head = try await repository.head().revision
    let changes = files.mapValues { $0.map { Change.text($0) } ?? .delete }
    var retired: (String, ObjectID)?
    if let reference {
      retired = (reference, try await repository.commit(changes, onto: head, to: reference, .test("Submission")))
    }
    let new = try await repository.advance(changes, from: head, .test(), retiring: retired)
    var log = try #require(WriterLog(self))
    await repository.close()
    try git("reset", "--quiet", "--hard", String(old))
    try git("update-ref", Self.branch, "\(new)")
    if let retired { try git("update-ref", retired.0, "\(retired.1)") }
    log.leaveUnfinished()
    folder.write(log.bytes, to: WriterLog.path)
  }
}
