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
    var groups = FacetGroups(field: field, scope: scope)
    for id in entries { groups.add(id) }
    return groups.found.map { group in
      var facet = group.facet
      facet.label = (field.type is TagField ? tagLabel(facet.slug) : nil) ?? mostFrequent(group.labels)
      return FacetValue(facet: facet, entries: group.entries)
    }.sorted { ($0.facet.order, $0.facet.slug) < ($1.facet.order, $1.facet.slug) }
  }
}

/// Entries under the choices that their values make.
private struct FacetGroups {
  let field: Field
  let scope: OrderScope
  private(set) var found: [(facet: Facet, labels: [String: Int], entries: [EntryID])] = []
  private var placesBySlug: [String: Int] = [:]
  /// What is found again is found quickly: to make a facet of a value costs much more than to know the value.
  private var placesByValue: [ComparableValue: Int?] = [:]

  init(field: Field, scope: OrderScope) {
    self.field = field
    self.scope = scope
  }

  mutating func add(_ id: EntryID) {
    switch scope.entries[id.index][scope.language].values[field.index] {
    case nil: return
    case .list(let items)?: for item in items { add(item, of: id) }
    case let value?: add(value, of: id)
    }
  }

  private mutating func add(_ value: FieldValue, of id: EntryID) {
    guard let place = place(of: value) else { return }
    if found[place].entries.last != id { found[place].entries.append(id) }
  }

  /// Counts the spelling.
  private mutating func place(of value: FieldValue) -> Int? {
    let key = ComparableValue(value)
    if let key, let known = placesByValue[key] {
      if let known, let label = key.label { found[known].labels[label, default: 0] += 1 }
      return known
    }
    var place: Int?
    if let facet = field.type.facet(of: value, in: scope) {
      let known = placesBySlug[facet.slug] ?? found.count
      if known == found.count { found.append((facet, [:], [])) }
      placesBySlug[facet.slug] = known
      found[known].labels[facet.label, default: 0] += 1
      place = known
    }
    if let key { placesByValue[key] = .some(place) }
    return place
  }

  /// A value that can be told from others at once.
  private enum ComparableValue: Hashable {
    case text(String)
    case number(Int)

    init?(_ value: FieldValue) {
      switch value {
      case .text(let text): self = .text(text)
      case .tag(let tag): self = .text(tag.label)
      case .integer(let number), .choice(let number): self = .number(number)
      case .reference(let id): self = .number(id.index)
      case .boolean(let flag): self = .number(flag ? 1 : 0)
      default: return nil
      }
    }

    /// The spelling, where several may mean the same choice.
    var label: String? {
      if case .text(let text) = self { text } else { nil }
    }
  }
}
