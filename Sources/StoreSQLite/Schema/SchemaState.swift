import Store
import Synchronization

/// Notices when another program has changed what a file declares, while this one has it open.
///
/// Rows that an older program wrote would lack the keys of new indexes.
final class SchemaState: Sendable {
  /// SQLite's count of changes of the schema, as of the last look.
  private let seen = Mutex<Int?>(nil)

  /// Throws `newerSchema` or `schemaChanged` unless the file is as declared; runs in a transaction.
  func check(_ connection: Connection, _ schema: StoreSchema) throws(StoreError) {
    let present = try connection.integer("PRAGMA schema_version")
    guard present != seen.withLock(\.self) else { return }
    guard try schema.isPresent(in: connection) else { throw .schemaChanged(path: connection.path) }
    seen.withLock { $0 = present }
  }
}
