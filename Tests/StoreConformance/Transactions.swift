import Store
import Testing

extension StoreContract {
  static let transactions = [
    StoreContract("a transaction reads what it has written") { store async throws in
      try await store.insert(["n": 1], id: "a", into: notes)
      let seen = try await store.transaction { (transaction) throws(StoreError) in
        try transaction.insert(["n": 2], id: "b", into: notes)
        try transaction.replace(Document(id: "a", version: 1, fields: ["n": 3]), in: notes)
        let sum = try transaction.aggregate(Aggregation(measures: [.sum("n")]), in: notes).first?.values.first
        let ids = try transaction.find(Query(.greater("n", 1)), in: notes).map(\.id)
        try transaction.delete("b", from: notes)
        return (ids, sum, try transaction.count(.all, in: notes), try transaction.document("b", in: notes))
      }
      #expect(seen.0 == ["a", "b"] && seen.1 == .some(5) && seen.2 == 1 && seen.3 == nil)
      #expect(try await store.document("a", in: notes) == Document(id: "a", version: 2, fields: ["n": 3]))
    },
    StoreContract("all of a transaction is done or nothing") { store async throws in
      try await store.insert(["email": "taken"], id: "a", into: members)
      await #expect(throws: StoreError.duplicateID("a", collection: "members")) {
        try await store.transaction { (transaction) throws(StoreError) in
          try transaction.insert(["n": 1], id: "n", into: notes)
          try transaction.replace(Document(id: "a", version: 1, fields: [:]), in: members)
          try transaction.insert([:], id: "a", into: members)
        }
      }
      #expect(try await store.count(in: notes) == 0)
      #expect(try await store.document("a", in: members)?["email"] == "taken")
      #expect(try await store.document("a", in: members)?.version == 1)
    },
    StoreContract("what the body throws undoes what it wrote") { store async throws in
      await #expect(throws: StoreError.queryTooLarge) {
        try await store.transaction { (transaction) throws(StoreError) in
          try transaction.insert([:], id: "a", into: notes)
          throw .queryTooLarge
        }
      }
      #expect(try await store.count(in: notes) == 0)
    },
    StoreContract("a write that failed ends the transaction, even if its error is caught") { store async throws in
      await #expect(throws: StoreError.notFound("x", collection: "notes")) {
        try await store.transaction { (transaction) throws(StoreError) in
          try transaction.insert([:], id: "a", into: notes)
          do throws(StoreError) { try transaction.delete("x", from: notes) } catch {}
          do throws(StoreError) { try transaction.insert([:], id: "a", into: notes) } catch {}
          try transaction.insert([:], id: "b", into: notes)
        }
      }
      #expect(try await store.count(in: notes) == 0)
    },
    StoreContract("after a failed transaction the next one works") { store async throws in
      for number in 0..<5 {
        _ = try? await store.transaction { (transaction) throws(StoreError) in
          try transaction.insert([:], id: "lost", into: notes)
          try transaction.insert([:], id: "lost", into: notes)
        }
        try await store.insert([:], id: "\(number)", into: notes)
      }
      #expect(try await store.find(in: notes).map(\.id) == ["0", "1", "2", "3", "4"])
    },
    StoreContract("transactions run as if one after another") { store async throws in
      let capacity = 5
      let admitted = await withTaskGroup(of: Bool.self) { group in
        for number in 0..<40 {
          group.addTask {
            let isAdmitted = try? await store.transaction { (transaction) throws(StoreError) in
              guard try transaction.count(.equals("event", "gala"), in: seats) < capacity else { return false }
              let fields: [String: DocumentValue] = ["event": "gala", "member": .integer(Int64(number))]
              try transaction.insert(fields, id: "\(number)", into: seats)
              return true
            }
            return isAdmitted ?? false
          }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(admitted == capacity)
      #expect(try await store.count(in: seats) == capacity)
    },
    StoreContract("readers see transactions whole") { store async throws in
      try await store.insert(["n": 0], id: "a", into: notes)
      try await store.insert(["n": 0], id: "b", into: notes)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for number in 1...60 {
            try await store.transaction { (transaction) throws(StoreError) in
              for id in ["a", "b"] {
                let fields: [String: DocumentValue] = ["n": .integer(Int64(number))]
                try transaction.replace(Document(id: id, version: number, fields: fields), in: notes)
              }
            }
          }
        }
        for _ in 0..<3 {
          group.addTask {
            for _ in 0..<60 {
              let both = try await store.read { (reader) throws(StoreError) in
                [try reader.document("a", in: notes)?["n"], try reader.document("b", in: notes)?["n"]]
              }
              #expect(both[0] == both[1])
            }
          }
        }
        try await group.waitForAll()
      }
    },
  ]
}
