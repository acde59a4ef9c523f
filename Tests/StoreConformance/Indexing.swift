import Store
import Testing

extension StoreContract {
  static let indexes = [
    StoreContract("a unique index holds inserted and replaced documents") { store async throws in
      let taken = StoreError.duplicate(Index("email", isUnique: true), collection: "members")
      try await store.insert(["email": "a@x"], id: "a", into: members)
      var other = try await store.insert(["email": "b@x"], id: "b", into: members)
      await #expect(throws: taken) { try await store.insert(["email": "a@x"], id: "c", into: members) }
      other["email"] = "a@x"
      let document = other
      await #expect(throws: taken) { try await store.replace(document, in: members) }
      #expect(try await store.document("b", in: members)?["email"] == "b@x")
      #expect(try await store.document("c", in: members) == nil)
    },
    StoreContract("what is missing is free, null is a value") { store async throws in
      try await store.insert([:], id: "a", into: members)
      try await store.insert([:], id: "b", into: members)
      try await store.insert(["email": nil], id: "c", into: members)
      await #expect(throws: StoreError.duplicate(Index("email", isUnique: true), collection: "members")) {
        try await store.insert(["email": nil], id: "d", into: members)
      }
    },
    StoreContract("a unique index compares by worth") { store async throws in
      try await store.insert(["email": 1], id: "a", into: members)
      await #expect(throws: StoreError.duplicate(Index("email", isUnique: true), collection: "members")) {
        try await store.insert(["email": 1.0], id: "b", into: members)
      }
      try await store.insert(["email": "1"], id: "c", into: members)
      try await store.insert(["email": true], id: "d", into: members)
      try await store.insert(["email": "e\u{301}"], id: "e", into: members)
      try await store.insert(["email": "é"], id: "f", into: members)
    },
    StoreContract("values are free again once their document gives them up") { store async throws in
      var document = try await store.insert(["email": "a@x"], id: "a", into: members)
      document["email"] = "new@x"
      try await store.replace(document, in: members)
      try await store.insert(["email": "a@x"], id: "b", into: members)
      try await store.delete("b", from: members)
      try await store.insert(["email": "a@x"], id: "c", into: members)
    },
    StoreContract("a document does not stand in its own way") { store async throws in
      var document = try await store.insert(["email": "a@x"], id: "a", into: members)
      document["name"] = "A"
      #expect(try await store.replace(document, in: members).version == 2)
    },
    StoreContract("a unique index of several fields holds them together") { store async throws in
      try await store.insert(["event": "x", "member": "m"], id: "1", into: seats)
      try await store.insert(["event": "x", "member": "n"], id: "2", into: seats)
      try await store.insert(["event": "y", "member": "m"], id: "3", into: seats)
      await #expect(throws: StoreError.duplicate(Index("event", "member", isUnique: true), collection: "seats")) {
        try await store.insert(["event": "x", "member": "m"], id: "4", into: seats)
      }
      try await store.insert(["event": "x"], id: "5", into: seats)
      try await store.insert(["event": "x"], id: "6", into: seats)
    },
    StoreContract("an id that is taken is told before a value that is") { store async throws in
      try await store.insert(["email": "a@x"], id: "a", into: members)
      await #expect(throws: StoreError.duplicateID("a", collection: "members")) {
        try await store.insert(["email": "a@x"], id: "a", into: members)
      }
    },
  ]
}
