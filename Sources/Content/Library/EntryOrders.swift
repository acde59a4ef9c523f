/// The order of each kind's list, in each language.
struct EntryOrders: Sendable {
  private let languages: [Language]
  private var orders: [LanguageOrder]

  fileprivate struct LanguageOrder: Sendable {
    /// By kind.
    var entries: [[EntryID]]
    /// By entry, its place in the order of its kind.
    var ranks: [Int]
  }

  init(of entries: [Entry], kinds: [Kind], languages: [Language]) {
    self.languages = languages
    var orders: [LanguageOrder] = []
    for language in languages {
      // Without an entry of its own, a language has the titles of the main one, and so its order.
      if let main = orders.first, !entries.contains(where: { $0.isWritten(in: language) }) {
        orders.append(main)
      } else {
        orders.append(Ordering(of: entries, kinds: kinds, language: language).order)
      }
    }
    self.orders = orders
  }

  /// The orders with one entry more, after all others, which stands in no list yet.
  func addingUnlisted() -> EntryOrders {
    var longer = self
    for place in longer.orders.indices { longer.orders[place].ranks.append(.max) }
    return longer
  }

  func order(of kind: KindID, in language: Language) -> [EntryID] {
    orders[index(of: language)].entries[kind.index]
  }

  /// The order in the site's main language.
  func order(of kind: KindID) -> [EntryID] {
    orders[0].entries[kind.index]
  }

  func ranks(in language: Language) -> [Int] {
    orders[index(of: language)].ranks
  }

  private func index(of language: Language) -> Int {
    languages.firstIndex(of: language) ?? 0
  }
}

/// Orders kinds one after the other: a kind that is sorted by a reference needs the order of what it refers to.
private struct Ordering {
  let entries: [Entry]
  let kinds: [Kind]
  let language: Language
  private var orders: [[EntryID]]
  private var ranks: [Int]
  private var states: [State]

  private enum State {
    case waiting
    case open
    case done
  }

  init(of entries: [Entry], kinds: [Kind], language: Language) {
    self.entries = entries
    self.kinds = kinds
    self.language = language
    orders = Array(repeating: [], count: kinds.count)
    ranks = Array(repeating: 0, count: entries.count)
    states = Array(repeating: .waiting, count: kinds.count)
    for entry in entries { orders[entry.kind.index].append(entry.id) }
    for kind in kinds { order(kind.id) }
  }

  var order: EntryOrders.LanguageOrder {
    EntryOrders.LanguageOrder(entries: orders, ranks: ranks)
  }

  private mutating func order(_ kind: KindID) {
    guard states[kind.index] == .waiting else {
      // Kinds that are sorted by one another are put in the order of their titles first.
      if states[kind.index] == .open { sort(kind, by: []) }
      return
    }
    states[kind.index] = .open
    let keys = kinds[kind.index].list?.sort ?? []
    for key in keys {
      for other in key.rankedKinds(from: kinds[kind.index], among: kinds) { order(other) }
    }
    sort(kind, by: keys)
    states[kind.index] = .done
  }

  private mutating func sort(_ kind: KindID, by keys: [SortKey]) {
    let scope = OrderScope(language: language, kinds: kinds, entries: entries, ranks: ranks)
    let title = SortKey(path: ["title"])
    orders[kind.index].sort()
    orders[kind.index] =
      keys.contains(title)
      ? scope.sorted(orders[kind.index], by: keys) : scope.sorted(orders[kind.index], by: keys, thenBy: title)
    for (rank, id) in orders[kind.index].enumerated() { ranks[id.index] = rank }
  }
}

extension SortKey {
  /// The kinds whose order decides about this key: those that its last field refers to.
  fileprivate func rankedKinds(from kind: Kind, among kinds: [Kind]) -> [KindID] {
    var sets = [kind.fields]
    for name in path.dropLast() {
      sets = sets.compactMap { $0[name] }.flatMap { field in
        field.group.map { [$0] } ?? field.referredKinds.map { kinds[$0.index].fields }
      }
    }
    return path.last.map { name in sets.compactMap { $0[name] }.flatMap(\.referredKinds) } ?? []
  }
}
