import Store
import StoreSQLite
import TestSupport
import Testing

@Suite struct MigrationTests {
  private let test = TestStore()
  private let plain = DocumentCollection("people")
  private let indexed = DocumentCollection(
    "people", indexes: [Index("email", isUnique: true), Index("ownerId"), Index("ownerid"), Index("a.b", "email")])

  private func write(_ documents: [(id: String, fields: [String: DocumentValue])]) async throws {
    let store = try await SQLiteStore.open(test.path, [plain])
    for document in documents { try await store.insert(document.fields, id: document.id, into: plain) }
    await store.close()
  }

  @Test func newIndexesHoldWhatIsThere() async throws {
    try await write([
      ("1", ["email": "a", "ownerId": 1]), ("2", ["email": "b", "ownerid": 1]), ("3", ["a": ["b": 2]]),
    ])
    let store = try await SQLiteStore.open(test.path, [indexed], migrations: [Migration(1)])
    #expect(try await store.find(Query(.equals("ownerId", 1)), in: indexed).map(\.id) == ["1"])
    #expect(try await store.find(Query(.equals("ownerid", 1)), in: indexed).map(\.id) == ["2"])
    #expect(try await store.find(Query(.equals("a.b", 2)), in: indexed).map(\.id) == ["3"])
    await #expect(throws: StoreError.duplicate(Index("email", isUnique: true), collection: "people")) {
      try await store.insert(["email": "a"], id: "4", into: indexed)
    }
    await store.close()
    let reopened = try await SQLiteStore.open(test.path, [indexed], migrations: [Migration(1)])
    #expect(try await reopened.count(in: indexed) == 3)
    await reopened.close()
  }

  @Test func indexesThatAreNoLongerDeclaredGo() async throws {
    let first = try await SQLiteStore.open(test.path, [indexed])
    try await first.insert(["email": "a"], id: "1", into: indexed)
    await first.close()
    try await write([("2", ["email": "a"]), ("3", ["email": "c"])])
    await #expect(throws: StoreError.duplicate(Index("email", isUnique: true), collection: "people")) {
      try await SQLiteStore.open(test.path, [indexed])
    }
    let same = try await SQLiteStore.open(test.path, [plain])
    #expect(try await same.count(.equals("email", "a"), in: plain) == 2)
    try await same.delete("2", from: plain)
    await same.close()
    let last = try await SQLiteStore.open(test.path, [indexed])
    #expect(try await last.find(Query(.equals("email", "c")), in: indexed).map(\.id) == ["3"])
    await last.close()
  }

  @Test func aMigrationRunsOnceAndBeforeItsUniqueIndexes() async throws {
    try await write([("1", ["email": "a"]), ("2", ["email": "a"])])
    let people = indexed
    let rename = Migration(7) { (transaction) throws(StoreError) in
      for var document in try transaction.find(Query(), in: people) {
        document["email"] = .text("\(document["email"]?.text ?? "")\(document.id)")
        try transaction.replace(document, in: people)
      }
    }
    for _ in 0..<2 {
      let store = try await SQLiteStore.open(test.path, [indexed], migrations: [Migration(3), rename])
      #expect(try await store.find(in: indexed).map { $0["email"] } == ["a1", "a2"])
      await store.close()
    }
  }

  @Test func aMigrationThatFailsChangesNothing() async throws {
    try await write([("1", ["email": "a"])])
    let before = test.folder.read(TestStore.name)
    let people = indexed
    let failing = Migration(1) { (transaction) throws(StoreError) in
      try transaction.insert([:], id: "2", into: people)
      try transaction.delete("none", from: people)
    }
    await #expect(throws: StoreError.notFound("none", collection: "people")) {
      try await SQLiteStore.open(test.path, [indexed], migrations: [failing])
    }
    #expect(test.folder.read(TestStore.name) == before)
  }

  @Test func anOlderProgramRefusesANewerFile() async throws {
    let newer = try await SQLiteStore.open(test.path, [indexed], migrations: [Migration(1), Migration(2)])
    try await newer.insert(["email": "a"], id: "1", into: indexed)
    await newer.close()
    let bytes = test.folder.read(TestStore.name)
    await #expect(throws: StoreError.newerSchema(path: test.path, found: 2, supported: 1)) {
      try await SQLiteStore.open(test.path, [plain], migrations: [Migration(1)])
    }
    #expect(test.folder.read(TestStore.name) == bytes)
  }

  @Test func anOlderProgramThatIsStillRunningStops() async throws {
    let older = try await SQLiteStore.open(test.path, [plain], migrations: [Migration(1)])
    try await older.insert(["email": "a"], id: "1", into: plain)
    let other = try await SQLiteStore.open(test.path, [indexed], migrations: [Migration(1)])
    let changed = StoreError.schemaChanged(path: test.path)
    await #expect(throws: changed) { try await older.insert(["email": "a"], id: "2", into: plain) }
    await #expect(throws: changed) { try await older.count(in: plain) }
    let newer = try await SQLiteStore.open(test.path, [indexed], migrations: [Migration(1), Migration(2)])
    let isNewer = StoreError.newerSchema(path: test.path, found: 2, supported: 1)
    await #expect(throws: isNewer) { try await older.insert(["email": "a"], id: "2", into: plain) }
    #expect(try await newer.count(in: indexed) == 1)
    for store in [older, other, newer] { await store.close() }
  }
}
