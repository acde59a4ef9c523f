import Store
import Testing

extension StoreContract {
  private static func group(_ keys: [DocumentValue?], _ values: [DocumentValue?]) -> AggregateGroup {
    AggregateGroup(keys: keys, values: values)
  }

  static let aggregation = [
    StoreContract("without paths all documents are one group, even if there are none") { store async throws in
      let aggregation = Aggregation(measures: [.count, .sum("n"), .average("n"), .minimum("n"), .maximum("n")])
      #expect(try await store.aggregate(aggregation, in: notes) == [group([], [0, 0, nil, nil, nil])])
      try await store.insert(["n": 1], id: "a", into: notes)
      try await store.insert(["n": 4], id: "b", into: notes)
      #expect(try await store.aggregate(aggregation, in: notes) == [group([], [2, 5, 2.5, 1, 4])])
      let none = Aggregation(.equals("n", 7), groupBy: ["n"], measures: [.count])
      #expect(try await store.aggregate(none, in: notes) == [])
    },
    StoreContract("groups come in the order of their keys, what is missing first") { store async throws in
      let values: [DocumentValue?] = ["b", nil, 2, "a", .null, 2.0, nil, [1], true]
      try await store.fill(values)
      for field in bothFields {
        let groups = try await store.aggregate(Aggregation(groupBy: [field], measures: [.count]), in: members)
        #expect(
          groups == [
            group([nil], [2]), group([.null], [1]), group([true], [1]), group([2], [2]), group(["a"], [1]),
            group(["b"], [1]), group([[1]], [1]),
          ])
      }
    },
    StoreContract("groups are of all paths together, of what meets the condition") { store async throws in
      for (number, (event, answer)) in [("x", "yes"), ("x", "no"), ("y", "yes"), ("x", "yes"), ("z", "no")].enumerated()
      {
        let fields: [String: DocumentValue] = ["in": ["event": .text(event)], "answer": .text(answer), "n": 3]
        try await store.insert(fields, id: "\(number)", into: notes)
      }
      let aggregation = Aggregation(
        .notEquals("in.event", "z"), groupBy: ["in.event", "answer"], measures: [.sum("n"), .count])
      #expect(
        try await store.aggregate(aggregation, in: notes) == [
          group(["x", "no"], [3, 1]), group(["x", "yes"], [6, 2]), group(["y", "yes"], [3, 1]),
        ])
    },
    StoreContract("sums and averages count numbers only") { store async throws in
      try await store.fill([1, "2", .null, nil, true, [4], 8])
      let measures: [Measure] = [.sum("rank"), .average("rank"), .minimum("rank"), .maximum("rank")]
      let aggregation = Aggregation(measures: measures)
      #expect(try await store.aggregate(aggregation, in: members) == [group([], [9, 4.5, .null, [4]])])
    },
    StoreContract("sums of integers are exact, and numbers where they do not fit") { store async throws in
      try await store.fill([9_007_199_254_740_993, 2])
      let sum = Aggregation(measures: [.sum("rank")])
      #expect(try await store.aggregate(sum, in: members) == [group([], [9_007_199_254_740_995])])
      try await store.insert(["rank": 0.5], id: "half", into: members)
      #expect(try await store.aggregate(sum, in: members) == [group([], [9_007_199_254_740_996.0])])
      try await store.delete("half", from: members)
      try await store.insert(["rank": .integer(.max)], id: "most", into: members)
      #expect(try await store.aggregate(sum, in: members) == [group([], [.number(0x1p63 + 9_007_199_254_740_994)])])
    },
    StoreContract("a sum beyond all numbers is an error") { store async throws in
      try await store.fill([1e308, 1e308])
      await #expect(throws: StoreError.sumTooLarge) {
        try await store.aggregate(Aggregation(measures: [.sum("rank")]), in: members)
      }
      await #expect(throws: StoreError.sumTooLarge) {
        try await store.aggregate(Aggregation(measures: [.average("rank")]), in: members)
      }
    },
  ]
}
