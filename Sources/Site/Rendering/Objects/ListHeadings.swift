import Content

/// What stands above a run of entries that share the value by which a list is sorted.
struct ListHeading: Equatable {
  var label: String
  var permalink: String?
}

/// The headings of a list that is sorted by a choice, a reference or a date; other lists have one empty heading.
struct ListHeadings {
  private let list: ListObject
  private let field: Field?
  private let scope: OrderScope

  init(list: ListObject) {
    self.list = list
    scope = list.site.scope(list.page.language)
    let sorted = list.list.sort ?? list.kind.list?.sort.first.flatMap { list.kind.fields[$0.path[0]]?.index }
    field = sorted.map { list.kind.fields[$0] }.flatMap { Self.givesHeadings($0) ? $0 : nil }
  }

  func heading(of id: EntryID) -> ListHeading {
    guard let field else { return ListHeading(label: "") }
    switch list.site[id][list.page.language].values[field.index] {
    case .date(let date)?: return ListHeading(label: String(date.year))
    case .moment(let moment)?: return ListHeading(label: String(moment.date.year))
    case let value?:
      let facet = field.type.facet(of: value, in: scope)
      if let entry = facet?.entry { list.site.record(FactID(entry, .fields)) }
      return ListHeading(label: facet?.label ?? "", permalink: facet?.entry.flatMap(address))
    case nil: return ListHeading(label: list.site.text("group_none", in: list.page.language))
    }
  }

  private static func givesHeadings(_ field: Field) -> Bool {
    [ChoiceField.name, ReferenceField.name, DateField.name, DateTimeField.name].contains(field.type.name)
      && !field.isList
  }

  private func address(of id: EntryID) -> String? {
    list.site.links.sharedPath(of: list.site[id]).map(list.address)
  }
}
