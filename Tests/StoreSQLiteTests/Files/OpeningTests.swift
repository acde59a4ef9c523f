import Glibc
import Store
import StoreSQLite
import TestSupport
import Testing

@Suite struct OpeningTests {
  private let test = TestStore()

  @Test func whatWasWrittenIsThereAfterOpeningAnew() async throws {
    let first = try await test.open()
    let document = try await first.insert(["number": 1, "text": "é\0"], id: "a", into: TestStore.notes)
    await first.close()
    let second = try await test.open()
    #expect(try await second.document("a", in: TestStore.notes) == document)
    #expect(try await second.count(.equals("number", 1), in: TestStore.notes) == 1)
    await #expect(throws: StoreError.duplicate(Index("number", isUnique: true), collection: "notes")) {
      try await second.insert(["number": 1], id: "b", into: TestStore.notes)
    }
    await second.close()
  }

  @Test func onlyTheOwnerMayReadTheFiles() async throws {
    let store = try await test.open()
    try await store.insertNumbers(1...10)
    let names = test.folder.names(in: "")
    #expect(names == ["store.db", "store.db-lock", "store.db-shm", "store.db-wal"])
    for name in names { #expect(test.folder.mode(of: name) == 0o600, "\(name)") }
    await store.close()
    #expect(test.folder.names(in: "") == ["store.db", "store.db-lock"])
  }

  @Test func anEmptyFileIsANewStore() async throws {
    test.folder.write("", to: TestStore.name)
    try await test.fill(3)
    let store = try await test.open()
    #expect(try await store.count(in: TestStore.notes) == 3)
    await store.close()
  }

  @Test func aClosedStoreSaysSo() async throws {
    let store = try await test.open()
    let changes = try store.changes(in: TestStore.notes)
    await store.close()
    await store.close()
    await #expect(throws: StoreError.closed) { try await store.count(in: TestStore.notes) }
    await #expect(throws: StoreError.closed) { try await store.insert([:], id: "a", into: TestStore.notes) }
    for await _ in changes { Issue.record("nothing has changed") }
    for await _ in try store.changes(in: TestStore.notes) { Issue.record("nothing has changed") }
  }

  @Test func whatIsNoFileIsRefused() async throws {
    let folder = test.folder.path
    #expect(mkfifo("\(folder)/pipe", 0o600) == 0)
    for name in ["pipe", ""] {
      let path = "\(folder)/\(name)"
      await #expect(throws: StoreError.foreign(path: path)) { try await SQLiteStore.open(path, []) }
    }
    let nowhere = "\(folder)/none/store.db"
    let error = await #expect(throws: StoreError.self) { try await SQLiteStore.open(nowhere, []) }
    guard case .io(_, _, code: ENOENT) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(arguments: ["", "Notes", "1st", "a-b", "a\"b", "notes; --", "é", String(repeating: "a", count: 49)])
  func aCollectionNeedsAPlainName(_ name: String) async throws {
    let collection = DocumentCollection(name)
    await #expect(throws: StoreError.invalidName(name)) { try await SQLiteStore.open(test.path, [collection]) }
    #expect(throws: StoreError.invalidName(name)) { try MemoryStore([collection]) }
    #expect(test.folder.names(in: "") == [])
  }

  @Test func indexesAreUsed() async throws {
    let store = try await test.open()
    let cases: [(Query, String)] = [
      (Query(.equals("number", 1)), "notes:unique:number"), (Query(.isIn("number", [1, 2])), "notes:unique:number"),
      (Query(.less("pair", 1)), "notes:plain:pair"), (Query(.hasPrefix("pair", "a")), "notes:plain:pair"),
      (Query(.and([.greaterOrEqual("pair", 1), .lessOrEqual("pair", 2)])), "notes:plain:pair"),
      (Query(.isMissing("pair")), "notes:plain:pair"),
    ]
    for (query, index) in cases {
      let plan = try await store.plan(of: query, in: TestStore.notes)
      #expect(plan.contains { $0.hasPrefix("SEARCH") && $0.contains(index) }, "\(query): \(plan)")
    }
    let sorted = try await store.plan(of: Query(sort: [.descending("pair")], limit: 3), in: TestStore.notes)
    #expect(sorted.contains { $0.contains("USING INDEX notes:plain:pair") }, "\(sorted)")
    await store.close()
  }
}
