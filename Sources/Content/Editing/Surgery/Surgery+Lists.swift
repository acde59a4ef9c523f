import Markup

/// Items of lists that have lines of their own.
extension Surgery {
  mutating func change(_ items: [YAMLNode], startingAt start: Int, to new: [WrittenValue]) throws(NotSurgical) {
    let dashes = try dashes(of: items, startingAt: start)
    let steps = ListAlignment.steps(from: items.map(WrittenValue.init), to: new)
    guard let first = dashes.first, steps.contains(where: \.keeps) else { throw NotSurgical() }
    let column = lines.column(first)
    var isFlow = try lines.isFlow(items[0])
    var place = lines.startOfLine(first)
    for step in steps {
      switch step {
      case .keep(let index):
        place = try extent(of: items[index], dash: dashes[index])
        isFlow = try lines.isFlow(items[index])
      case .change(let index, let value):
        try change(items[index], to: value, in: slot(dash: dashes[index]))
        place = try extent(of: items[index], dash: dashes[index])
        isFlow = try lines.isFlow(items[index])
      case .remove(let index):
        guard lines.isFirstInLine(dashes[index]) else { throw NotSurgical() }
        place = try extent(of: items[index], dash: dashes[index])
        splice(lines.startOfLine(dashes[index])..<place, "")
      case .insert(let value):
        guard lines.isFirstInLine(first) else { throw NotSurgical() }
        let inFlow = isFlow && writer.isShort(value, after: column)
        insert(
          writer.spaces(column) + "-" + writer.afterDash(value, column: column, inFlow: inFlow), at: place)
      }
    }
  }

  private func slot(dash: Int) -> Slot {
    Slot(start: dash + 1, column: lines.column(dash), used: dash + 1 - lines.startOfLine(dash), isItem: true)
  }

  private func extent(of item: YAMLNode, dash: Int) throws(NotSurgical) -> Int {
    let value = item.range.isEmpty ? dash + 1..<dash + 1 : item.range
    return try lines.extent(after: value, column: lines.column(dash))
  }

  private func dashes(of items: [YAMLNode], startingAt start: Int) throws(NotSurgical) -> [Int] {
    var dashes: [Int] = []
    var next = start
    for item in items {
      let dash = lines.firstSign(from: next)
      guard lines[dash] == UInt8(ascii: "-") else { throw NotSurgical() }
      dashes.append(dash)
      next = max(dash + 1, item.range.upperBound)
    }
    return dashes
  }
}
