import Git
import TestSupport
import Testing

/// Any files that come, change and go, as git reads them and as a dictionary remembers them.
@Suite struct RandomCommitTests {
  /// Git sorts a folder as if its name ended in a slash, which comes after `-` and `.` and before `0`.
  private static let names = ["a", "a-", "a.b", "a0", "ab", "A", "é", "a b", "~", "aa"]

  @Test(arguments: 1...2)
  func everyCommitSaysWhatWasMadeOfTheOneBefore(seed: UInt64) async throws {
    var dice = Dice(seed: seed)
    let test = try TestRepository(["kept": "1", "script": "x"])
    try test.folder.setMode(0o755, of: "script")
    try test.commitAll("Executable")
    let repository = try await test.open()
    var files = ["kept": "1", "script": "x"]
    var head = try await repository.head().revision
    for step in 1...60 {
      var changes: [String: Change] = [:]
      let before = files
      for _ in 1...Int.random(in: 1...5, using: &dice) { Self.change(&files, &changes, from: before, &dice) }
      // Half of them move the branch, the others are kept beside it.
      let isBeside = Bool.random(using: &dice)
      let new =
        isBeside
        ? try await repository.commit(changes, onto: head, to: "refs/test/\(step)", .test())
        : try await repository.advance(changes, from: head, .test())
      #expect(Self.texts(at: new, in: test) == files, "seed \(seed), step \(step): \(changes)")
      let known = try await repository.changes(from: head, to: new)
      let fresh = try await test.open()
      #expect(try await fresh.changes(from: head, to: new) == known)
      await fresh.close()
      if isBeside { files = before } else { head = new }
      // Objects that are in a pack are read, and may be written once more.
      if step == 30 { try test.git("gc", "--quiet", "--prune=now") }
    }
    try test.expectWhole()
    #expect(try test.git("ls-files", "--stage", "script").hasPrefix("100755") || files["script"] == nil)
    await repository.close()
  }

  /// Writes or deletes one file where no other change, and no file in the place of a folder, is in the way.
  private static func change(
    _ files: inout [String: String], _ changes: inout [String: Change], from before: [String: String],
    _ dice: inout Dice
  ) {
    let depth = Int.random(in: 1...3, using: &dice)
    let path =
      Bool.random(using: &dice)
      ? before.keys.sorted().randomElement(using: &dice) ?? "a"
      : (0..<depth).map { _ in names.randomElement(using: &dice) ?? "a" }.joined(separator: "/")
    let others = Set(before.keys).union(changes.keys)
    let isInTheWay = others.contains { $0.hasPrefix(path + "/") || path.hasPrefix($0 + "/") }
    guard changes[path] == nil, !isInTheWay else { return }
    if before[path] != nil, Bool.random(using: &dice) {
      changes[path] = .delete
      files[path] = nil
    } else {
      let text = String(repeating: "\(Int.random(in: 0...9, using: &dice))", count: Int.random(in: 0...2, using: &dice))
      changes[path] = .text(text)
      files[path] = text
    }
  }

  private static func texts(at revision: ObjectID, in test: TestRepository) -> [String: String]? {
    guard let listing = try? test.git("ls-tree", "-r", "-z", "\(revision)") else { return nil }
    var texts: [String: String] = [:]
    for line in listing.split(separator: "\0") {
      let parts = line.split(separator: "\t", maxSplits: 1)
      guard parts.count == 2, let id = parts[0].split(separator: " ").last else { return nil }
      texts[String(parts[1])] = try? test.git("cat-file", "blob", String(id))
    }
    return texts
  }
}
