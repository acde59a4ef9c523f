/// One choice of a facet.
public struct Facet: Sendable {
  /// Stands in the address of the choice's page.
  public var slug: String
  public var label: String
  /// The entry that the choice is, for references.
  public var entry: EntryID?
  /// Its place among the choices; equal keys are ordered by slug.
  public var order: OrderKey
}

/// One choice of a facet and what falls under it.
public struct FacetValue: Sendable {
  public let facet: Facet
  public let entries: [EntryID]
}

extension FacetValue {
  /// The choices that a field's values make; of several spellings the most frequent is the label.
  static func all(
    of field: Field, entries: [EntryID], in scope: OrderScope, tagLabel: (String) -> String?
  ) -> [FacetValue] {
    var found: [String: (facet: Facet, labels: [String: Int], entries: [EntryID])] = [:]
    for id in entries {
      guard let value = scope.entries[id.index].variant(in: scope.language).values[field.index] else { continue }
      for facet in value.items.compactMap({ field.type.facet(of: $0, in: scope) }) {
        found[facet.slug, default: (facet, [:], [])].labels[facet.label, default: 0] += 1
        if found[facet.slug]?.entries.last != id { found[facet.slug]?.entries.append(id) }
      }
    }
    return found.values.map { facet, labels, entries in
      var facet = facet
      facet.label = (field.type is TagField ? tagLabel(facet.slug) : nil) ?? mostFrequent(labels)
      return FacetValue(facet: facet, entries: entries)
    }.sorted { ($0.facet.order, $0.facet.slug) < ($1.facet.order, $1.facet.slug) }
  }
}
