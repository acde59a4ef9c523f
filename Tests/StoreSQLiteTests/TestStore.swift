import Store
import StoreSQLite
import TestSupport

/// A folder with a place for a store, and what the tests of files keep in it.
final class TestStore: Sendable {
  static let notes = DocumentCollection("notes", indexes: [Index("number", isUnique: true), Index("pair")])
  static let name = "store.db"

  let folder = SiteFixture()
  var path: String { "\(folder.path)/\(Self.name)" }

  func open(waiting: Duration = SQLiteStore.patience) async throws(StoreError) -> SQLiteStore {
    try await SQLiteStore.open(path, [Self.notes], waiting: waiting)
  }

  /// Makes the file with some documents, and answers its bytes once it is closed.
  @discardableResult
  func fill(_ count: Int = 300) async throws -> [UInt8] {
    let store = try await open()
    try await store.insertNumbers(1...count)
    await store.close()
    return folder.read(Self.name) ?? []
  }
}

extension SQLiteStore {
  /// Adds a document for each number, some of them large, all in one transaction.
  func insertNumbers(_ numbers: ClosedRange<Int>) async throws(StoreError) {
    try await transaction { (transaction) throws(StoreError) in
      for number in numbers {
        let fields: [String: DocumentValue] = [
          "number": .integer(Int64(number)), "pair": .integer(Int64(number / 2)),
          "text": .text(String(repeating: "text ", count: number * 37 % 400)),
        ]
        try transaction.insert(fields, id: "\(number)", into: TestStore.notes)
      }
    }
  }
}
