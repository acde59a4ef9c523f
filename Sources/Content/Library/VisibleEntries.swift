/// The entries of a tree that anybody may read now, without what only some may read.
struct VisibleEntries {
  private(set) var entries: [Entry] = []
  private(set) var omitted: [OmittedEntry] = []
  /// The first moment after now at which the clock shows or hides something.
  private(set) var nextChange: Int?
  private let now: Int
  private let includesDrafts: Bool
  private let timeZone: SiteTimeZone

  init(of tree: ContentTree, now: Int, includingDrafts: Bool) {
    self.now = now
    includesDrafts = includingDrafts
    timeZone = tree.settings.timeZone
    var ids = [EntryID?](repeating: nil, count: tree.entries.count)
    for entry in tree.entries {
      guard var shown = visible(entry, kind: tree.kinds[entry.kind.index]) else { continue }
      shown.id = EntryID(index: entries.count)
      ids[entry.id.index] = shown.id
      entries.append(shown)
    }
    keepPublicValues(PublicValues(ids: ids), of: tree)
    omitted.sort { $0.path < $1.path }
  }

  /// Some entries of a tree; `ids` are those of the library, by the ids of the tree.
  init(_ some: [Entry], of tree: ContentTree, ids: [EntryID?], now: Int, includingDrafts: Bool) {
    self.now = now
    includesDrafts = includingDrafts
    timeZone = tree.settings.timeZone
    for entry in some {
      guard let id = ids[entry.id.index], var shown = visible(entry, kind: tree.kinds[entry.kind.index]) else {
        continue
      }
      shown.id = id
      entries.append(shown)
    }
    let hasOmissions = ids.contains { $0 == nil }
    keepPublicValues(PublicValues(ids: ids), of: tree, always: hasOmissions)
  }

  private mutating func keepPublicValues(_ values: PublicValues, of tree: ContentTree, always: Bool = false) {
    let isPublic = tree.kinds.map(\.fields.isPublic)
    for index in entries.indices {
      // Most kinds are wholly public, and most sites leave nothing out.
      guard always || !omitted.isEmpty || !isPublic[entries[index].kind.index] else { continue }
      let kind = tree.kinds[entries[index].kind.index]
      for variant in entries[index].variants.indices {
        entries[index].hideFromPublic(variant, of: kind)
        entries[index].variants[variant].values = values.publicValues(
          entries[index].variants[variant].values, of: kind.fields)
      }
    }
  }

  /// The entry without the languages that are left out; nil when the main one is.
  private mutating func visible(_ entry: Entry, kind: Kind) -> Entry? {
    if entry.variants.count == 1 {
      guard let reason = reasonToOmit(entry.main) else { return entry }
      omitted.append(OmittedEntry(entry.main, at: address(of: entry, kind), reason))
      return nil
    }
    let address = address(of: entry, kind)
    if let reason = reasonToOmit(entry.main) {
      omitted += entry.variants.map { OmittedEntry($0, at: address, reason) }
      return nil
    }
    var shown = entry
    shown.variants = []
    for variant in entry.variants {
      if let reason = reasonToOmit(variant) {
        omitted.append(OmittedEntry(variant, at: address, reason))
      } else {
        shown.variants.append(variant)
      }
    }
    return shown
  }

  private func address(of entry: Entry, _ kind: Kind) -> EntryAddress {
    EntryAddress(kind: kind.name, slug: entry.slug)
  }

  private mutating func reasonToOmit(_ variant: EntryVariant) -> OmittedEntry.Reason? {
    noteChanges(of: variant)
    if case .restricted(let names) = variant.audience { return .audience(names) }
    if variant.isDraft, !includesDrafts { return .draft }
    if let date = variant.date, date.start(in: timeZone) > now { return .future(date) }
    if let expires = variant.expires, expires.start(in: timeZone) <= now { return .expired(expires) }
    return nil
  }
}

extension VisibleEntries {
  private mutating func noteChanges(of variant: EntryVariant) {
    for date in [variant.date, variant.expires] {
      guard let moment = date?.start(in: timeZone), moment > now else { continue }
      nextChange = min(nextChange ?? .max, moment)
    }
  }
}

extension Entry {
  /// Takes back what a variant says outside of its values because of a field that is not public.
  fileprivate mutating func hideFromPublic(_ variant: Int, of kind: Kind) {
    if let field = kind.titleField, !kind.fields[field].isPublic { variants[variant].title = slug }
    if kind.fields["date"]?.isPublic == false { variants[variant].date = nil }
    if kind.fields["updated"]?.isPublic == false { variants[variant].updated = nil }
  }
}

/// Drops values of fields that are not public, and references to entries that are left out.
struct PublicValues {
  /// By the entry's id in the tree; nil where it is left out.
  let ids: [EntryID?]

  func publicValues(_ values: [FieldValue?], of fields: FieldSet) -> [FieldValue?] {
    var result: [FieldValue?] = []
    result.reserveCapacity(fields.count)
    for field in fields where field.isPublic {
      result.append(values[field.index].flatMap { publicValue($0, of: field) })
    }
    return result
  }

  private func publicValue(_ value: FieldValue, of field: Field) -> FieldValue? {
    switch value {
    case .reference(let id): return ids[id.index].map(FieldValue.reference)
    case .group(let values): return field.group.map { .group(publicValues(values, of: $0)) }
    case .list(let items):
      let items = items.compactMap { publicValue($0, of: field) }
      return items.isEmpty ? nil : .list(items)
    case .text, .markdown, .integer, .number, .boolean, .date, .moment, .choice, .tag, .image, .file, .place, .duration:
      return value
    }
  }
}

extension Kind {
  /// The kind as the public sees it: its public fields alone, and without who refers to it.
  var publicView: Kind {
    let indices = fields.publicIndices
    func shown(_ index: Int?) -> Int? { index.flatMap { indices[$0] } }
    var kind = Kind(id: id, file: file, name: name, plural: plural, fields: fields.publicView)
    kind.labels = labels
    kind.url = url
    kind.titleField = shown(titleField)
    kind.summaryField = shown(summaryField)
    kind.hasPages = hasPages
    kind.list = list
    kind.list?.sortable = list?.sortable.compactMap(shown) ?? []
    kind.list?.facets = list?.facets.compactMap(shown) ?? []
    kind.feed = feed
    kind.feed?.dateField = shown(feed?.dateField)
    if let sequence, let within = shown(sequence.within), let by = shown(sequence.by) {
      kind.sequence = SequenceSettings(within: within, by: by)
    }
    kind.edit = edit
    kind.interactions = interactions
    return kind
  }
}

extension OmittedEntry {
  fileprivate init(_ variant: EntryVariant, at address: EntryAddress, _ reason: Reason) {
    self.init(path: variant.path, address: address, reason: reason, aliases: variant.aliases.map(\.value))
  }
}
