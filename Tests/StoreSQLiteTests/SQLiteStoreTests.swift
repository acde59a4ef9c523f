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
}
