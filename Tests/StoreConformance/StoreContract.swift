public import Store
public import Testing

/// A claim that each engine must meet, in a new store of its own.
public struct StoreContract: Sendable, CustomTestStringConvertible {
  /// What stores are opened with that are to meet the contract.
  public static let collections = [members, seats, notes]

  /// The whole contract.
  public static let all =
    reading + writing + conflicts + queries + ordering + aggregation + transactions + indexes + changes + hostileNames
    + hostileValues

  static let members = DocumentCollection(
    "members",
    indexes: [
      Index("email", isUnique: true), Index("owner.id"), Index("rank"), Index("rank", "email"),
    ])
  static let seats = DocumentCollection("seats", indexes: [Index("event", "member", isUnique: true)])
  static let notes = DocumentCollection("notes")

  public let testDescription: String
  public let run: @Sendable (any Store) async throws -> Void

  init(_ name: String, _ run: @escaping @Sendable (any Store) async throws -> Void) {
    testDescription = name
    self.run = run
  }
}

extension Store {
  /// Adds one document for each value, its id a number of three digits, the value in a field that is indexed and in
  /// one that is not.
  func fill(_ values: [DocumentValue?]) async throws {
    try await transaction { (transaction) throws(StoreError) in
      for (number, value) in values.enumerated() {
        var fields: [String: DocumentValue] = ["number": .integer(Int64(number))]
        fields["rank"] = value
        fields["loose"] = value
        let digits = String(number)
        let id = String(repeating: "0", count: 3 - digits.count) + digits
        try transaction.insert(fields, id: id, into: StoreContract.members)
      }
    }
  }

  /// The numbers that documents were added with, of those that a query finds.
  func numbers(_ query: Query) async throws -> [Int64] {
    try await find(query, in: StoreContract.members).compactMap { $0["number"]?.integer }
  }

  func numbers(_ condition: Condition) async throws -> [Int64] { try await numbers(Query(condition)) }
}

/// The fields that `fill` writes: one with an index and one without.
let bothFields: [FieldPath] = ["rank", "loose"]
