import Glibc
import Store
import StoreSQLite
import Synchronization
import TestSupport
import Testing

@Suite struct SharedFileTests {
  private let test = TestStore()
  private let notes = TestStore.notes

  @Test func twoStoresOnOneFileSeeAndHoldEachOther() async throws {
    let first = try await test.open()
    let second = try await test.open()
    let document = try await first.insert(["number": 1], id: "a", into: notes)
    #expect(try await second.document("a", in: notes) == document)
    try await second.replace(document, in: notes)
    await #expect(throws: StoreError.conflict("a", collection: "notes", expected: 1, found: 2)) {
      try await first.replace(document, in: notes)
    }
    await #expect(throws: StoreError.duplicateID("a", collection: "notes")) {
      try await second.insert([:], id: "a", into: notes)
    }
    for store in [first, second] { await store.close() }
  }

  @Test func manyWritersOfOneFileLoseNothing() async throws {
    let stores = [try await test.open(), try await test.open(), try await test.open()]
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, store) in stores.enumerated() {
        group.addTask {
          for round in 0..<40 { try await store.insert([:], id: "\(number)-\(round)", into: notes) }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await stores[0].count(in: notes) == 120)
    for store in stores { await store.close() }
  }

  @Test func openingANewFileTwiceAtOnceMakesOne() async throws {
    let stores = try await withThrowingTaskGroup(of: SQLiteStore.self) { group in
      for _ in 0..<6 { group.addTask { try await test.open() } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    try await stores[0].insert([:], id: "a", into: notes)
    #expect(try await stores[5].count(in: notes) == 1)
    for store in stores { await store.close() }
  }

  @Test func anotherProcessKeepsTheStoreFromBeingReplaced() async throws {
    let store = try await test.open()
    try await store.insertNumbers(1...3)
    let copy = "\(test.folder.path)/copy.db"
    try await store.backUp(to: copy)
    await store.close()
    let holder = try WriterProcess("hold", test.path)
    #expect(holder.readLine() == "open")
    await #expect(throws: StoreError.inUse(path: test.path)) {
      try await SQLiteStore.restore(copy, to: test.path, [notes])
    }
    try holder.finish()
    try await SQLiteStore.restore(copy, to: test.path, [notes])
  }

  @Test func whoWaitsTooLongIsTold() async throws {
    let holder = try await test.open()
    let other = try await test.open(waiting: .milliseconds(20))
    let gate = Gate()
    async let held = holder.transaction { _ in gate.hold() }
    await gate.untilHeld()
    await #expect(throws: StoreError.busy(path: test.path)) { try await other.insert([:], id: "a", into: notes) }
    #expect(try await other.count(in: notes) == 0)
    gate.release()
    #expect(try await held)
    try await other.insert([:], id: "a", into: notes)
    for store in [holder, other] { await store.close() }
  }

  /// More calls wait than the pool has threads; were they to wait there, nothing else could run until they gave up.
  @Test func waitingKeepsNoThreadOfThePool() async throws {
    let holder = try await test.open()
    var others: [SQLiteStore] = []
    for _ in 0..<8 { others.append(try await test.open(waiting: .seconds(150))) }
    let gate = Gate()
    async let held = holder.transaction { _ in gate.hold() }
    await gate.untilHeld()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, store) in others.enumerated() {
        group.addTask { try await store.insert([:], id: "\(number)", into: notes) }
      }
      for _ in 0..<20 { await Task.detached { await Task.yield() }.value }
      gate.release()
      try await group.waitForAll()
    }
    #expect(try await held)
    #expect(try await holder.count(in: notes) == 8)
    for store in others + [holder] { await store.close() }
  }
}

/// Keeps a transaction from ending.
private final class Gate: Sendable {
  private let isHeld = Atomic(false)
  private let isReleased = Atomic(false)

  /// Waits on the store's own thread, and answers whether somebody let it go.
  func hold() -> Bool {
    isHeld.store(true, ordering: .sequentiallyConsistent)
    for _ in 0..<240_000 where !isReleased.load(ordering: .sequentiallyConsistent) { usleep(500) }
    return isReleased.load(ordering: .sequentiallyConsistent)
  }

  func untilHeld() async {
    while !isHeld.load(ordering: .sequentiallyConsistent) { await Task.yield() }
  }

  func release() { isReleased.store(true, ordering: .sequentiallyConsistent) }
}
