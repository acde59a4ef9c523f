import Store
import Testing

extension StoreContract {
  static let changes = [
    StoreContract("changes are told in order, of one collection, once they are done") { store async throws in
      var stream = try store.changes(in: notes).makeAsyncIterator()
      let document = try await store.insert(["n": 1], id: "a", into: notes)
      try await store.insert([:], id: "other", into: seats)
      try await store.replace(document, in: notes)
      try await store.transaction { (transaction) throws(StoreError) in
        try transaction.insert([:], id: "b", into: notes)
        try transaction.delete("a", from: notes)
      }
      let expected = [
        Change(.inserted, collection: "notes", id: "a", version: 1),
        Change(.replaced, collection: "notes", id: "a", version: 2),
        Change(.inserted, collection: "notes", id: "b", version: 1),
        Change(.deleted, collection: "notes", id: "a", version: 2),
      ]
      for change in expected { #expect(await stream.next() == change) }
    },
    StoreContract("what was undone is not told") { store async throws in
      var stream = try store.changes(in: notes).makeAsyncIterator()
      _ = try? await store.transaction { (transaction) throws(StoreError) in
        try transaction.insert([:], id: "lost", into: notes)
        try transaction.delete("none", from: notes)
      }
      try await store.insert([:], id: "kept", into: notes)
      #expect(await stream.next()?.id == "kept")
    },
    StoreContract("a change that is told can be read") { store async throws in
      let stream = try store.changes(in: notes)
      async let seen = stream.prefix(20).reduce(into: [Bool]()) { seen, change in
        let document = try await store.document(change.id, in: notes)
        seen.append(document?.version == change.version)
      }
      for number in 0..<20 { try await store.insert([:], id: "\(number)", into: notes) }
      #expect(try await seen == Array(repeating: true, count: 20))
    },
    StoreContract("each stream is told of everything") { store async throws in
      let streams = try (0..<3).map { _ in try store.changes(in: notes) }
      try await store.insert([:], id: "a", into: notes)
      for stream in streams {
        var changes = stream.makeAsyncIterator()
        #expect(await changes.next()?.id == "a")
      }
    },
    StoreContract("a stream that nobody reads ends, without a gap") { store async throws in
      let stream = try store.changes(in: notes)
      try await store.transaction { (transaction) throws(StoreError) in
        for number in 0..<2_000 { try transaction.insert([:], id: "\(number)", into: notes) }
      }
      var told: [String] = []
      for await change in stream { told.append(change.id) }
      #expect(told == (0..<1_024).map(String.init))
    },
  ]
}
