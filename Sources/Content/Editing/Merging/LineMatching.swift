/// Finds which lines of two texts are the same.
///
/// Lines that both texts have exactly once are matched first (patience diff, Bram Cohen), so that blank lines and
/// brackets never tie unrelated parts together; between them the longest common part is looked for (Myers, 1986),
/// where it is small enough: two texts that have nothing in common must not take quadratic time.
enum LineMatching {
  struct Pair: Equatable {
    var old: Int
    var new: Int
  }

  /// The pairs, in the order of both.
  static func pairs<Element: Hashable>(_ old: [Element], _ new: [Element]) -> [Pair] {
    var numbers: [Element: Int] = [:]
    func number(_ element: Element) -> Int {
      if let known = numbers[element] { return known }
      numbers[element] = numbers.count
      return numbers.count - 1
    }
    var matcher = Matcher(old: old.map(number), new: new.map(number))
    matcher.match(0..<old.count, 0..<new.count, depth: 0)
    return matcher.pairs
  }
}

private struct Matcher {
  let old: [Int]
  let new: [Int]
  var pairs: [LineMatching.Pair] = []

  private static let maximumDepth = 32
  /// Of both together; the search between them costs at most their product.
  private static let maximumSearch = 1_200

  init(old: [Int], new: [Int]) {
    self.old = old
    self.new = new
  }

  mutating func match(_ oldRange: Range<Int>, _ newRange: Range<Int>, depth: Int) {
    var oldRange = oldRange
    var newRange = newRange
    while let a = oldRange.first, let b = newRange.first, old[a] == new[b] {
      pairs.append(.init(old: a, new: b))
      oldRange.removeFirst()
      newRange.removeFirst()
    }
    var suffix: [LineMatching.Pair] = []
    while let a = oldRange.last, let b = newRange.last, old[a] == new[b] {
      suffix.append(.init(old: a, new: b))
      oldRange.removeLast()
      newRange.removeLast()
    }
    matchMiddle(oldRange, newRange, depth: depth)
    pairs += suffix.reversed()
  }

  private mutating func matchMiddle(_ oldRange: Range<Int>, _ newRange: Range<Int>, depth: Int) {
    guard !oldRange.isEmpty, !newRange.isEmpty else { return }
    let anchors = depth < Self.maximumDepth ? anchors(oldRange, newRange) : []
    guard !anchors.isEmpty else { return search(oldRange, newRange) }
    var start = (old: oldRange.lowerBound, new: newRange.lowerBound)
    for anchor in anchors {
      match(start.old..<anchor.old, start.new..<anchor.new, depth: depth + 1)
      pairs.append(anchor)
      start = (anchor.old + 1, anchor.new + 1)
    }
    match(start.old..<oldRange.upperBound, start.new..<newRange.upperBound, depth: depth + 1)
  }

  private mutating func search(_ oldRange: Range<Int>, _ newRange: Range<Int>) {
    guard oldRange.count + newRange.count <= Self.maximumSearch else { return }
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in Array(new[newRange]).difference(from: Array(old[oldRange])) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset + oldRange.lowerBound)
      case .insert(let offset, _, _): inserted.insert(offset + newRange.lowerBound)
      }
    }
    let keptOld = oldRange.lazy.filter { !removed.contains($0) }
    let keptNew = newRange.lazy.filter { !inserted.contains($0) }
    for (a, b) in zip(keptOld, keptNew) { pairs.append(.init(old: a, new: b)) }
  }

  /// The lines that both ranges have once, as far as they come in the same order.
  private func anchors(_ oldRange: Range<Int>, _ newRange: Range<Int>) -> [LineMatching.Pair] {
    let oldPlaces = single(old, in: oldRange)
    let newPlaces = single(new, in: newRange)
    let common = oldRange.compactMap { index -> LineMatching.Pair? in
      guard oldPlaces[old[index]] == .some(index), let place = newPlaces[old[index]] ?? nil else { return nil }
      return .init(old: index, new: place)
    }
    return longestIncreasing(common)
  }

  /// The place of each line; nil for one that comes again.
  private func single(_ lines: [Int], in range: Range<Int>) -> [Int: Int?] {
    Dictionary(range.map { (lines[$0], Optional($0)) }) { _, _ in nil }
  }

  /// The longest run of pairs, in the order of the old, whose new places increase (patience sorting).
  private func longestIncreasing(_ common: [LineMatching.Pair]) -> [LineMatching.Pair] {
    var piles: [Int] = []
    var previous = [Int?](repeating: nil, count: common.count)
    for (index, pair) in common.enumerated() {
      var low = 0
      var high = piles.count
      while low < high {
        let middle = (low + high) / 2
        if common[piles[middle]].new < pair.new { low = middle + 1 } else { high = middle }
      }
      previous[index] = low > 0 ? piles[low - 1] : nil
      if low == piles.count { piles.append(index) } else { piles[low] = index }
    }
    var chain: [LineMatching.Pair] = []
    var next = piles.last
    while let index = next {
      chain.append(common[index])
      next = previous[index]
    }
    return chain.reversed()
  }
}
