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

  /// The steps in the order of the new list; equal items stay, and of those between them the first change.
  static func steps(from old: [WrittenValue], to new: [WrittenValue]) -> [Step] {
    var steps: [Step] = []
    var next = (old: 0, new: 0)
    for pair in LineMatching.pairs(old, new) {
      steps += between(old[next.old..<pair.old], new[next.new..<pair.new])
      steps.append(.keep(pair.old))
      next = (pair.old + 1, pair.new + 1)
    }
    return steps + between(old[next.old...], new[next.new...])
  }

  private static func between(_ old: ArraySlice<WrittenValue>, _ new: ArraySlice<WrittenValue>) -> [Step] {
    let common = min(old.count, new.count)
    return zip(old.indices, new).map { Step.change($0, to: $1) }
      + old.indices.dropFirst(common).map(Step.remove) + new.dropFirst(common).map(Step.insert)
  }
}
