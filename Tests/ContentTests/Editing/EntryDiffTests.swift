import Content
import TestSupport
import Testing

/// What a reviewer sees.
struct EntryDiffTests {
  @Test func fieldsSayWhatTheyWereAndWhatTheyAre() async throws {
    func document(_ text: String) throws -> EntryDocument {
      try EntryDocument(path: "people/a.md", bytes: Array(text.utf8))
    }
    let old = try document(
      matter("open: true\ntitle: a\nskills: [a, b]\njobs: [{ title: x }, { title: y, from: 2020 }]\nnow: { job: z }\n"))
    let new = try document(
      matter(
        "headline: h\nskills: [b]\ntitle: ' a '\njobs:\n  - title: y\n    from: 2021\n  - title: w\nnow: { job: z, since: 2020 }\n"
      ))
    let kind = try await people().kind
    let diff = EntryDiff(from: old, to: new, of: kind)
    #expect(
      diff.fields.map { "\($0.path): \($0.old?.displayed ?? "-") > \($0.new?.displayed ?? "-")" } == [
        "headline: - > h", "skills: a, b > b", "now.since: - > 2020", "jobs[0]: title: x > -",
        "jobs[0].from: 2020 > 2021",
        "jobs[1]: - > title: w", "open: true > -",
      ])
    #expect(diff.text.hunks.isEmpty)
    let added = EntryDiff(from: nil, to: old, of: kind)
    #expect(added.fields.map(\.path.description) == ["title", "skills", "now", "jobs", "open"])
    #expect(added.text.hunks.flatMap(\.lines).map { "\($0.change) \($0.text)" } == ["added Text."])
    #expect(EntryDiff(from: old, to: old, of: kind).fields.isEmpty)
  }

  @Test func hunksHaveContext() {
    let old = (1...20).map { "line \($0)" }
    var new = old
    new[4] = "changed"
    new.remove(at: 15)
    let diff = LineDiff(from: old.joined(separator: "\n"), to: new.joined(separator: "\r\n"), context: 2)
    #expect(diff.hunks.map(\.oldStart) == [3, 14])
    #expect(diff.hunks.map(\.newStart) == [3, 14])
    #expect(
      diff.hunks.map { $0.lines.map { "\($0.change == .added ? "+" : $0.change == .removed ? "-" : " ")\($0.text)" } }
        == [
          [" line 3", " line 4", "-line 5", "+changed", " line 6", " line 7"],
          [" line 14", " line 15", "-line 16", " line 17", " line 18"],
        ])
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func removedAndSameLinesAreTheOldTextAndAddedAndSameTheNew(seed: UInt64) {
    var dice = Dice(seed: seed)
    func text() -> String {
      (0..<Int.random(in: 0...30, using: &dice)).map { _ in dice.pick(["a", "b", "c", "d", ""]) + "\n" }.joined()
    }
    let old = text()
    let new = dice.isOne(in: 4) ? old : text()
    let lines = LineDiff(from: old, to: new, context: 1_000).hunks.flatMap(\.lines)
    guard old != new else { return #expect(lines.isEmpty) }
    #expect(lines.filter { $0.change != .added }.map { $0.text + "\n" }.joined() == old)
    #expect(lines.filter { $0.change != .removed }.map { $0.text + "\n" }.joined() == new)
  }

  @Test(.timeLimit(.minutes(15))) func hugeTextsThatHaveNothingInCommonAreCompared() {
    let old = (0..<200_000).map { "old \($0 % 1_000)" }.joined(separator: "\n")
    let new = (0..<200_000).map { "new \($0 % 1_000)" }.joined(separator: "\n")
    #expect(LineDiff(from: old, to: new).hunks.count == 1)
  }
}
