/// Who refers to whom.
enum References {
  /// For each entry and each inverse of its kind the entries that refer to it, in the order of their kind's list.
  static func inverse(of entries: [Entry], kinds: [Kind], orders: EntryOrders) -> [[[EntryID]]] {
    var referring = entries.map { [[EntryID]](repeating: [], count: kinds[$0.kind.index].inverses.count) }
    for kind in kinds {
      for (number, inverse) in kind.inverses.enumerated() {
        for id in orders.order(of: inverse.kind) {
          for target in targets(of: entries[id.index].main.values, at: inverse.path[...])
          where entries[target.index].kind == kind.id && referring[target.index][number].last != id {
            referring[target.index][number].append(id)
          }
        }
      }
    }
    return referring
  }

  /// The entries that a field refers to, whether it is a list or stands in lists of groups.
  static func targets(of values: [FieldValue?], at path: ArraySlice<Int>) -> [EntryID] {
    guard let index = path.first, let value = values[index] else { return [] }
    return value.items.flatMap { item -> [EntryID] in
      switch item {
      case .reference(let id): [id]
      case .group(let values): targets(of: values, at: path.dropFirst())
      default: []
      }
    }
  }
}
