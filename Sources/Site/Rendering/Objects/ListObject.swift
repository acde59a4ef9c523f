import Content
import Templates

/// `list` in templates: one page of a kind's entries, and the ways to sort and filter them.
struct ListObject: RecordObject {
  let site: SiteReader
  let page: Page
  let list: ListPage

  static let members = MemberTable<Self>([
    "kind": { .object(KindObject(site: $0.site, id: $0.list.kind, language: $0.page.language)) },
    "entries": { view in .list(view.list.entries.map(view.entry)) },
    "groups": { .list($0.groups) },
    "sort": { $0.sort },
    "sorts": { .list($0.sorts) },
    "facets": { .list($0.facets) },
    "facet": { $0.chosenFacet },
    "value": { $0.chosenValue },
    "pagination": { .object(PaginationObject(list: $0)) },
  ])

  var kind: Kind {
    _read { yield site[list.kind] }
  }

  /// The kind's name, with the chosen value or the way it is sorted.
  var title: String {
    let name = kind.labels.plural.text(in: page.language)
    if let chosen { return "\(name) – \(label(of: chosen.value, in: chosen.facet))" }
    guard let sort = list.sort else { return name }
    return "\(name) – \(label(ofField: sort))"
  }

  func address(_ sharedPath: String) -> String { site.links.address(sharedPath, in: page.language) }

  /// What a facet's value is called; yes and no are words of the theme.
  fileprivate func label(of value: FacetValue, in facet: KindLists.Facet) -> String {
    kind.fields[facet.field].type is BooleanField ? site.text(value.facet.slug, in: page.language) : value.facet.label
  }

  fileprivate func entry(_ id: EntryID) -> Value {
    .object(EntryObject(site: site, id: id, language: page.language))
  }

  private var lists: KindLists? { site.lists(of: list.kind, in: page.language) }

  private var chosen: (facet: KindLists.Facet, value: FacetValue)? {
    guard let choice = list.chosen,
      let facet = site.facets(of: kind, in: page.language).first(where: { $0.field == choice.field })
    else { return nil }
    return (facet, facet.values[choice.value])
  }

  private func label(ofField field: Int) -> String { kind.fields[field].label.text(in: page.language) }
}

extension ListObject {
  /// The field that the entries are ordered by, if visitors may choose it.
  private var sortedField: Int? { list.sort ?? lists?.ownSort }

  private var sort: Value {
    let field = sortedField
    return .dictionary([
      ("name", Value(field.map { kind.fields[$0].name })), ("label", Value(field.map(label))),
    ])
  }

  private var sorts: [Value] {
    guard let lists, lists.sorts.count + (lists.ownSort == nil ? 1 : 0) > 1 else { return [] }
    let choices = lists.sorts.map { choice in
      Value.dictionary([
        ("name", .string(kind.fields[choice.field].name)), ("label", .string(label(ofField: choice.field))),
        ("permalink", .string(address(choice.firstPath))),
        ("current", .bool(list.chosen == nil && sortedField == choice.field)),
      ])
    }
    guard lists.ownSort == nil else { return choices }
    let own = Value.dictionary([
      ("name", .none), ("label", .string(site.text("sort_default", in: page.language))),
      ("permalink", .string(address("/\(kind.plural)/"))),
      ("current", .bool(list.chosen == nil && list.sort == nil)),
    ])
    return [own] + choices
  }

  /// The entries of the page under the values that they are sorted by.
  private var groups: [Value] {
    var groups: [(heading: ListHeading, entries: [EntryID])] = []
    let headings = ListHeadings(list: self)
    for id in list.entries {
      let heading = headings.heading(of: id)
      if groups.last?.heading == heading {
        groups[groups.count - 1].entries.append(id)
      } else {
        groups.append((heading, [id]))
      }
    }
    return groups.map { group in
      .dictionary([
        ("label", .string(group.heading.label)), ("permalink", Value(group.heading.permalink)),
        ("entries", .list(group.entries.map(entry))),
      ])
    }
  }
}

extension ListObject {
  private var facets: [Value] {
    site.facets(of: kind, in: page.language).filter { !$0.values.isEmpty }.map {
      .object(FacetObject(list: self, facet: $0))
    }
  }

  private var chosenFacet: Value {
    chosen.map { .object(FacetObject(list: self, facet: $0.facet)) } ?? .none
  }

  private var chosenValue: Value {
    guard let choice = list.chosen, let chosen else { return .none }
    return .object(FacetValueObject(list: self, facet: chosen.facet, place: choice.value))
  }
}

/// A field by whose values a list can be filtered.
struct FacetObject: RecordObject {
  let list: ListObject
  let facet: KindLists.Facet

  private var field: Field { list.kind.fields[facet.field] }

  static let members = MemberTable<Self>([
    "name": { .string($0.field.name) },
    "label": { .string($0.field.label.text(in: $0.list.page.language)) },
    "values": { object in
      .list(
        object.facet.values.indices.map { .object(FacetValueObject(list: object.list, facet: object.facet, place: $0)) }
      )
    },
  ])
}

/// A value of a facet.
struct FacetValueObject: RecordObject {
  let list: ListObject
  let facet: KindLists.Facet
  let place: Int

  private var value: FacetValue { facet.values[place] }

  static let members = MemberTable<Self>([
    "label": { .string($0.label) },
    "permalink": { .string($0.list.address($0.facet.firstPaths[$0.place])) },
    "count": { .integer($0.value.entries.count) },
    "current": {
      .bool(
        $0.list.list.chosen.map { [facet = $0.facet, place = $0.place] in $0.field == facet.field && $0.value == place }
          ?? false)
    },
    "entry": { object in
      object.value.facet.entry.map(object.list.entry) ?? .none
    },
  ])

  var printed: Value { .string(label) }

  private var label: String { list.label(of: value, in: facet) }
}

/// `list.pagination`.
struct PaginationObject: RecordObject {
  let list: ListObject

  static let members = MemberTable<Self>([
    "page": { .integer($0.list.list.number) },
    "pages": { .integer($0.list.list.pageCount) },
    "total": { .integer($0.list.list.total) },
    "previous": { Value($0.address(ofPage: $0.list.list.number - 1)) },
    "next": { Value($0.address(ofPage: $0.list.list.number + 1)) },
    "numbers": { .list($0.numbers) },
  ])

  private var numbers: [Value] {
    (1...list.list.pageCount).map { number in
      .dictionary([
        ("number", .integer(number)), ("permalink", Value(address(ofPage: number))),
        ("current", .bool(number == list.list.number)),
      ])
    }
  }

  private func address(ofPage number: Int) -> String? {
    1...list.list.pageCount ~= number ? list.address(list.list.path(ofPage: number)) : nil
  }
}
