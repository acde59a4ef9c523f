import Store
import Testing

extension StoreContract {
  static let writing = [
    StoreContract("an id is taken once") { store async throws in
      try await store.insert(["n": 1], id: "a", into: notes)
      await #expect(throws: StoreError.duplicateID("a", collection: "notes")) {
        try await store.insert(["n": 2], id: "a", into: notes)
      }
      #expect(try await store.document("a", in: notes)?["n"] == 1)
    },
    StoreContract("replacing puts all fields anew") { store async throws in
      var document = try await store.insert(["a": 1, "b": 2], id: "x", into: notes)
      document["a"] = nil
      document["c"] = 3
      let replaced = try await store.replace(document, in: notes)
      #expect(replaced == Document(id: "x", version: 2, fields: ["b": 2, "c": 3]))
      #expect(try await store.document("x", in: notes) == replaced)
      #expect(try await store.replace(replaced, in: notes).version == 3)
    },
    StoreContract("only what is there is replaced and deleted") { store async throws in
      let absent = StoreError.notFound("x", collection: "notes")
      await #expect(throws: absent) { try await store.replace(Document(id: "x", version: 1, fields: [:]), in: notes) }
      await #expect(throws: absent) { try await store.delete("x", from: notes) }
      await #expect(throws: absent) { try await store.delete("x", expecting: 1, from: notes) }
    },
    StoreContract("what is deleted is gone and can be inserted again") { store async throws in
      try await store.insert(["n": 1], id: "a", into: notes)
      try await store.insert(["n": 2], id: "b", into: notes)
      try await store.delete("a", from: notes)
      #expect(try await store.document("a", in: notes) == nil)
      #expect(try await store.find(in: notes).map(\.id) == ["b"])
      #expect(try await store.insert(["n": 3], id: "a", into: notes).version == 1)
    },
  ]
}
