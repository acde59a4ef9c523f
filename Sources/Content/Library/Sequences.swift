import Diagnostics

/// An entry's place among those that belong together.
public struct SequencePlace: Sendable, Hashable {
  /// The entry that they share, such as a series.
  public let within: EntryID
  public let previous: EntryID?
  public let next: EntryID?
  /// Starts at 1.
  public let position: Int
  public let total: Int
}

/// The sequences of all kinds that have them.
struct Sequences {
  /// By entry.
  private(set) var places: [SequencePlace?]
  private(set) var diagnostics: [Diagnostic] = []

  init(of entries: [Entry], kinds: [Kind], orders: EntryOrders, language: Language) {
    places = Array(repeating: nil, count: entries.count)
    let scope = OrderScope(language: language, kinds: kinds, entries: entries, ranks: orders.ranks(in: language))
    for kind in kinds {
      guard let sequence = kind.sequence else { continue }
      let key = SortKey(path: [kind.fields[sequence.by].name])
      for (within, members) in Self.members(of: kind, within: sequence.within, entries: entries, orders: orders) {
        let sorted = scope.sorted(members, by: [key])
        place(sorted, within: within)
        reportDuplicates(in: sorted, of: kind.fields[sequence.by], scope: scope)
      }
    }
  }

  /// The entries that share one, by the one that they share.
  private static func members(
    of kind: Kind, within field: Int, entries: [Entry], orders: EntryOrders
  ) -> [(EntryID, [EntryID])] {
    var members: [EntryID: [EntryID]] = [:]
    for id in orders.order(of: kind.id) {
      guard case .reference(let within) = entries[id.index].main.values[field] else { continue }
      members[within, default: []].append(id)
    }
    return members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private mutating func place(_ members: [EntryID], within: EntryID) {
    for (number, id) in members.enumerated() {
      places[id.index] = SequencePlace(
        within: within, previous: number > 0 ? members[number - 1] : nil,
        next: number + 1 < members.count ? members[number + 1] : nil, position: number + 1, total: members.count)
    }
  }

  private mutating func reportDuplicates(in members: [EntryID], of field: Field, scope: OrderScope) {
    for (earlier, later) in zip(members, members.dropFirst()) {
      let variants = (scope.entries[earlier.index].main, scope.entries[later.index].main)
      guard let first = variants.0.values[field.index], let second = variants.1.values[field.index],
        let key = field.type.orderKey(of: first, in: scope), key == field.type.orderKey(of: second, in: scope)
      else { continue }
      diagnostics.append(Self.duplicate(of: field, in: variants.1, and: variants.0))
    }
  }

  /// The complaint about two entries with one place.
  static func duplicate(of field: Field, in variant: EntryVariant, and other: EntryVariant) -> Diagnostic {
    .warning(
      "duplicate-position", at: variant.location(ofKey: field.name),
      "each entry of a sequence should have a '\(field.name)' of its own; two have this one",
      notes: [.init("the other one is here", at: other.location(ofKey: field.name))])
  }
}
