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
    var uses: [String: (spellings: [String: Int], entries: [EntryID])] = [:]
    for kind in kinds where kind.fields.hasTags {
      for id in orders.order(of: kind.id) {
        for value in entries[id.index].variants.lazy.flatMap(\.values) {
          value?.forEachTag { tag in
            uses[tag.slug, default: ([:], [])].spellings[tag.label, default: 0] += 1
            if uses[tag.slug]?.entries.last != id { uses[tag.slug]?.entries.append(id) }
          }
        }
      }
    }
    return uses.keys.sorted().compactMap { slug in
      uses[slug].map { TagUse(tag: Tag(slug: slug, label: mostFrequent($0.spellings)), entries: $0.entries) }
    }
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
  fileprivate func forEachTag(_ body: (Tag) -> Void) {
    switch self {
    case .tag(let tag): body(tag)
    case .group(let values): for value in values { value?.forEachTag(body) }
    case .list(let items): for item in items { item.forEachTag(body) }
    default: break
    }
  }
}
