import Foundation
import Git
import TestSupport
import Testing

/// What a call has answered is there after the power failed, whatever of the files had come to the disk.
///
/// The disk is played: of each file that was written since everything was synced there is the old one, the new one, or a part.
@Suite struct PowerFailureTests {
  @Test(arguments: 1...40) func whatWasAnsweredIsThere(seed: UInt64) async throws {
    var dice = Dice(seed: seed)
    let test = try TestRepository([
      "a.md": "1\n", "folder/b.md": "2\n", "folder/c.md": "3\n", "by-hand.md": "4\n", "kept.md": "5\n",
    ])
    var repository = try await test.open()
    try await repository.advance(["kept.md": .text("6\n")])
    await repository.close()
    test.folder.write("edited\n", to: "by-hand.md")
    test.folder.write("untracked\n", to: "folder/notes.md")
    let synced = try Disk(test.path)

    repository = try await test.open()
    try await Self.work(on: repository, &dice)
    let written = try Disk(test.path)
    let references = try test.git("for-each-ref")
    let status = try test.status
    await repository.close()

    try synced.fail(to: written, &dice).restore(at: test.path)
    var log = try #require(WriterLog(test))
    log.forgetBoot()
    test.folder.write(log.bytes, to: WriterLog.path)
    try await test.open().close()
    #expect(try test.git("for-each-ref") == references)
    #expect(try test.status == status)
    for (path, bytes) in written.files where !path.hasPrefix(".git/") {
      #expect(test.folder.read(path) == bytes, "\(path)")
    }
    #expect(WriterLog(test) == nil)
    try test.git("checkout", "--quiet", "by-hand.md")
    test.folder.remove("folder/notes.md")
    try test.expectWhole()
  }

  /// Nobody can tell a branch that somebody has moved back from one that the disk has lost; but all of it is one or the other.
  @Test func whatWasTakenBackByHandIsWhole() async throws {
    let test = try TestRepository(["a.md": "1\n"])
    let repository = try await test.open()
    let head = try await repository.head().revision
    let changes = ["a.md": Change.text("2\n")]
    let id = try await repository.commit(changes, onto: head, to: "refs/submissions/1", .test())
    try await repository.advance(to: id, retiring: ("refs/submissions/1", id))
    var log = try #require(WriterLog(test))
    await repository.close()
    try test.git("reset", "--quiet", "--hard", "HEAD~1")
    log.forgetBoot()
    test.folder.write(log.bytes, to: WriterLog.path)
    try await test.open().close()
    try test.expectWhole()
  }

  @Test func whatWasDoneAgainAfterItWasTakenBackIsThere() async throws {
    let test = try TestRepository(["a.md": "1\n"])
    let repository = try await test.open()
    let head = try await repository.head().revision
    for text in ["2\n", "3\n"] {
      let id = try await repository.commit(
        ["a.md": .text(text)], onto: head, to: "refs/submissions/\(text.first ?? " ")", .test(text))
      try await repository.advance(to: id, retiring: ("refs/submissions/\(text.first ?? " ")", id))
      if text == "2\n" { try test.git("reset", "--quiet", "--hard", "HEAD~1") }
    }
    let last = try test.git("rev-parse", "HEAD")
    var log = try #require(WriterLog(test))
    await repository.close()
    try test.git("reset", "--quiet", "--hard", "HEAD~1")
    log.forgetBoot()
    test.folder.write(log.bytes, to: WriterLog.path)
    try await test.open().close()
    #expect(try test.git("rev-parse", "HEAD") == last)
    #expect(test.folder.text("a.md") == "3\n")
    #expect(try test.git("for-each-ref", "refs/submissions") == "")
    try test.expectWhole()
  }

  @Test func whatWasStagedByHandSinceThenStays() async throws {
    let test = try TestRepository(["a.md": "1\n", "b.md": "1\n"])
    let repository = try await test.open()
    try await repository.advance(["a.md": .text("2\n"), "b.md": .text("2\n")])
    var log = try #require(WriterLog(test))
    await repository.close()
    test.folder.write("3\n", to: "a.md")
    try test.git("add", "a.md")
    test.folder.write("4\n", to: "a.md")
    test.folder.write("", to: "b.md")
    log.forgetBoot()
    test.folder.write(log.bytes, to: WriterLog.path)
    try await test.open().close()
    #expect(test.folder.text("a.md") == "4\n")
    #expect(try test.git("show", ":a.md") == "3\n")
    #expect(test.folder.text("b.md") == "2\n")
    #expect(try test.status == "MM a.md\n")
  }

  /// Submissions that come, are accepted, are replaced and go, and changes without any.
  private static func work(on repository: Repository, _ dice: inout Dice) async throws {
    var waiting: [String: ObjectID] = [:]
    for step in 0..<Int.random(in: 1...8, using: &dice) {
      let head = try await repository.head().revision
      let name = "refs/submissions/\(Int.random(in: 0...2, using: &dice))"
      let changes = try await changes(at: head, in: repository, step, &dice)
      switch Int.random(in: 0...3, using: &dice) {
      case 0:
        let old = waiting[name]
        waiting[name] = try await repository.commit(changes, onto: head, to: name, replacing: old, .test("\(step)"))
      case 1:
        guard let id = waiting.removeValue(forKey: name) else { fallthrough }
        try await repository.delete(name, expecting: id)
      case 2:
        guard waiting[name] == nil else { fallthrough }
        let id = try await repository.commit(changes, onto: head, to: name, .test("\(step)"))
        try await repository.advance(to: id, retiring: (name, id))
      default: _ = try await repository.advance(changes, from: head, .test("\(step)"))
      }
    }
  }

  private static func changes(
    at head: ObjectID, in repository: Repository, _ step: Int, _ dice: inout Dice
  ) async throws -> [String: Change] {
    let path = ["a.md", "folder/b.md", "folder/c.md", "new/d.md"].randomElement(using: &dice) ?? "a.md"
    let isThere = try await repository.file(path, at: head) != nil
    if isThere, Int.random(in: 0...3, using: &dice) == 0 { return [path: .delete, "kept.md": .text("\(step)\n")] }
    return [path: .text(String(repeating: "\(step) \(path)\n", count: Int.random(in: 1...9, using: &dice)))]
  }
}

/// All files below a folder.
private struct Disk {
  var files: [String: [UInt8]] = [:]

  init(_ folder: String) throws {
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: "\(folder)/\(path)", isDirectory: &isFolder)
      if !isFolder.boolValue { files[path] = try Array(Data(contentsOf: URL(filePath: "\(folder)/\(path)"))) }
    }
  }

  /// What may be left where the power fails before the rest of `later` is on disk.
  func fail(to later: Disk, _ dice: inout Dice) -> Disk {
    var left = later
    for path in Set(files.keys).union(later.files.keys).sorted() where files[path] != later.files[path] {
      // The log itself was synced; git's own logs are for people, who have the commits without them.
      guard path != WriterLog.path, !path.hasPrefix(".git/logs/") else { continue }
      let new = later.files[path]
      switch Int.random(in: 0...4, using: &dice) {
      case 0: left.files[path] = files[path]
      case 1 where new != nil: left.files[path] = []
      case 2: left.files[path] = new.map { [UInt8](repeating: 0, count: $0.count) }
      case 3: left.files[path] = new.map { Array($0.prefix($0.count / 2)) }
      default: break
      }
    }
    return left
  }

  func restore(at folder: String) throws {
    let now = try Disk(folder)
    for path in now.files.keys where files[path] == nil {
      try FileManager.default.removeItem(atPath: "\(folder)/\(path)")
    }
    for (path, bytes) in files where now.files[path] != bytes {
      let file = URL(filePath: "\(folder)/\(path)")
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try? FileManager.default.removeItem(at: file)
      try Data(bytes).write(to: file)
    }
  }
}
