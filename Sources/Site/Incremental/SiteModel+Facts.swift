import Content

extension SiteModel {
  /// Of an entry's kind and slug, which name it in every build.
  func addressPrint(of id: EntryID) -> Fingerprint { addressPrints[id.index] }

  func address(of id: EntryID) -> EntryAddress {
    EntryAddress(kind: library.kinds[library.entries[id.index].kind.index].name, slug: library.entries[id.index].slug)
  }

  static func addressPrints(of library: Library) -> [Fingerprint] {
    library.entries.map { addressPrint(of: $0, in: library) }
  }

  static func addressPrint(of entry: Entry, in library: Library) -> Fingerprint {
    var print = Fingerprint(library.kinds[entry.kind.index].name.utf8)
    print.add(entry.slug)
    return print
  }

  /// A kind's entries in an order that a template writes down; nil when there is no such kind, language or field.
  func entries(ofKind name: String, sort: String, limit: Int, language code: String) -> [EntryID]? {
    guard let kind = library.kind(named: name), let language = Language(code: code) else { return nil }
    var found = library.entries(of: kind.id, in: language)
    if !sort.isEmpty {
      let keys = sort.split(separator: ",").compactMap { SortKey.parse($0.filter { $0 != " " }) }
      found = library.entries(of: kind.id, sortedBy: keys, in: language)
    }
    return limit < 0 ? found : Array(found.prefix(limit))
  }

  func lists(ofKind name: String, language code: String) -> KindLists? {
    guard let kind = library.kind(named: name), let language = Language(code: code) else { return nil }
    return plan.lists[language]?[kind.id.index]
  }

  /// The path of the first page of a kind's list of one tag; nil where its tags are no facet.
  func facetPath(ofKind name: String, tag slug: String, language code: String) -> String? {
    guard let kind = library.kind(named: name) else { return nil }
    for facet in lists(ofKind: name, language: code)?.facets ?? []
    where kind.fields[facet.field].type.name == TagField.name {
      if let place = facet.values.firstIndex(where: { $0.facet.slug == slug }) { return facet.firstPaths[place] }
    }
    return nil
  }

  func links(from folder: String, language code: String) -> EntryLinks? {
    Language(code: code).map { EntryLinks(bodies.context, folder: folder, language: $0) }
  }

  /// What each aspect of each entry says, aspect by aspect.
  func entryPrints() -> [[Fingerprint]] {
    let ids = library.entries.indices.map(EntryID.init(index:))
    return FactID.Aspect.allCases.map { aspect in
      switch aspect {
      case .fields: ids.map(fieldsPrint)
      case .body, .headings: ids.map(textPrint)
      case .referrers: ids.map(referrersPrint)
      case .sequence: ids.map(sequencePrint)
      case .dates: ids.map(datesPrint)
      }
    }
  }

  /// Of what the files say above their texts, and of which of the entries that they refer to are there.
  private func fieldsPrint(of id: EntryID) -> Fingerprint {
    var print = Fingerprint()
    for place in library[id].variants.indices {
      print.add(library[id].variants[place].language.code)
      print.add(library[id].variants[place].version.fields)
      for value in library[id].variants[place].values { value?.addReferences(to: &print, in: self) }
    }
    return print
  }

  func textPrint(of id: EntryID) -> Fingerprint {
    var print = Fingerprint()
    for place in library[id].variants.indices {
      print.add(library[id].variants[place].language.code)
      print.add(library[id].variants[place].version.text)
    }
    return print
  }

  private func referrersPrint(of id: EntryID) -> Fingerprint {
    var print = Fingerprint()
    for inverse in library[library[id].kind].inverses.indices {
      let referrers = library.referring(to: id, through: inverse)
      print.add(referrers.count)
      for id in referrers { print.add(addressPrint(of: id)) }
    }
    return print
  }

  private func sequencePrint(of id: EntryID) -> Fingerprint {
    guard let place = library.sequence(of: id) else { return .nothing }
    var print = Fingerprint()
    print.add(addressPrint(of: place.within))
    print.add(place.previous.map(addressPrint) ?? .nothing)
    print.add(place.next.map(addressPrint) ?? .nothing)
    print.add(place.position)
    print.add(place.total)
    return print
  }

  private func datesPrint(of id: EntryID) -> Fingerprint {
    var print = Fingerprint()
    for place in library[id].variants.indices {
      print.add(library[id].variants[place].language.code)
      print.add(library[id].variants[place].updated ?? library[id].variants[place].date)
    }
    return print
  }
}

extension FieldValue {
  fileprivate func addReferences(to print: inout Fingerprint, in site: SiteModel) {
    switch self {
    case .reference(let id): print.add(site.addressPrint(of: id))
    case .group(let values): for value in values { value?.addReferences(to: &print, in: site) }
    case .list(let items): for item in items { item.addReferences(to: &print, in: site) }
    default: break
    }
  }
}

extension Fingerprint {
  fileprivate mutating func add(_ date: EntryDate?) {
    switch date {
    case .date(let date)?:
      add(date.year)
      add((date.month ?? 0) * 100 + (date.day ?? 0))
    case .moment(let moment)?:
      add(moment.seconds)
      add(moment.offset)
    case nil: add(0)
    }
  }
}
