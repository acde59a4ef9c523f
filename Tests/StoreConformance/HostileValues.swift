import Store
import Testing

extension StoreContract {
  private static func nested(_ depth: Int) -> DocumentValue {
    (0..<depth).reduce(1) { value, level in level % 2 == 0 ? .list([value]) : .object(["a": value]) }
  }

  static let hostileValues = [
    StoreContract("values come back exactly") { store async throws in
      let values: [DocumentValue] = [
        .integer(.min), .integer(.max), 9_007_199_254_740_993, 1e308, -1e308, .number(.leastNonzeroMagnitude), 0.1,
        1e16, 1e15,
        .number(.greatestFiniteMagnitude), .number(.pi), 100.0, 1e-7,
        "", "\0", "a\0b\0", "\u{1F}\u{7F}\u{85}", "\"\\/\u{8}\u{C}\n\r\t", "\u{2028}\u{2029}", "é", "e\u{301}",
        "\u{FEFF}a",
        "\u{10FFFF}\u{FFFF}", "👨‍👩‍👧‍👦🇫🇷", .text(String(repeating: "long é\0", count: 100_000)),
        .list(Array(repeating: .null, count: 10_000)), ["": ["": [nil, [:]]]],
      ]
      for (number, value) in values.enumerated() {
        for field in ["rank", "loose"] {
          let id = "\(number) \(field)"
          try await store.insert([field: value], id: id, into: members)
          let found = try #require(try await store.document(id, in: members)?[field])
          #expect(found == value)
        }
      }
    },
    StoreContract("zero keeps its sign, and numbers their kind") { store async throws in
      try await store.insert(["zero": -0.0, "one": 1.0, "whole": 1], id: "a", into: notes)
      let document = try #require(try await store.document("a", in: notes))
      guard case .number(let zero) = document["zero"], case .number = document["one"], case .integer = document["whole"]
      else {
        Issue.record("\(document)")
        return
      }
      #expect(zero.sign == .minus)
    },
    StoreContract("what is no number is refused, in documents and conditions") { store async throws in
      try await store.insert([:], id: "there", into: members)
      let refused = StoreError.invalidValue(.notFinite)
      for number in [Double.nan, .infinity, -.infinity, .signalingNaN] {
        for field in ["rank", "loose"] {
          let fields: [String: DocumentValue] = [field: [["a": .number(number)]]]
          await #expect(throws: refused) { try await store.insert(fields, id: "a", into: members) }
          let document = Document(id: "there", version: 1, fields: fields)
          await #expect(throws: refused) { try await store.replace(document, in: members) }
          let condition = Condition.or([.not(.equals("rank", .number(number)))])
          await #expect(throws: refused) { try await store.count(condition, in: members) }
          await #expect(throws: refused) { try await store.find(Query(.isIn("a", [.number(number)])), in: members) }
        }
      }
      #expect(try await store.count(in: members) == 1)
    },
    StoreContract("values are nested 64 deep at most") { store async throws in
      let deepest = nested(63)
      try await store.insert(["rank": deepest], id: "a", into: members)
      #expect(try await store.document("a", in: members)?["rank"] == deepest)
      #expect(try await store.count(.equals("rank", deepest), in: members) == 1)
      let tooDeep = StoreError.invalidValue(.tooDeep)
      await #expect(throws: tooDeep) { try await store.insert(["rank": nested(64)], id: "b", into: members) }
      await #expect(throws: tooDeep) { try await store.insert(["loose": nested(1_000)], id: "b", into: members) }
      await #expect(throws: tooDeep) { try await store.count(.equals("loose", nested(65)), in: members) }
    },
    StoreContract("texts with U+0000 are found whole") { store async throws in
      try await store.fill(["a", "a\0", "a\0b", "a\0\0", "ab"])
      for field in bothFields {
        #expect(try await store.numbers(.equals(field, "a\0")) == [1])
        #expect(try await store.numbers(.hasPrefix(field, "a\0")) == [1, 2, 3])
        #expect(try await store.numbers(Query(.hasPrefix(field, "a"), sort: [.ascending(field)])) == [0, 1, 3, 2, 4])
      }
    },
  ]
}
