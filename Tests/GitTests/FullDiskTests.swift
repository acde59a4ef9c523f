import Git
import Glibc
import TestSupport
import Testing

@Suite(.enabled(if: SmallDisk.isPossible, "only root can mount a disk")) struct FullDiskTests {
  @Test func aFullDiskLosesNothing() async throws {
    let test = TestRepository(empty: ())
    let disk = try #require(SmallDisk(at: test.path, megabytes: 2))
    defer { disk.remove() }
    for number in 0..<100 { test.folder.write("\(number)\n", to: "content/\(number).md") }
    let repository = try await Repository.create(at: test.path, .test())
    var rounds = 0
    var dice = Dice(seed: 1)
    let first = await #expect(throws: GitError.self) {
      while rounds < 1_000 {
        let changes = Self.changes(9_000, &dice)
        let head = try await repository.head().revision
        _ = try await repository.commit(changes, onto: head, to: "refs/submissions/\(rounds)", .test())
        try await repository.advance(changes)
        rounds += 1
      }
    }
    if case .full = first {} else { Issue.record("\(String(describing: first))") }
    #expect(rounds > 3)
    let head = try await repository.head().revision
    try test.expectWhole()
    // Still, and however little room there is.
    for size in [1, 500, 5_000, 20_000] {
      let error = await #expect(throws: GitError.self) {
        for _ in 0..<1_000 { try await repository.advance(Self.changes(size, &dice)) }
      }
      if case .full = error {} else { Issue.record("\(String(describing: error))") }
      try test.expectWhole()
    }
    #expect(try await repository.isAncestor(head, of: repository.head().revision))
    #expect(try await repository.references(under: "refs/submissions/").count >= rounds)
    await repository.close()
    // Where there is room again, all goes on.
    disk.grow(to: 20)
    let reopened = try await test.open()
    try await reopened.advance(Self.changes(9_000, &dice))
    try test.expectWhole()
    await reopened.close()
  }
}

extension FullDiskTests {
  /// Bytes that do not pack well, so that the disk fills quickly.
  private static func changes(_ size: Int, _ dice: inout Dice) -> [String: Change] {
    var changes: [String: Change] = [:]
    for name in ["a", "b", "c"] {
      changes["content/\(name)"] = .write((0..<size).map { _ in UInt8.random(in: 0...255, using: &dice) })
    }
    return changes
  }
}
