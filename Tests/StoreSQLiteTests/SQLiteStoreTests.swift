import Store
import StoreConformance
import StoreSQLite
import TestSupport
import Testing

@Suite struct SQLiteStoreTests {
  @Test(arguments: StoreContract.all) func meetsTheContract(_ contract: StoreContract) async throws {
    let folder = SiteFixture()
    let store = try await SQLiteStore.open("\(folder.path)/store.db", StoreContract.collections)
    try await contract.run(store)
    await store.close()
  }

  @Test(arguments: UInt64(1)...20) func answersAsTheMemoryStoreDoes(_ seed: UInt64) async throws {
    let folder = SiteFixture()
    let store = try await SQLiteStore.open("\(folder.path)/store.db", StoreContract.collections)
    try await EngineComparison(try MemoryStore(StoreContract.collections), store).run(seed: seed, steps: 600)
    await store.close()
  }
}
