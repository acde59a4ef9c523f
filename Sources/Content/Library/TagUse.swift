/// A tag and the entries that have it.
public struct TagUse: Sendable {
  /// With the spelling that most entries use.
  public let tag: Tag
  /// In the order of kinds, and of each kind's list.
  public let entries: [EntryID]
}

extension TagUse {
  /// Every tag that an entry has, by slug.
  static func all(in entries: [Entry], kinds: [Kind], orders: EntryOrders) -> [TagUse] {
    var uses = TagUses()
    for kind in kinds where kind.fields.hasTags {
      for id in orders.order(of: kind.id) {
        for variant in entries[id.index].variants.indices {
          for value in entries[id.index].variants[variant].values { value?.forEachTag { uses.add($0, of: id) } }
        }
      }
    }
    return uses.all.sorted { $0.tag.slug < $1.tag.slug }
  }
}

extension [TagUse] {
  /// The tags with those that nothing has but one new entry; others do not know of it.
  func adding(_ entry: Entry) -> [TagUse] {
    var uses = TagUses()
    for variant in entry.variants {
      for value in variant.values { value?.forEachTag { uses.add($0, of: entry.id) } }
    }
    let known = Set(map(\.tag.slug))
    return (self + uses.all.filter { !known.contains($0.tag.slug) }).sorted { $0.tag.slug < $1.tag.slug }
  }
}

/// Tags while they are counted.
private struct TagUses {
  private var found: [(slug: String, spellings: [String: Int], entries: [EntryID])] = []
  private var places: [String: Int] = [:]

  var all: [TagUse] {
    found.map { TagUse(tag: Tag(slug: $0.slug, label: mostFrequent($0.spellings)), entries: $0.entries) }
  }

  mutating func add(_ tag: Tag, of id: EntryID) {
    let place = places[tag.slug] ?? found.count
    if place == found.count {
      places[tag.slug] = place
      found.append((tag.slug, [:], []))
    }
    found[place].spellings[tag.label, default: 0] += 1
    if found[place].entries.last != id { found[place].entries.append(id) }
  }
}

/// The text with the highest count; of several the first in the order of their bytes.
func mostFrequent(_ counts: [String: Int]) -> String {
  counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
}

extension FieldSet {
  fileprivate var hasTags: Bool {
    contains { $0.type is TagField || $0.group?.hasTags == true }
  }
}

extension FieldValue {
  func forEachTag(_ body: (Tag) -> Void) {
    switch self {
    case .tag(let tag): body(tag)
    case .group(let values): for value in values { value?.forEachTag(body) }
    case .list(let items): for item in items { item.forEachTag(body) }
    default: break
    }
  }
}
