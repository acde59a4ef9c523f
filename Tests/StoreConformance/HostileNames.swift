import Store
import Testing

extension StoreContract {
  private static let hostile = [
    "'; DROP TABLE collection_notes; --", "\" OR 1=1 --", "$where", "a.b", "a\"b", "a'b", "a]b", "%_", "../../etc",
    "\u{202E}a",
    "key:email", "a\nb", "NULL", " ", "é", "e\u{301}", "😀", "\\", "\\u0000", "?1", ":a", "@a",
    String(repeating: "x", count: 512),
  ]

  static let hostileNames = [
    StoreContract("ids are any text") { store async throws in
      for (number, id) in hostile.enumerated() {
        try await store.insert(["n": .integer(Int64(number))], id: id, into: notes)
      }
      for (number, id) in hostile.enumerated() {
        var document = try #require(try await store.document(id, in: notes))
        #expect(document["n"] == .integer(Int64(number)))
        #expect(document.id.utf8.elementsEqual(id.utf8))
        document["again"] = true
        try await store.replace(document, in: notes)
      }
      #expect(try await store.count(.equals("again", true), in: notes) == hostile.count)
      for id in hostile { try await store.delete(id, from: notes) }
      #expect(try await store.count(in: notes) == 0)
    },
    StoreContract("ids that no engine can keep are refused") { store async throws in
      for id in ["", "\0", "a\0b", String(repeating: "x", count: 513), String(repeating: "é", count: 257)] {
        await #expect(throws: StoreError.invalidID(id)) { try await store.insert([:], id: id, into: notes) }
        let document = Document(id: id, version: 1, fields: [:])
        await #expect(throws: StoreError.invalidID(id)) { try await store.replace(document, in: notes) }
      }
    },
    StoreContract("fields have any name but for U+0000") { store async throws in
      var fields: [String: DocumentValue] = ["": 1, "_id": 2, "$set": 3, "__proto__": 4]
      // Two of these are canonically equivalent, and so one name.
      for name in hostile { fields[name] = ["": .text(name)] }
      try await store.insert(fields, id: "a", into: members)
      #expect(try await store.document("a", in: members)?.fields == fields)
      for fields in [["a\0": 1], ["a": ["\0": 1]], ["a": [["b": ["\0b": 1]]]]] as [[String: DocumentValue]] {
        let refusal = await #expect(throws: StoreError.self) { try await store.insert(fields, id: "b", into: members) }
        guard case .invalidValue(.name) = refusal else {
          Issue.record("\(String(describing: refusal))")
          continue
        }
      }
    },
    StoreContract("texts in conditions are values and nothing else") { store async throws in
      try await store.fill(hostile.map { .text($0) })
      for field in bothFields {
        for (number, text) in hostile.enumerated() {
          #expect(try await store.numbers(.equals(field, .text(text))) == [Int64(number)], "\(text)")
          #expect(try await store.numbers(.isIn(field, [.text(text)])) == [Int64(number)], "\(text)")
          #expect(try await store.numbers(.hasPrefix(field, text)).contains(Int64(number)), "\(text)")
        }
        #expect(try await store.numbers(.hasPrefix(field, "%")).count == 1)
      }
    },
  ]
}
