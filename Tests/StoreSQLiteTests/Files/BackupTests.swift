import Store
import StoreSQLite
import TestSupport
import Testing

@Suite struct BackupTests {
  private let test = TestStore()
  private let notes = TestStore.notes
  private var copy: String { "\(test.folder.path)/copy.db" }

  private func numbers(in path: String) async throws -> [Int64] {
    let store = try await SQLiteStore.open(path, [notes])
    let documents = try await store.find(Query(sort: [.ascending("number")]), in: notes)
    try await store.checkIntegrity()
    await store.close()
    return documents.compactMap { $0["number"]?.integer }
  }

  @Test func aCopyIsWholeWhileOthersWrite() async throws {
    let store = try await test.open()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for round in 0..<60 { try await store.insertNumbers(round * 10 + 1...round * 10 + 10) }
      }
      var least = 0
      for _ in 0..<6 {
        try await store.backUp(to: copy)
        let found = try await numbers(in: copy)
        #expect(found == Array(1...Int64(max(found.count, 1))).prefix(found.count).map(\.self))
        #expect(found.count % 10 == 0 && found.count >= least)
        least = try await store.count(in: notes)
        test.folder.remove("copy.db-lock")
      }
      try await group.waitForAll()
    }
    try await store.backUp(to: copy)
    #expect(try await numbers(in: copy).count == 600)
    await store.close()
  }

  @Test func aCopyIsOneFileForItsOwner() async throws {
    let store = try await test.open()
    try await store.insertNumbers(1...200)
    let before = test.folder.names(in: "")
    try await store.backUp(to: copy)
    try await store.backUp(to: copy)
    #expect(test.folder.names(in: "") == (before + ["copy.db"]).sorted())
    #expect(test.folder.mode(of: "copy.db") == 0o600)
    await store.close()
  }

  @Test func aCopyNeverTakesThePlaceOfItsStore() async throws {
    let store = try await test.open()
    try await store.insertNumbers(1...3)
    test.folder.link("link.db", to: test.path)
    for path in [test.path, "\(test.folder.path)/link.db"] {
      await #expect(throws: StoreError.inUse(path: path)) { try await store.backUp(to: path) }
    }
    let error = await #expect(throws: StoreError.self) {
      try await store.backUp(to: "\(test.folder.path)/none/copy.db")
    }
    if case .io = error {} else { Issue.record("\(String(describing: error))") }
    #expect(try await store.count(in: notes) == 3)
    await store.close()
  }

  @Test func restoringPutsTheCopyBack() async throws {
    let store = try await test.open()
    try await store.insertNumbers(1...5)
    try await store.backUp(to: copy)
    try await store.insertNumbers(6...9)
    await store.close()
    try await SQLiteStore.restore(copy, to: test.path, [notes])
    #expect(try await numbers(in: test.path) == [1, 2, 3, 4, 5])
    #expect(try await numbers(in: copy) == [1, 2, 3, 4, 5])
    #expect(test.folder.mode(of: TestStore.name) == 0o600)
    let elsewhere = "\(test.folder.path)/new.db"
    try await SQLiteStore.restore(copy, to: elsewhere, [notes])
    #expect(try await numbers(in: elsewhere) == [1, 2, 3, 4, 5])
    #expect(!test.folder.names(in: "").contains { $0.hasSuffix(".partial") })
  }

  @Test func anOpenStoreIsNotReplaced() async throws {
    let store = try await test.open()
    try await store.insertNumbers(1...5)
    try await store.backUp(to: copy)
    let inUse = StoreError.inUse(path: test.path)
    await #expect(throws: inUse) { try await SQLiteStore.restore(copy, to: test.path, [notes], waiting: .zero) }
    // What another program with the file open looks like, which knows nothing of our lock.
    test.folder.remove("store.db-lock")
    await #expect(throws: inUse) { try await SQLiteStore.restore(copy, to: test.path, [notes], waiting: .zero) }
    try await store.insertNumbers(6...6)
    #expect(try await store.count(in: notes) == 6)
    await store.close()
  }

  @Test func aDamagedCopyReplacesNothing() async throws {
    let whole = try await test.fill(100)
    test.folder.write(Array(whole[..<(whole.count / 2)]), to: "copy.db")
    await #expect(throws: StoreError.corrupt(path: copy)) {
      try await SQLiteStore.restore(copy, to: test.path, [notes])
    }
    test.folder.write("no store", to: "copy.db")
    for path in [copy, "\(test.folder.path)/none"] {
      await #expect(throws: StoreError.foreign(path: path)) {
        try await SQLiteStore.restore(path, to: test.path, [notes])
      }
    }
    #expect(test.folder.read(TestStore.name) == whole)
  }

  @Test func aDamagedStoreAndItsLogAreReplaced() async throws {
    let store = try await test.open()
    try await store.insertNumbers(1...5)
    try await store.backUp(to: copy)
    try await store.insertNumbers(6...200)
    // What a crash leaves: a log that was not yet written back.
    let log = try #require(test.folder.read("store.db-wal"))
    await store.close()
    for bytes in [try #require(test.folder.read(TestStore.name)), Array("damaged".utf8)] {
      test.folder.write(bytes, to: TestStore.name)
      test.folder.write(log, to: "store.db-wal")
      try await SQLiteStore.restore(copy, to: test.path, [notes])
      #expect(try await numbers(in: test.path) == [1, 2, 3, 4, 5])
    }
  }
}
