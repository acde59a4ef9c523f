public import Store
import Testing

/// Random operations on two engines, which must answer alike.
public struct EngineComparison: Sendable {
  private let left: any Store
  private let right: any Store

  public init(_ left: any Store, _ right: any Store) {
    self.left = left
    self.right = right
  }

  /// Does this many steps; each failure names the seed.
  public func run(seed: UInt64, steps: Int) async throws {
    var dice = RandomOperations(seed: seed)
    for step in 0..<steps {
      if dice.isReading {
        let operation = dice.reading()
        try await compare("seed \(seed), step \(step): \(operation)") { (store) throws(StoreError) in
          try await store.read { (reader) throws(StoreError) in try operation.run(on: reader) }
        }
      } else {
        let operations = dice.writing()
        try await compare("seed \(seed), step \(step): \(operations)") { (store) throws(StoreError) in
          try await store.transaction { (transaction) throws(StoreError) in
            var answers: [RandomOperation.Answer] = []
            for operation in operations { answers.append(try operation.run(in: transaction)) }
            return answers
          }
        }
      }
    }
    try await compare("seed \(seed), in the end") { (store) throws(StoreError) in
      var all: [Document] = []
      for collection in StoreContract.collections { all += try await store.find(in: collection) }
      return all
    }
  }

  private func compare<Answer: Equatable & Sendable>(
    _ step: String, _ operation: (any Store) async throws(StoreError) -> Answer
  ) async throws {
    let first = await outcome(of: operation, on: left)
    let second = await outcome(of: operation, on: right)
    // What follows a difference says nothing more.
    try #require(first == second, "\(step)")
  }

  private func outcome<Answer>(
    of operation: (any Store) async throws(StoreError) -> Answer, on store: any Store
  ) async -> Result<Answer, StoreError> {
    do throws(StoreError) { return .success(try await operation(store)) } catch { return .failure(error) }
  }
}
