import Glibc
import Store
import StoreSQLite

/// A process that tests can kill, starve or wait for: `store-writer insert|fill|hold PATH`.
@main
enum StoreWriter {
  private static let notes = DocumentCollection("notes", indexes: [Index("number", isUnique: true), Index("pair")])

  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count > 2 else { exit(64) }
    let path = arguments[2]
    switch arguments[1] {
    case "insert": try await insert(into: path)
    case "fill": await fill(path, upTo: arguments.count > 3 ? Int(arguments[3]) ?? 0 : 0)
    case "hold": try await hold(path)
    default: exit(64)
    }
  }

  /// Inserts two documents a transaction, for ever, and prints their number once the store has said that they are kept.
  private static func insert(into path: String) async throws {
    let store = try await SQLiteStore.open(path, [notes])
    var number =
      try await store.find(Query(sort: [.descending("number")], limit: 1), in: notes).first?["number"]?.integer ?? 0
    while true {
      number += 1
      try await insertPair(number, into: store)
      print(line: "\(number)")
    }
  }

  /// Inserts until the file may grow no more, prints the error, and shows that the store is whole.
  private static func fill(_ path: String, upTo limit: Int) async {
    // The signal would end the process before SQLite sees the error.
    signal(SIGXFSZ, SIG_IGN)
    var sizes = rlimit(rlim_cur: rlim_t(limit), rlim_max: rlim_t(limit))
    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &sizes)
    var kept: Int64 = 0
    do {
      let store = try await SQLiteStore.open(path, [notes])
      do {
        while true {
          try await insertPair(kept + 1, into: store)
          kept += 1
        }
      } catch {
        print(line: "\(error)")
      }
      print(line: "kept \(kept), found \(try await store.count(in: notes))")
    } catch {
      print(line: "failed: \(error)")
    }
  }

  /// Keeps the store open until its input ends.
  private static func hold(_ path: String) async throws {
    let store = try await SQLiteStore.open(path, [notes])
    print(line: "open")
    _ = readLine()
    await store.close()
  }

  private static func insertPair(_ number: Int64, into store: SQLiteStore) async throws {
    try await store.transaction { (transaction) throws(StoreError) in
      let text = DocumentValue.text(String(repeating: "text ", count: Int(number) * 37 % 300))
      let fields: [String: DocumentValue] = ["pair": .integer(number), "text": text]
      var first = fields
      first["number"] = .integer(number)
      try transaction.insert(first, id: "\(number)-first", into: notes)
      try transaction.insert(fields, id: "\(number)-second", into: notes)
    }
  }

  /// Prints without a buffer, which a kill would take along.
  private static func print(line: String) {
    var line = line + "\n"
    line.withUTF8 { bytes in _ = write(1, bytes.baseAddress, bytes.count) }
  }
}
