public import Diagnostics

/// The entries that may be built, with every reference between them resolved.
///
/// Here, and only here, drafts, entries for members, and fields that are not public fall away: kinds list their
/// public fields alone, values have the same indices, and no reference leads to an entry that is left out.
public final class Library: Sendable {
  public let settings: SiteSettings
  /// By name, with their public fields.
  public let kinds: [Kind]
  /// By kind and slug; an entry's id is its place here.
  public let entries: [Entry]
  /// By path.
  public let omitted: [OmittedEntry]
  /// By slug.
  public let tags: [TagUse]
  public let home: EntryID?
  public let menus: [Menu<ResolvedMenuTarget>]
  /// Addresses of what is gone.
  public let aliases: [SiteAlias]
  public let files: ContentFiles
  /// What was said about entries, by entry; also about those that are left out.
  public let threads: CommentThreads
  /// Those of the tree and those of this step, by location.
  public let diagnostics: [Diagnostic]
  /// When it was made: seconds since 1970-01-01 00:00 UTC.
  public let now: Int
  /// When, after that, the clock will first show or hide an entry; nil for never.
  public let nextChange: Int?

  let index: LibraryIndex
  let orders: EntryOrders
  /// By entry; for each inverse of its kind who refers to it.
  let referring: [[[EntryID]]]
  /// By entry; nil where it belongs to no sequence.
  let sequences: [SequencePlace?]

  /// - Parameters:
  ///   - added: the last of the entries, which is one more than before.
  ///   - tags: nil for the same as before.
  private init(
    copying other: Library, entries: [Entry], adding added: Entry? = nil, tags: [TagUse]? = nil, now: Int
  ) {
    self.entries = entries
    self.now = now
    settings = other.settings
    kinds = other.kinds
    omitted = other.omitted
    self.tags = tags ?? other.tags
    home = other.home
    menus = other.menus
    aliases = other.aliases
    files = other.files
    threads = other.threads
    diagnostics = other.diagnostics
    nextChange = other.nextChange
    guard let added else {
      (index, orders, referring, sequences) = (other.index, other.orders, other.referring, other.sequences)
      return
    }
    index = other.index.adding(added)
    orders = other.orders.addingUnlisted()
    // Nobody refers to it yet.
    referring = other.referring + [kinds[added.kind.index].inverses.map { _ in [] }]
    sequences = other.sequences + [nil]
  }

  /// What may be built at a moment.
  ///
  /// - Parameters:
  ///   - now: seconds since 1970-01-01 00:00 UTC.
  ///   - baseURL: takes the place of the one in the settings.
  public init(_ tree: ContentTree, now: Int, includingDrafts: Bool = false, baseURL: BaseURL? = nil) {
    var kinds = tree.kinds.map(\.publicView)
    // Collisions are reported where all fields are known.
    _ = kinds.assignInverses()
    let selection = VisibleEntries(of: tree, now: now, includingDrafts: includingDrafts)
    let entries = selection.entries
    let index = LibraryIndex(kinds: kinds, entries: entries, omitted: selection.omitted)
    let orders = EntryOrders(of: entries, kinds: kinds, languages: tree.settings.languages)
    let sequences = Sequences(of: entries, kinds: kinds, orders: orders, language: tree.settings.mainLanguage)

    var settings = tree.settings
    settings.baseURL = baseURL ?? settings.baseURL
    self.settings = settings
    self.kinds = kinds
    self.entries = entries
    self.index = index
    self.orders = orders
    self.now = now
    omitted = selection.omitted
    nextChange = selection.nextChange
    tags = TagUse.all(in: entries, kinds: kinds, orders: orders)
    home = tree.settings.home.flatMap { index.entry($0.value) }
    menus = tree.settings.menus.map { $0.resolved(by: index) }
    aliases = tree.aliases
    files = tree.files
    threads = CommentThreads(tree.threads)
    referring = References.inverse(of: entries, kinds: kinds, orders: orders)
    self.sequences = sequences.places
    diagnostics = (tree.diagnostics + sequences.diagnostics).sortedByLocation()
  }
}

extension Library {
  /// The same library at a later moment, with other texts below the front matter of some entries.
  ///
  /// Nothing of an entry but its text may have changed, since lists, tags and references stay as they are.
  public convenience init(_ library: Library, replacing changed: [Entry], now: Int) {
    self.init(copying: library, entries: library.entries.replacing(changed), now: now)
  }
}

extension Library {
  /// The same library at a later moment, with other fields and texts of some entries of its tree.
  ///
  /// Lists, tags and references to these entries stay as they were, until all is made anew. Nil where one of the entries
  /// was or is not to be shown, or shows other files.
  public convenience init?(
    _ library: Library, showing changed: [Entry], of tree: ContentTree, now: Int, includingDrafts: Bool
  ) {
    let visible = VisibleEntries(
      changed, of: tree, ids: library.ids(of: tree.entries[...], in: tree), now: now, includingDrafts: includingDrafts)
    guard visible.omitted.isEmpty, visible.entries.count == changed.count,
      visible.entries.allSatisfy({ $0.shownFiles == library[$0.id].shownFiles })
    else { return nil }
    self.init(copying: library, entries: library.entries.replacing(visible.entries), now: now)
  }
}

extension Library {
  /// The same library at a later moment, with one entry more, the last one of its tree.
  ///
  /// No list, tag that others have, or other entry knows of it, until all is made anew. Nil where it is not to be shown,
  /// shows files, or needs what is not there yet: its place in a series, the first tag of all, older addresses.
  public convenience init?(
    _ library: Library, adding added: Entry, of tree: ContentTree, now: Int, includingDrafts: Bool
  ) {
    let ids = library.ids(of: tree.entries.dropLast(), in: tree) + [EntryID(index: library.entries.count)]
    let visible = VisibleEntries([added], of: tree, ids: ids, now: now, includingDrafts: includingDrafts)
    guard visible.omitted.isEmpty, let shown = visible.entries.first, shown.shownFiles.isEmpty,
      library.kinds[shown.kind.index].sequence.map({ shown.main.values[$0.within] == nil }) ?? true,
      shown.variants.allSatisfy(\.aliases.isEmpty)
    else { return nil }
    let tags = library.tags.adding(shown)
    guard !library.tags.isEmpty || tags.isEmpty else { return nil }
    self.init(copying: library, entries: library.entries + [shown], adding: shown, tags: tags, now: now)
  }

  /// By entry of a tree, its id here; nil where it is left out.
  private func ids(of some: ArraySlice<Entry>, in tree: ContentTree) -> [EntryID?] {
    // Where nothing is left out, all have the same ids.
    let isWhole = some.count == entries.count && omitted.isEmpty
    return some.map { known in
      isWhole ? known.id : entry(EntryAddress(kind: tree.kinds[known.kind.index].name, slug: known.slug))
    }
  }
}

extension Entry {
  /// The files that its fields show or lead to.
  fileprivate var shownFiles: [String] {
    variants.flatMap { variant in variant.values.flatMap { $0?.files ?? [] } }
  }
}

extension FieldValue {
  fileprivate var files: [String] {
    switch self {
    case .image(let image): [image.path]
    case .file(let file): [file.path]
    case .group(let values): values.flatMap { $0?.files ?? [] }
    case .list(let items): items.flatMap(\.files)
    default: []
    }
  }
}

extension [Entry] {
  func replacing(_ changed: [Entry]) -> [Entry] {
    var entries = self
    for entry in changed { entries[entry.id.index] = entry }
    return entries
  }
}

// MARK: - Looking up

extension Library {
  /// Inlinable, so that a caller that wants one property does not copy the whole entry.
  @inlinable public subscript(id: EntryID) -> Entry {
    _read { yield entries[id.index] }
  }

  @inlinable public subscript(id: KindID) -> Kind {
    _read { yield kinds[id.index] }
  }

  public func kind(named name: String) -> Kind? {
    index.kind(named: name).map { self[$0] }
  }

  public func entry(_ address: EntryAddress) -> EntryID? {
    index.entry(address)
  }

  public func entry(kind: String, slug: String) -> EntryID? {
    index.entry(EntryAddress(kind: kind, slug: slug))
  }

  /// The entry that a file describes; the path is relative to `content/`.
  public func entry(atPath path: String) -> EntryID? {
    index.entriesByPath[path]
  }

  /// Whether a file describes an entry that is left out; the path is relative to `content/`.
  public func omits(path: String) -> Bool {
    index.omittedPaths.contains(path)
  }

  /// Whether there is such an entry, but it is left out.
  public func omits(_ address: EntryAddress) -> Bool {
    index.omittedAddresses.contains(address)
  }

  /// The slugs of a kind's entries, for suggestions; in no order.
  public func slugs(of kind: KindID) -> some Sequence<String> {
    index.slugs[kind.index].keys
  }

  public func tag(_ slug: String) -> TagUse? {
    let place = tags.partitioningIndex { $0.tag.slug >= slug }
    return place < tags.count && tags[place].tag.slug == slug ? tags[place] : nil
  }

  /// The entry's place in its series, or whatever its kind numbers entries within.
  public func sequence(of entry: EntryID) -> SequencePlace? {
    sequences[entry.index]
  }

  /// Who refers to an entry through one of its kind's `inverses`, in the order of the referring kind's list.
  public func referring(to entry: EntryID, through inverse: Int) -> [EntryID] {
    referring[entry.index][inverse]
  }
}

// MARK: - Lists

extension Library {
  /// All entries of a kind, in the order of its list.
  public func entries(of kind: KindID, in language: Language) -> [EntryID] {
    orders.order(of: kind, in: language)
  }

  public func count(of kind: KindID) -> Int {
    orders.order(of: kind).count
  }

  /// All entries of a kind in another order; entries without a value come last, forwards and backwards.
  public func entries(of kind: KindID, sortedBy keys: [SortKey], in language: Language) -> [EntryID] {
    scope(language).sorted(entries(of: kind, in: language), by: keys)
  }

  /// The choices of a facet, in their own order, with their entries in the order of the kind's list.
  public func facets(of field: Field, in kind: KindID, language: Language) -> [FacetValue] {
    FacetValue.all(of: field, entries: entries(of: kind, in: language), in: scope(language)) { slug in
      tag(slug)?.tag.label
    }
  }

  /// What values are ordered by in a language.
  public func scope(_ language: Language) -> OrderScope {
    OrderScope(language: language, kinds: kinds, entries: entries, ranks: orders.ranks(in: language))
  }
}
