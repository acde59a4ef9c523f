import Store
import Testing

extension StoreContract {
  /// One of each worth, in the order of values.
  static let ascending: [DocumentValue?] = [
    nil, .null, false, true,
    // Numbers, by what they are worth: integers that no double holds stand between doubles.
    .number(-.greatestFiniteMagnitude), -1e19, .integer(.min), .integer(.min + 1), -9_007_199_254_740_993,
    -9_007_199_254_740_992.0, -1.5, -1, .number(-.leastNonzeroMagnitude), 0, .number(.leastNonzeroMagnitude), 0.5, 1,
    1.000_000_000_000_000_2, 9_007_199_254_740_992.0, 9_007_199_254_740_993, 9_007_199_254_740_994.0,
    .integer(.max - 1_024), .integer(.max - 1_023), .integer(.max - 1), .integer(.max), 9_223_372_036_854_775_808.0,
    1e308, .number(.greatestFiniteMagnitude),
    // Texts, by bytes.
    "", "\0", "\0\0", "\0\u{1}", "\u{1}", "10", "9", "A", "Z", "a", "a\0", "a\0b", "a\u{1}", "aa", "ab", "b",
    "e\u{301}", "z",
    "é", "\u{FFFF}", "😀",
    // Lists: a beginning before the whole.
    [], [nil], [nil, nil], [false], [1], [1, nil], [1.5], [2], ["a"], ["a", "b"], ["a\0"], ["b"], [[]], [[1], 1], [[:]],
    // Objects, as lists of names and values.
    [:], ["": nil], ["": 1], ["a": nil], ["a": nil, "b": 1], ["a": 1], ["a": 1, "b": 1], ["a": 1, "c": 0], ["a": 2],
    ["b": nil],
  ]

  static let ordering = [
    StoreContract("values of all types are sorted by one order") { store async throws in
      var values = ascending.enumerated().map { (rank: Int64($0), value: $1) }
      var dice = Dice(seed: 1)
      values.shuffle(using: &dice)
      try await store.fill(values.map(\.value))
      for field in bothFields {
        let up = try await store.numbers(Query(sort: [.ascending(field)])).map { values[Int($0)].rank }
        #expect(up == Array(0..<Int64(values.count)))
        let down = try await store.numbers(Query(sort: [.descending(field)])).map { values[Int($0)].rank }
        #expect(down == (0..<Int64(values.count)).reversed())
      }
    },
    StoreContract("bounds agree with the order") { store async throws in
      try await store.fill(ascending)
      for field in bothFields {
        for (number, value) in ascending.enumerated() {
          guard let value else { continue }
          let below = try await store.numbers(.less(field, value))
          let above = try await store.numbers(.greater(field, value))
          let same = try await store.numbers(.equals(field, value))
          #expect(same == [Int64(number)])
          #expect(below.allSatisfy { $0 < number } && above.allSatisfy { $0 > number }, "\(value)")
          let ofType = try await store.numbers(.or([.lessOrEqual(field, value), .greaterOrEqual(field, value)]))
          #expect(ofType == below + same + above, "\(value)")
        }
      }
    },
    StoreContract("integers equal the numbers of their worth") { store async throws in
      let pairs: [DocumentValue] = [1, 1.0, 0, -0.0, .integer(.min), -0x1p63, [1], [1.0], ["a": 2], ["a": 2.0]]
      try await store.fill(pairs)
      for field in bothFields {
        for (number, value) in pairs.enumerated() {
          let first = Int64(number / 2 * 2)
          #expect(try await store.numbers(.equals(field, value)) == [first, first + 1], "\(value)")
          #expect(try await store.numbers(.isIn(field, [value])) == [first, first + 1], "\(value)")
        }
      }
    },
    StoreContract("the next key decides where keys are the same, and ids at last") { store async throws in
      for (id, a, b) in [("d", 1, 2), ("c", 1, 1), ("b", 2, 1), ("a", 1, 1), ("é", 1, 1), ("e\u{301}", 1, 1)] {
        try await store.insert(["a": .integer(Int64(a)), "b": .integer(Int64(b))], id: id, into: notes)
      }
      let both = try await store.find(Query(sort: [.ascending("a"), .descending("b")]), in: notes)
      #expect(both.map { Array($0.id.utf8) } == ["d", "a", "c", "e\u{301}", "é", "b"].map { Array($0.utf8) })
      let down = try await store.find(Query(sort: [.descending("a")]), in: notes)
      #expect(down.map { Array($0.id.utf8) } == ["b", "a", "c", "d", "e\u{301}", "é"].map { Array($0.utf8) })
    },
  ]
}
