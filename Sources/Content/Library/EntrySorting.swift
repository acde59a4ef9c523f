extension OrderScope {
  /// The entries in the order of the keys, of which a later one decides where the earlier do not.
  ///
  /// Entries without a value come last in both directions; what no key decides stays in order.
  func sorted(_ ids: [EntryID], by keys: [SortKey]) -> [EntryID] {
    rows(ids, by: keys).map(\.id)
  }

  /// The same with one more key for what the others leave undecided.
  ///
  /// That is little, and to make the key of a title costs more than to compare many dates.
  func sorted(_ ids: [EntryID], by keys: [SortKey], thenBy tieBreaker: SortKey) -> [EntryID] {
    let rows = rows(ids, by: keys)
    var sorted: [EntryID] = []
    sorted.reserveCapacity(ids.count)
    var start = 0
    for end in 1...max(rows.count, 1) where end >= rows.count || rows[end].values != rows[start].values {
      let run = rows[start..<min(end, rows.count)].map(\.id)
      sorted += run.count == 1 ? run : self.sorted(run, by: [tieBreaker])
      start = end
    }
    return sorted
  }

  private func rows(_ ids: [EntryID], by keys: [SortKey]) -> [Row] {
    let rows = ids.enumerated().map { place, id in
      Row(id: id, place: place, values: keys.map { value(of: id, at: $0.path[...]) })
    }
    let directions = keys.map(\.isDescending)
    return rows.sorted { $0.isBefore($1, descending: directions) }
  }

  private struct Row {
    var id: EntryID
    var place: Int
    var values: [OrderKey?]

    func isBefore(_ other: Row, descending: [Bool]) -> Bool {
      for index in values.indices {
        switch (values[index], other.values[index]) {
        case (nil, nil): continue
        case (nil, _): return false
        case (_, nil): return true
        case (let own?, let others?):
          if own < others { return !descending[index] }
          if others < own { return descending[index] }
        }
      }
      return place < other.place
    }
  }

  /// What an entry is sorted by: the value of its own field, or of one behind references and groups.
  private func value(of id: EntryID, at path: ArraySlice<String>) -> OrderKey? {
    let entry = entries[id.index]
    let variant = entry[language]
    guard let name = path.first else { return nil }
    guard kinds[entry.kind.index].fields[name] != nil else { return builtIn(name, of: entry, variant) }
    return value(at: path, of: kinds[entry.kind.index].fields, values: variant.values)
  }

  private func value(at path: ArraySlice<String>, of fields: FieldSet, values: [FieldValue?]) -> OrderKey? {
    guard let name = path.first, let field = fields[name], let value = values[field.index] else { return nil }
    guard path.count > 1 else { return field.type.orderKey(of: value, in: self) }
    switch value {
    case .reference(let id): return self.value(of: id, at: path.dropFirst())
    case .group(let values):
      return field.group.flatMap { self.value(at: path.dropFirst(), of: $0, values: values) }
    default: return nil
    }
  }

  private func builtIn(_ name: String, of entry: Entry, _ variant: EntryVariant) -> OrderKey? {
    switch name {
    case "title": .text(CollationKey(variant.title))
    case "slug": .text(CollationKey(entry.slug))
    case "date": variant.date.map { OrderKey($0) }
    case "updated": variant.updated.map { OrderKey($0) }
    default: nil
    }
  }
}
