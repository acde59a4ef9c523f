import Store
import Testing

extension StoreContract {
  /// Numbers 0 to 11: what the conditions below are asked about.
  private static let samples: [DocumentValue?] = [
    nil, .null, false, true, 1, 1.5, 2, "a", "ab", "b", [1, "a"], ["x": 1],
  ]

  private typealias Case = (condition: @Sendable (FieldPath) -> Condition, numbers: [Int64])

  private static let cases: [Case] = [
    ({ .equals($0, 1) }, [4]),
    ({ .equals($0, 1.0) }, [4]),
    ({ .equals($0, nil) }, [1]),
    ({ .equals($0, true) }, [3]),
    ({ .equals($0, [1.0, "a"]) }, [10]),
    ({ .equals($0, ["x": 1]) }, [11]),
    ({ .equals($0, "A") }, []),
    ({ .notEquals($0, "a") }, [0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11]),
    ({ .isIn($0, []) }, []),
    ({ .isIn($0, ["b", 2.0, nil, "none"]) }, [1, 6, 9]),
    ({ .less($0, 2) }, [4, 5]),
    ({ .lessOrEqual($0, 2) }, [4, 5, 6]),
    ({ .greater($0, 1) }, [5, 6]),
    ({ .greaterOrEqual($0, 1) }, [4, 5, 6]),
    ({ .less($0, "b") }, [7, 8]),
    ({ .lessOrEqual($0, "b") }, [7, 8, 9]),
    ({ .greater($0, "a") }, [8, 9]),
    ({ .greaterOrEqual($0, "") }, [7, 8, 9]),
    ({ .less($0, true) }, [2]),
    ({ .greaterOrEqual($0, false) }, [2, 3]),
    ({ .less($0, nil) }, []),
    ({ .lessOrEqual($0, nil) }, [1]),
    ({ .greater($0, [1]) }, [10]),
    ({ .less($0, ["x": 2]) }, [11]),
    ({ .hasPrefix($0, "a") }, [7, 8]),
    ({ .hasPrefix($0, "") }, [7, 8, 9]),
    ({ .hasPrefix($0, "abc") }, []),
    ({ .contains($0, 1.0) }, [10]),
    ({ .contains($0, "a") }, [10]),
    ({ .contains($0, [1]) }, []),
    ({ .isMissing($0) }, [0]),
    ({ .not(.isMissing($0)) }, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
    ({ .not(.equals($0, 1)) }, [0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11]),
    ({ .not(.less($0, 2)) }, [0, 1, 2, 3, 6, 7, 8, 9, 10, 11]),
    ({ .not(.isIn($0, [1, 2])) }, [0, 1, 2, 3, 5, 7, 8, 9, 10, 11]),
    ({ .not(.hasPrefix($0, "a")) }, [0, 1, 2, 3, 4, 5, 6, 9, 10, 11]),
    ({ .not(.contains($0, 1)) }, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11]),
    ({ .not(.not(.equals($0, 1))) }, [4]),
    ({ .and([.greater($0, 0), .not(.equals($0, 1.5))]) }, [4, 6]),
    ({ .or([.equals($0, "b"), .isMissing($0), .equals("number", 4)]) }, [0, 4, 9]),
    ({ _ in .and([]) }, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
    ({ _ in .or([]) }, []),
    ({ _ in .not(.all) }, []),
  ]

  static let queries = [
    StoreContract("conditions mean the same with and without an index") { store async throws in
      try await store.fill(samples)
      for field in bothFields {
        for (condition, numbers) in cases {
          let condition = condition(field)
          #expect(try await store.numbers(condition) == numbers, "\(condition)")
          #expect(try await store.count(condition, in: members) == numbers.count, "\(condition)")
        }
      }
    },
    StoreContract("a path leads through objects only") { store async throws in
      try await store.insert(["owner": ["id": "x", "name": "n"]], id: "object", into: members)
      try await store.insert(["owner": [["id": "x"]]], id: "list", into: members)
      try await store.insert(["owner": "x"], id: "text", into: members)
      try await store.insert(["owner.id": "x"], id: "dotted", into: members)
      try await store.insert(["owner": ["ID": "x"]], id: "capitals", into: members)
      for path in ["owner.id", "owner.name"] as [FieldPath] {
        let found = try await store.find(Query(.not(.isMissing(path))), in: members)
        #expect(found.map(\.id) == ["object"], "\(path)")
      }
    },
    StoreContract("limit and offset cut the sorted result") { store async throws in
      try await store.fill((0..<10).map { .integer(9 - $0) })
      let sort: [SortKey] = [.ascending("rank")]
      #expect(try await store.numbers(Query(sort: sort, limit: 3)) == [9, 8, 7])
      #expect(try await store.numbers(Query(sort: sort, limit: 3, offset: 8)) == [1, 0])
      #expect(try await store.numbers(Query(sort: sort, offset: 7)) == [2, 1, 0])
      #expect(try await store.numbers(Query(sort: sort, offset: 10)) == [])
      #expect(try await store.numbers(Query(limit: 0)) == [])
      #expect(try await store.numbers(Query(limit: -1)) == [])
      #expect(try await store.numbers(Query(limit: 2, offset: -5)) == [0, 1])
      #expect(try await store.numbers(Query(limit: .max, offset: 9)) == [9])
    },
    StoreContract("large queries are answered and too large ones refused") { store async throws in
      try await store.fill((0..<20).map { .integer($0) })
      let many = (0..<900).map { Condition.equals("rank", .integer($0 * 2)) }
      #expect(try await store.count(.or(many), in: members) == 10)
      #expect(try await store.count(.and(many.prefix(400).map { .not($0) }), in: members) == 10)
      #expect(try await store.count(.isIn("loose", (10..<10_010).map { .integer($0) }), in: members) == 10)
      var deep = Condition.equals("rank", 1)
      for _ in 0..<30 { deep = .not(deep) }
      #expect(try await store.numbers(deep) == [1])
      for _ in 0..<100 { deep = .not(deep) }
      let tooLarge: [Condition] = [
        deep, .or(many + many), .isIn("rank", Array(repeating: 1, count: 10_001)),
      ]
      for condition in tooLarge {
        await #expect(throws: StoreError.queryTooLarge) { try await store.find(Query(condition), in: members) }
        await #expect(throws: StoreError.queryTooLarge) { try await store.count(condition, in: members) }
      }
      await #expect(throws: StoreError.queryTooLarge) {
        try await store.find(Query(sort: Array(repeating: .ascending("rank"), count: 33)), in: members)
      }
    },
  ]
}
