import Glibc
import Store
import StoreSQLite
import TestSupport
import Testing

@Suite struct FullDiskTests {
  private static let notes = TestStore.notes

  @Test(arguments: [300, 333, 500, 800]) func aLimitOfTheFilesLosesNothing(_ kilobytes: Int) async throws {
    let test = TestStore()
    let writer = try WriterProcess("fill", test.path, "\(kilobytes * 1_000)")
    let lines = writer.readLines()
    try writer.finish()
    try #require(lines.count == 2, "\(lines)")
    #expect(lines[0] == "full(path: \"\(test.path)\")")
    let kept = try #require(lines[1].split(separator: " ").dropFirst().first.flatMap { Int($0.dropLast()) })
    #expect(kept > 10)
    #expect(lines[1] == "kept \(kept), found \(kept * 2)")
    // Where there is room again, all goes on.
    let store = try await test.open()
    try await store.checkIntegrity()
    #expect(try await store.count(in: Self.notes) == kept * 2)
    try await store.insertNumbers(1_000_000...1_000_300)
    await store.close()
  }

  @Test(.enabled(if: SmallDisk.isPossible, "only root can mount a disk")) func aFullDiskLosesNothing() async throws {
    let test = TestStore()
    let disk = try #require(SmallDisk(at: test.folder.path))
    defer { disk.remove() }
    test.folder.write([UInt8](repeating: 1, count: 200_000), to: "other")
    let store = try await test.open()
    var kept = 0
    await #expect(throws: StoreError.full(path: test.path)) {
      while true {
        try await store.insertNumbers(kept * 10 + 1...kept * 10 + 10)
        kept += 1
      }
    }
    #expect(kept > 3)
    #expect(try await store.count(in: Self.notes) == kept * 10)
    let copy = "\(test.folder.path)/copy.db"
    let error = await #expect(throws: StoreError.self) { try await store.backUp(to: copy) }
    if case .full = error {} else { Issue.record("\(String(describing: error))") }
    #expect(!test.folder.names(in: "").contains { $0.hasPrefix("copy") })
    await store.close()
    let reopened = try await test.open()
    try await reopened.checkIntegrity()
    #expect(try await reopened.count(in: Self.notes) == kept * 10)
    // Where there is room again, all goes on.
    test.folder.remove("other")
    try await reopened.insertNumbers(1_000_000...1_000_010)
    await reopened.close()
  }
}

/// A disk of one megabyte, in memory.
private struct SmallDisk {
  private let path: String

  static var isPossible: Bool {
    let folder = SiteFixture()
    guard let disk = SmallDisk(at: folder.path) else { return false }
    disk.remove()
    return true
  }

  init?(at path: String) {
    guard mount("tmpfs", path, "tmpfs", 0, "size=1m") == 0 else { return nil }
    self.path = path
  }

  func remove() { umount2(path, Int32(MNT_DETACH)) }
}
