import Content
import Testing

/// What happens when two people change one entry.
struct EntryMergeTests {
  private static let base = """
    ---
    title: Léa # me
    skills: [a, b, c]
    now: { job: x, since: 2020 }
    jobs:
      - title: One
        from: 2020
      - title: Two
        from: 2021
    about: |
      one
      two
      three
    ---
    First.

    Second.

    Third.

    """

  /// The merged file, or the conflicts.
  private func merge(_ current: String, _ submitted: String) async throws -> String {
    func document(_ text: String) throws -> EntryDocument {
      try EntryDocument(path: "people/a.md", bytes: Array(text.utf8))
    }
    let outcome = try EntryMerge.merge(
      base: try document(Self.base), current: try document(current), submitted: try document(submitted),
      of: try await people().kind)
    switch outcome {
    case .merged(let bytes): return String(decoding: bytes, as: UTF8.self)
    case .conflicts(let conflicts):
      return conflicts.map { conflict in
        let values = [conflict.base, conflict.current, conflict.submitted].map { $0?.displayed ?? "-" }
        return "\(conflict.path?.description ?? "text"): \(values.joined(separator: " | "))"
      }.joined(separator: "\n")
    }
  }

  private func expectMerge(
    _ ours: (String, String), _ theirs: (String, String), _ merged: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let result = try await merge(
      Self.base.changing(ours.0, to: ours.1), Self.base.changing(theirs.0, to: theirs.1))
    #expect(result == merged, sourceLocation: sourceLocation)
  }

  @Test func differentFieldsMerge() async throws {
    try await expectMerge(
      ("title: Léa # me", "title:   'Zoé' # you"), ("[a, b, c]", "[a, c]"),
      Self.base.changing("title: Léa # me", to: "title:   'Zoé' # you").changing("[a, b, c]", to: "[a, c]"))
    try await expectMerge(
      ("job: x", "job: y"), ("since: 2020", "since: 2022"),
      Self.base.changing("job: x, since: 2020", to: "job: y, since: 2022"))
  }

  @Test func theSameChangeIsNoConflict() async throws {
    try await expectMerge(("job: x", "job: y"), ("job: x", "job: y"), Self.base.changing("job: x", to: "job: y"))
  }

  @Test func listsMergeByWhatCameAndWent() async throws {
    try await expectMerge(
      ("[a, b, c]", "[a, b, c, d]"), ("[a, b, c]", "[e, b, c, f]"),
      Self.base.changing("[a, b, c]", to: "[e, b, c, d, f]"))
    try await expectMerge(
      ("[a, b, c]", "[c, b, a]"), ("[a, b, c]", "[a, c]"), Self.base.changing("[a, b, c]", to: "[c, a]"))
    try await expectMerge(
      ("[a, b, c]", "[a, b, c, d]"), ("[a, b, c]", "[a, b, c, d]"),
      Self.base.changing("[a, b, c]", to: "[a, b, c, d]"))
  }

  @Test func listsOfGroupsMergeByItem() async throws {
    try await expectMerge(
      ("title: One", "title: Uno"), ("    from: 2021\n", "    from: 2022\n  - title: Three\n"),
      Self.base.changing("title: One", to: "title: Uno").changing(
        "    from: 2021\n", to: "    from: 2022\n  - title: Three\n"))
  }

  @Test func textsMergeByLine() async throws {
    try await expectMerge(
      ("First.", "1st."), ("Third.", "3rd."),
      Self.base.changing("First.", to: "1st.").changing("Third.", to: "3rd."))
    try await expectMerge(
      ("  one\n", "  1\n"), ("  three\n", "  3\n"),
      Self.base.changing("  one\n", to: "  1\n").changing("  three\n", to: "  3\n"))
  }

  @Test func realConflictsShowBothVersions() async throws {
    try await expectMerge(("title: Léa", "title: Zoé"), ("title: Léa", "title: Ida"), "title: Léa | Zoé | Ida")
    try await expectMerge(
      ("title: Two", "title: Deux"), ("title: Two", "title: Due"), "jobs[1].title: Two | Deux | Due")
    try await expectMerge(("job: x, ", ""), ("job: x", "job: y"), "now.job: x | - | y")
    try await expectMerge(
      ("Second.", "2nd."), ("Second.", "2."),
      "text: First.\n\nSecond.\n\nThird. | First.\n\n2nd.\n\nThird. | First.\n\n2.\n\nThird.")
  }

  /// However a file is written, changes of two fields never meet.
  @Test(.timeLimit(.minutes(15)), arguments: 1...4 as ClosedRange<UInt64>)
  func changesOfTwoFieldsOfAnyFileMerge(seed: UInt64) async throws {
    let kind = try await people().kind
    var nasty = NastyFields(seed: seed)
    for _ in 0..<150 {
      let text = nasty.file(isFieldsOnly: false)
      // Now and then what is put together is no YAML.
      guard let base = try? EntryDocument(path: "people/a.md", bytes: Array(text.utf8)) else { continue }
      let names = NastyFields.names.shuffled(using: &nasty.dice)
      func changed(_ field: String) throws -> EntryDocument {
        var edit = EntryEdit()
        edit.set(ValuePath(field: field), to: HostileText.value(&nasty.dice))
        return try EntryDocument(path: "people/a.md", bytes: try edit.applied(to: base, of: kind))
      }
      let current = try changed(names[0])
      let submitted = try changed(names[1])
      let outcome = try EntryMerge.merge(base: base, current: current, submitted: submitted, of: kind)
      guard case .merged(let bytes) = outcome else {
        Issue.record("a conflict, where each has changed another field of\n\(text)")
        continue
      }
      let merged = try EntryDocument(path: "people/a.md", bytes: bytes)
      #expect(merged.fields[names[0]] == current.fields[names[0]])
      #expect(merged.fields[names[1]] == submitted.fields[names[1]])
      for name in names.dropFirst(2) { #expect(merged.fields[name] == base.fields[name]) }
      #expect(merged.text == base.text)
    }
  }
}
