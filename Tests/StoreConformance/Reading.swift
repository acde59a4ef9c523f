import Store
import Testing

extension StoreContract {
  static let reading = [
    StoreContract("an unknown id is no document") { store async throws in
      #expect(try await store.document("a", in: notes) == nil)
      #expect(try await store.document("", in: notes) == nil)
      #expect(try await store.find(in: notes).isEmpty)
      #expect(try await store.count(in: notes) == 0)
    },
    StoreContract("a document is read as it was inserted") { store async throws in
      let fields: [String: DocumentValue] = [
        "null": nil, "yes": true, "no": false, "integer": -7, "number": 2.5, "text": "Préau",
        "list": [1, 1.0, "a", [], [:]], "object": ["a": ["b": ["c": nil]]],
      ]
      let inserted = try await store.insert(fields, id: "a", into: notes)
      #expect(inserted == Document(id: "a", version: 1, fields: fields))
      #expect(try await store.document("a", in: notes) == inserted)
      #expect(try await store.find(in: notes) == [inserted])
    },
    StoreContract("a document without fields is one") { store async throws in
      try await store.insert([:], id: "a", into: notes)
      #expect(try await store.document("a", in: notes)?.fields == [:])
    },
    StoreContract("collections keep their documents apart") { store async throws in
      try await store.insert(["in": "notes"], id: "a", into: notes)
      try await store.insert(["in": "seats"], id: "a", into: seats)
      #expect(try await store.document("a", in: notes)?["in"] == "notes")
      #expect(try await store.document("a", in: seats)?["in"] == "seats")
      #expect(try await store.document("a", in: members) == nil)
    },
    StoreContract("a read sees one state") { store async throws in
      try await store.insert(["n": 1], id: "a", into: notes)
      let counts = try await store.read { (reader) throws(StoreError) in
        let first = try reader.count(.all, in: notes)
        return [first, try reader.find(Query(), in: notes).count, try reader.document("a", in: notes)?.version]
      }
      #expect(counts == [1, 1, 1])
    },
    StoreContract("an undeclared collection is an error") { store async throws in
      let other = DocumentCollection("others")
      await #expect(throws: StoreError.unknownCollection("others")) { try await store.document("a", in: other) }
      await #expect(throws: StoreError.unknownCollection("others")) { try await store.find(in: other) }
      await #expect(throws: StoreError.unknownCollection("others")) { try await store.count(in: other) }
      await #expect(throws: StoreError.unknownCollection("others")) {
        try await store.insert([:], id: "a", into: other)
      }
      await #expect(throws: StoreError.unknownCollection("others")) { try await store.delete("a", from: other) }
      await #expect(throws: StoreError.unknownCollection("others")) {
        try await store.aggregate(Aggregation(measures: [.count]), in: other)
      }
      #expect(throws: StoreError.unknownCollection("others")) { try store.changes(in: other) }
      let sameName = DocumentCollection("notes", indexes: [Index("a")])
      await #expect(throws: StoreError.unknownCollection("notes")) { try await store.find(in: sameName) }
    },
  ]
}
