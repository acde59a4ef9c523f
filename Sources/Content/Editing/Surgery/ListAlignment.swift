/// How one list becomes another with as few changes as possible.
enum ListAlignment {
  enum Step {
    /// The number of an old item.
    case keep(Int)
    case change(Int, to: WrittenValue)
    case remove(Int)
    case insert(WrittenValue)

    /// Whether an old item stays in its place.
    var keeps: Bool {
      switch self {
      case .keep, .change: true
      case .remove, .insert: false
      }
    }
  }

  /// The steps in the order of the new list; equal items stay, and those between them change into the likest.
  static func steps(from old: [WrittenValue], to new: [WrittenValue]) -> [Step] {
    var steps: [Step] = []
    var next = (old: 0, new: 0)
    for pair in LineMatching.pairs(old, new) + [.init(old: old.count, new: new.count)] {
      steps += between(old, next.old..<pair.old, new, next.new..<pair.new)
      if pair.old < old.count { steps.append(.keep(pair.old)) }
      next = (pair.old + 1, pair.new + 1)
    }
    return steps
  }

  private static func between(
    _ old: [WrittenValue], _ oldRange: Range<Int>, _ new: [WrittenValue], _ newRange: Range<Int>
  ) -> [Step] {
    var steps: [Step] = []
    var next = (old: oldRange.lowerBound, new: newRange.lowerBound)
    for pair in likest(old, oldRange, new, newRange) + [.init(old: oldRange.upperBound, new: newRange.upperBound)] {
      steps += (next.old..<pair.old).map(Step.remove)
      steps += new[next.new..<pair.new].map(Step.insert)
      if pair.old < oldRange.upperBound { steps.append(.change(pair.old, to: new[pair.new])) }
      next = (pair.old + 1, pair.new + 1)
    }
    return steps
  }

  /// More than this many pairs are not compared.
  private static let maximumComparisons = 2_500

  /// The pairs, in the order of both, that have the most members in common.
  private static func likest(
    _ old: [WrittenValue], _ oldRange: Range<Int>, _ new: [WrittenValue], _ newRange: Range<Int>
  ) -> [LineMatching.Pair] {
    guard !oldRange.isEmpty, !newRange.isEmpty else { return [] }
    guard oldRange.count * newRange.count <= maximumComparisons else {
      return zip(oldRange, newRange).map(LineMatching.Pair.init)
    }
    // best[i][j]: what pairs of the items from i and j on are worth.
    var best = Array(repeating: Array(repeating: 0, count: newRange.count + 1), count: oldRange.count + 1)
    func worth(_ i: Int, _ j: Int) -> Int {
      1 + 10 * old[oldRange.lowerBound + i].likeness(to: new[newRange.lowerBound + j]) + best[i + 1][j + 1]
    }
    for i in oldRange.indices.map({ $0 - oldRange.lowerBound }).reversed() {
      for j in newRange.indices.map({ $0 - newRange.lowerBound }).reversed() {
        best[i][j] = max(worth(i, j), best[i + 1][j], best[i][j + 1])
      }
    }
    var pairs: [LineMatching.Pair] = []
    var (i, j) = (0, 0)
    while i < oldRange.count, j < newRange.count {
      if best[i][j] == worth(i, j) {
        pairs.append(.init(old: oldRange.lowerBound + i, new: newRange.lowerBound + j))
        (i, j) = (i + 1, j + 1)
      } else if best[i][j] == best[i + 1][j] {
        i += 1
      } else {
        j += 1
      }
    }
    return pairs
  }
}

extension WrittenValue {
  /// How many members two groups have in common.
  fileprivate func likeness(to other: WrittenValue) -> Int {
    guard case .group(let members) = self, case .group(let others) = other else { return 0 }
    return members.count { others[$0.name] == $0.value }
  }
}
