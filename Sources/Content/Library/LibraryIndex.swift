/// Where the entries of a library are found.
struct LibraryIndex: Sendable {
  private let kinds: [String: KindID]
  /// For each kind its entries by slug.
  private(set) var slugs: [[String: EntryID]]
  /// By the path of each of their files, relative to `content/`.
  private(set) var entriesByPath: [String: EntryID]
  let omittedPaths: Set<String>
  let omittedAddresses: Set<EntryAddress>

  init(kinds: [Kind], entries: [Entry], omitted: [OmittedEntry]) {
    self.kinds = Dictionary(kinds.map { ($0.name, $0.id) }) { first, _ in first }
    var slugs = [[String: EntryID]](repeating: [:], count: kinds.count)
    var paths: [String: EntryID] = [:]
    for entry in entries {
      slugs[entry.kind.index][entry.slug] = entry.id
      for variant in entry.variants { paths[variant.path] = entry.id }
    }
    self.slugs = slugs
    entriesByPath = paths
    omittedPaths = Set(omitted.map(\.path))
    omittedAddresses = Set(omitted.map(\.address))
  }

  func adding(_ entry: Entry) -> LibraryIndex {
    var index = self
    index.slugs[entry.kind.index][entry.slug] = entry.id
    for variant in entry.variants { index.entriesByPath[variant.path] = entry.id }
    return index
  }

  func kind(named name: String) -> KindID? {
    kinds[name]
  }

  func entry(_ address: EntryAddress) -> EntryID? {
    kinds[address.kind].flatMap { slugs[$0.index][address.slug] }
  }
}

extension Menu<MenuTarget> {
  /// The menu without the entries that are left out.
  func resolved(by index: LibraryIndex) -> Menu<ResolvedMenuTarget> {
    Menu<ResolvedMenuTarget>(
      name: name,
      items: items.compactMap { item in
        item.target.resolved(by: index).map { .init(target: $0, location: item.location) }
      })
  }
}

extension MenuTarget {
  fileprivate func resolved(by index: LibraryIndex) -> ResolvedMenuTarget? {
    switch self {
    case .kind(let name): index.kind(named: name).map(ResolvedMenuTarget.kind)
    case .entry(let address): index.entry(address).map(ResolvedMenuTarget.entry)
    case .link(let label, let url): .link(label: label, url: url)
    }
  }
}
