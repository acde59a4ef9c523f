import Store
import Testing

extension StoreContract {
  static let conflicts = [
    StoreContract("the second of two writers is told") { store async throws in
      let first = try await store.insert(["n": 0], id: "a", into: notes)
      try await store.replace(Document(id: "a", version: first.version, fields: ["n": 1]), in: notes)
      let conflict = StoreError.conflict("a", collection: "notes", expected: 1, found: 2)
      await #expect(throws: conflict) {
        try await store.replace(Document(id: "a", version: first.version, fields: ["n": 2]), in: notes)
      }
      await #expect(throws: conflict) { try await store.delete("a", expecting: 1, from: notes) }
      #expect(try await store.document("a", in: notes)?["n"] == 1)
      try await store.delete("a", expecting: 2, from: notes)
      #expect(try await store.document("a", in: notes) == nil)
    },
    StoreContract("of many writers at once one wins each version") { store async throws in
      try await store.insert(["n": 0], id: "a", into: notes)
      let writers = 8
      let rounds = 10
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<writers {
          group.addTask {
            for _ in 0..<rounds { try await increase("n", of: "a", in: store) }
          }
        }
        try await group.waitForAll()
      }
      let document = try await store.document("a", in: notes)
      #expect(document?["n"] == .integer(Int64(writers * rounds)))
      #expect(document?.version == writers * rounds + 1)
    },
  ]

  /// Reads and replaces until nobody was faster.
  private static func increase(_ field: String, of id: String, in store: any Store) async throws {
    while true {
      var document = try #require(try await store.document(id, in: notes))
      document[field] = .integer(1 + (document[field]?.integer ?? 0))
      do throws(StoreError) {
        try await store.replace(document, in: notes)
        return
      } catch {
        guard case .conflict = error else { throw error }
      }
    }
  }
}
