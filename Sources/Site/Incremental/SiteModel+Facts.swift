import Content

extension SiteModel {
  /// Of an entry's kind and slug, which name it in every build.
  func addressPrint(of id: EntryID) -> Fingerprint { addressPrints[id.index] }

  static func addressPrints(of library: Library) -> [Fingerprint] {
    library.entries.map { entry in
      var print = Fingerprint(library.kinds[entry.kind.index].name.utf8)
      print.add(entry.slug)
      return print
    }
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
    let entries = library.entries
    var prints = FactID.Aspect.allCases.map { _ in [Fingerprint](repeating: .nothing, count: entries.count) }
    for entry in entries {
      let index = entry.id.index
      prints[Int(FactID.Aspect.fields.rawValue)][index] = fieldsPrint(of: entry)
      prints[Int(FactID.Aspect.referrers.rawValue)][index] = referrersPrint(of: entry)
      prints[Int(FactID.Aspect.sequence.rawValue)][index] = sequencePrint(of: entry)
      prints[Int(FactID.Aspect.dates.rawValue)][index] = datesPrint(of: entry)
      let text = textPrint(of: entry)
      prints[Int(FactID.Aspect.body.rawValue)][index] = text
      prints[Int(FactID.Aspect.headings.rawValue)][index] = text
    }
    return prints
  }

  /// Of what the files say above their texts, and of which of the entries that they refer to are there.
  private func fieldsPrint(of entry: Entry) -> Fingerprint {
    var print = Fingerprint()
    for variant in entry.variants {
      print.add(variant.language.code)
      print.add(variant.version.fields)
      for value in variant.values { value?.addReferences(to: &print, in: self) }
    }
    return print
  }

  private func textPrint(of entry: Entry) -> Fingerprint {
    var print = Fingerprint()
    for variant in entry.variants {
      print.add(variant.language.code)
      print.add(variant.version.text)
    }
    return print
  }

  private func referrersPrint(of entry: Entry) -> Fingerprint {
    var print = Fingerprint()
    for inverse in library[entry.kind].inverses.indices {
      let referrers = library.referring(to: entry.id, through: inverse)
      print.add(referrers.count)
      for id in referrers { print.add(addressPrint(of: id)) }
    }
    return print
  }

  private func sequencePrint(of entry: Entry) -> Fingerprint {
    guard let place = library.sequence(of: entry.id) else { return .nothing }
    var print = Fingerprint()
    print.add(addressPrint(of: place.within))
    print.add(place.previous.map(addressPrint) ?? .nothing)
    print.add(place.next.map(addressPrint) ?? .nothing)
    print.add(place.position)
    print.add(place.total)
    return print
  }

  private func datesPrint(of entry: Entry) -> Fingerprint {
    var print = Fingerprint()
    for variant in entry.variants {
      print.add(variant.language.code)
      print.add((variant.updated ?? variant.date)?.iso ?? "")
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
