import Foundation
import Store
import StoreSQLite
import TestSupport
import Testing

/// A writer that is killed at any moment loses nothing that it was told is kept.
@Suite struct KillTests {
  /// `STORE_KILLS=200 swift test --filter StoreSQLiteTests.KillTests` kills more often.
  private static let kills = ProcessInfo.processInfo.environment["STORE_KILLS"].flatMap { Int($0) } ?? 20

  @Test func aKilledWriterLosesNothingAcknowledged() async throws {
    let test = TestStore()
    let notes = TestStore.notes
    var acknowledged: Set<Int64> = []
    for round in 0..<Self.kills {
      let writer = try WriterProcess("insert", test.path)
      // From before the file is open to many transactions later.
      try await Task.sleep(for: .microseconds(Int.random(in: 0...(round % 4 == 0 ? 20_000 : 120_000))))
      writer.kill()
      acknowledged.formUnion(writer.readLines().compactMap { Int64($0) })
      try writer.finish()
      let store = try await test.open()
      try await store.checkIntegrity()
      let documents = try await store.find(in: notes)
      let ids = Set(documents.map(\.id))
      let lost = acknowledged.filter { !ids.contains("\($0)-first") || !ids.contains("\($0)-second") }
      #expect(lost.isEmpty, "round \(round)")
      // What was not acknowledged is there whole or not at all.
      let pairs = Dictionary(grouping: documents) { $0["pair"]?.integer }
      #expect(pairs.values.allSatisfy { $0.count == 2 }, "round \(round)")
      // One transaction may be kept whose word was lost with its writer.
      #expect(pairs.count - acknowledged.count <= round + 1)
      await store.close()
    }
    #expect(acknowledged.count > Self.kills, "most writers were killed before they wrote")
  }

  @Test func aWriterKilledWhileItMakesTheFileLeavesOneThatOpens() async throws {
    for round in 0..<Self.kills {
      let test = TestStore()
      let writer = try WriterProcess("insert", test.path)
      try await Task.sleep(for: .microseconds(Int.random(in: 0...30_000)))
      writer.kill()
      let acknowledged = writer.readLines().count
      try writer.finish()
      let store = try await test.open()
      try await store.checkIntegrity()
      #expect(try await store.count(in: TestStore.notes) >= 2 * acknowledged, "round \(round)")
      await store.close()
      let leftOvers = test.folder.names(in: "").filter { !$0.hasSuffix(".partial") }
      #expect(leftOvers == ["store.db", "store.db-lock"], "round \(round)")
    }
  }
}
