import Markup

/// Members of groups that have lines of their own; the fields of an entry are such a group.
extension Surgery {
  mutating func change(_ pairs: [YAMLMapping.Pair], to new: [WrittenValue.Member]) throws(NotSurgical) {
    let kept = pairs.filter { new[$0.key] != nil }
    guard !kept.isEmpty else { throw NotSurgical() }
    for pair in kept {
      guard let value = new[pair.key] else { continue }
      try change(pair.value, to: value, in: slot(of: pair))
    }
    for (index, pair) in pairs.enumerated() where new[pair.key] == nil {
      let next = pairs.dropFirst(index + 1).first
      try remove(pair, before: next.flatMap { new[$0.key] == nil ? nil : $0 })
    }
    try add(new.filter { member in !pairs.contains { $0.key == member.name } }, to: kept, order: new.map(\.name))
  }

  func slot(of pair: YAMLMapping.Pair) throws(NotSurgical) -> Slot {
    let start = try lines.afterColon(pair.keyRange)
    let column = lines.column(pair.keyRange.lowerBound)
    return Slot(start: start, column: column, used: start - lines.startOfLine(start), isItem: false)
  }

  /// Where the lines of a member end.
  func extent(of pair: YAMLMapping.Pair) throws(NotSurgical) -> Int {
    let start = try lines.afterColon(pair.keyRange)
    // A value that is left out may be an empty place of the next line.
    let value = pair.value.range.isEmpty ? start..<start : pair.value.range
    return try lines.extent(after: value, column: lines.column(pair.keyRange.lowerBound))
  }

  /// Takes away the lines of a member; the first one beside a dash leaves its place to the next.
  private mutating func remove(
    _ pair: YAMLMapping.Pair, before next: YAMLMapping.Pair?
  ) throws(NotSurgical) {
    let key = pair.keyRange.lowerBound
    let extent = try extent(of: pair)
    if lines.isFirstInLine(key) {
      splice(lines.startOfLine(key)..<extent, "")
    } else {
      guard let next else { throw NotSurgical() }
      splice(key..<next.keyRange.lowerBound, "")
    }
  }

  /// Adds members below those that come before them in the order, else at the end.
  private mutating func add(
    _ members: [WrittenValue.Member], to kept: [YAMLMapping.Pair], order: [String]
  ) throws(NotSurgical) {
    guard let first = kept.first, let last = kept.last else { throw NotSurgical() }
    let column = lines.column(first.keyRange.lowerBound)
    for member in members {
      let before = order.prefix { $0 != member.name }.reversed()
      let pair = before.lazy.compactMap { name in kept.first { $0.key == name } }.first ?? last
      insert(writer.member(member, column: column), at: try extent(of: pair))
    }
  }

  /// Adds lines where a line starts, or at the end of a file that does not end one.
  mutating func insert(_ text: String, at place: Int) {
    let isAfterLineEnd = lines.isAfterLineEnd(place)
    splice(place..<place, isAfterLineEnd ? text + writer.lineEnd : writer.lineEnd + text)
  }
}
