import Store
import StoreConformance
import Testing

@Suite struct MemoryStoreTests {
  @Test(arguments: StoreContract.all) func meetsTheContract(_ contract: StoreContract) async throws {
    try await contract.run(try MemoryStore(StoreContract.collections))
  }
}
