import Store
import StoreSQLite
import TestSupport
import Testing

/// Files that are no stores, or no longer.
@Suite struct DamageTests {
  private let test = TestStore()

  /// Where SQLite's header has them (fileformat2.html §1.3).
  private static let userVersion = 60
  private static let applicationID = 68

  private func expectRefusal(_ error: StoreError, of bytes: [UInt8]) async {
    test.folder.write(bytes, to: TestStore.name)
    await #expect(throws: error, "\(bytes.count) bytes") { try await test.open() }
    #expect(test.folder.read(TestStore.name) == bytes, "the file must stay as it was")
  }

  @Test func aFileOfSomethingElseIsLeftAlone() async throws {
    await expectRefusal(.foreign(path: test.path), of: Array("# Notes\n".utf8))
    await expectRefusal(.foreign(path: test.path), of: Array(repeating: 0, count: 8_192))
    var other = try await TestStore().fill()
    other[Self.applicationID] ^= 1
    await expectRefusal(.foreign(path: test.path), of: other)
  }

  @Test func aNewerLayoutIsLeftAlone() async throws {
    var newer = try await TestStore().fill()
    newer[Self.userVersion + 3] = 9
    await expectRefusal(.newerSchema(path: test.path, found: 9, supported: 1), of: newer)
  }

  @Test func aFileThatWasCutOffIsLeftAlone() async throws {
    let whole = try await TestStore().fill()
    for size in [whole.count / 2, whole.count - 4_096, whole.count - 200, 4_096 * 3, 4_096, 600] {
      await expectRefusal(.corrupt(path: test.path), of: Array(whole[..<size]))
    }
  }

  @Test func aPageOfOtherBytesIsNoticed() async throws {
    var bytes = try await TestStore().fill()
    for index in 4_096 * 5..<4_096 * 6 { bytes[index] = UInt8(truncatingIfNeeded: index &* 31) }
    await expectRefusal(.corrupt(path: test.path), of: bytes)
  }

  // A flipped bit in a text is a good text for SQLite, and one in a name of a field is a good document. Where it is
  // noticed, the file must stay as it was.
  @Test func flippedBitsNeverCrash() async throws {
    let whole = try await TestStore().fill(60)
    var refused = 0
    for round in 0..<150 {
      var bytes = whole
      let place = round < 40 ? round * 3 : round * 7_919 % whole.count
      bytes[place] ^= 1 << (round % 8)
      let other = TestStore()
      other.folder.write(bytes, to: TestStore.name)
      do throws(StoreError) {
        let store = try await other.open()
        _ = try? await store.find(Query(.greater("loose", 1)), in: TestStore.notes)
        _ = try? await store.find(Query(sort: [.ascending("pair")]), in: TestStore.notes)
        await store.close()
      } catch {
        refused += 1
        #expect(other.folder.read(TestStore.name) == bytes, "byte \(place)")
      }
    }
    #expect(refused > 10)
  }

  /// What is left when a process is killed while SQLite changes a file without its log, as it does when it makes one.
  @Test func aChangeThatWasCutOffIsUndone() async throws {
    let page = 4_096
    var bytes = try await test.fill()
    // A journal of the first page as it was (fileformat2.html §3): header, then number, page and checksum.
    var journal: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
    for word in [1, 0, bytes.count / page, 512, page] { journal += bigEndian(UInt32(word)) }
    journal += Array(repeating: 0, count: 512 - journal.count)
    let checksum = stride(from: page - 200, to: 0, by: -200).reduce(UInt32(0)) { $0 + UInt32(bytes[$1]) }
    journal += bigEndian(1) + bytes[..<page] + bigEndian(checksum)
    for index in 0..<page { bytes[index] = 0xEE }
    test.folder.write(bytes, to: TestStore.name)
    test.folder.write(journal, to: "store.db-journal")
    let store = try await test.open()
    try await store.checkIntegrity()
    #expect(try await store.count(in: TestStore.notes) == 300)
    await store.close()
  }

  private func bigEndian(_ word: UInt32) -> [UInt8] { withUnsafeBytes(of: word.bigEndian) { Array($0) } }
}
