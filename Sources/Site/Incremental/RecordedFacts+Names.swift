import Content

extension RecordedFacts {
  /// What a fact is called when people ask what a page has read.
  func name(of fact: FactID) -> String {
    switch fact.subject {
    case .entry(let number, let aspect):
      let entry = number < entries.count ? entries[number].description : "an entry"
      return switch aspect {
      case .fields: "the fields of \(entry)"
      case .body: "the text of \(entry)"
      case .referrers: "who refers to \(entry)"
      case .sequence: "the place of \(entry) in its series"
      case .dates: "the dates of \(entry)"
      case .headings: "the headings of \(entry)"
      }
    case .texts(let number): return "the theme's text '\(number < groups.count ? groups[number] : "")'"
    case .query(let number): return number < queries.count ? queries[number].name : "a query"
    }
  }
}

extension Query {
  fileprivate var name: String {
    switch self {
    case .template(let name): "template '\(name)'"
    case .asset(let name): "asset '\(name)'"
    case .file(let path): "file 'content/\(path)'"
    case .entries(let kind, let sort, let limit, _):
      (limit < 0 ? "the entries" : "the first \(limit) entries") + " of kind '\(kind)'"
        + (sort.isEmpty ? "" : " by \(sort)")
    case .count(let kind): "how many entries kind '\(kind)' has"
    case .facets(let kind, _): "the facets of kind '\(kind)'"
    case .tagFacet(let kind, let tag, _): "whether kind '\(kind)' has a list of tag '\(tag)'"
    case .tagLabel(let slug): "the spelling of tag '\(slug)'"
    case .taggedEntries(let slug): "the entries with tag '\(slug)'"
    case .tags: "the names of all tags"
    case .hasTags: "whether there are tags"
    case .menus: "the menus"
    case .entry(let address): "whether \(address) is published"
    case .link(let destination, _, _): "where the link '\(destination)' leads"
    case .image(let destination, _, _): "what the image '\(destination)' shows"
    case .missingText(let key): "the text '\(key)', which the theme has not"
    case .addresses: "the addresses of all pages"
    case .thread(let address): "the comments on \(address)"
    }
  }
}
