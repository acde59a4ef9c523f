import Content

/// All list pages of a kind in one language: its own order, one for each way to sort, one for each value of a facet.
struct KindLists: Sendable {
  /// The field behind the kind's own order, if visitors may choose it too.
  let ownSort: Int?
  /// A list for each field by which visitors may sort.
  let sorts: [SortedList]
  let facets: [Facet]
  let pages: [ListPage]
  /// All entries in the kind's own order.
  let entries: [EntryID]

  struct SortedList: Sendable {
    var field: Int
    var firstPath: String
  }

  struct Facet: Sendable {
    var field: Int
    var values: [FacetValue]
    /// By value.
    var firstPaths: [String]
  }

  /// Nil where the kind has no list.
  init?(_ kind: Kind, in library: Library, language: Language) {
    guard let settings = kind.list else { return nil }
    let root = "/\(kind.plural)/"
    let own = library.entries(of: kind.id, in: language)
    let ownField = settings.sort.first.flatMap { kind.fields[$0.path[0]]?.index }
    entries = own
    ownSort = ownField.flatMap { settings.sortable.contains($0) ? $0 : nil }
    sorts = settings.sortable.map { SortedList(field: $0, firstPath: "\(root)by/\(kind.fields[$0].name)/") }
    facets = settings.facets.map { field in
      let values = library.facets(of: kind.fields[field], in: kind.id, language: language)
      return Facet(
        field: field, values: values, firstPaths: values.map { "\(root)\(kind.fields[field].name)/\($0.facet.slug)/" })
    }
    var pages = Self.pages(of: own, kind: kind, firstPath: root)
    for list in sorts {
      let key = SortKey(path: [kind.fields[list.field].name])
      let sorted = library.entries(of: kind.id, sortedBy: [key] + settings.sort, in: language)
      pages += Self.pages(of: sorted, kind: kind, firstPath: list.firstPath, sort: list.field)
    }
    for facet in facets {
      for (place, value) in facet.values.enumerated() {
        let choice = ListPage.FacetChoice(field: facet.field, value: place)
        pages += Self.pages(of: value.entries, kind: kind, firstPath: facet.firstPaths[place], chosen: choice)
      }
    }
    self.pages = pages
  }

  /// An order cut into pages; an empty list has one page that says so.
  private static func pages(
    of entries: [EntryID], kind: Kind, firstPath: String, sort: Int? = nil, chosen: ListPage.FacetChoice? = nil
  ) -> [ListPage] {
    let perPage = max(kind.list?.perPage ?? entries.count, 1)
    let pageCount = max((entries.count + perPage - 1) / perPage, 1)
    return (0..<pageCount).map { index in
      ListPage(
        kind: kind.id, sort: sort, chosen: chosen, number: index + 1, pageCount: pageCount,
        entries: entries[index * perPage..<min((index + 1) * perPage, entries.count)], total: entries.count,
        firstPath: firstPath)
    }
  }
}
