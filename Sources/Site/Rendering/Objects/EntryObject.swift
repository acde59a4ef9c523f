import Content
import Markup
import Templates

/// `entry` in templates: an entry as a reader of one language sees it.
struct EntryObject: TemplateObject {
  let site: SiteReader
  let id: EntryID
  let language: Language

  func member(_ name: Symbol) -> Value? {
    switch site.members(of: kindID).members[name] {
    case .field(let index): fieldValue(index)
    case .inverse(let index): .list(site.referring(to: id, through: index).map(related))
    case .property(let property): property(self)
    case nil: nil
    }
  }

  var memberNames: [String] { site.members(of: kindID).memberNames }
  var printed: Value { .string(title) }
  var typeName: String { "an entry of kind '\(kind.name)'" }
  var identity: ObjectIdentity? { ObjectIdentity(Self.self, id.index, variant: language.code) }

  func compare(to other: Value) -> Int? {
    (other.object as? EntryObject).map { id.index - $0.id.index }
  }
}

extension EntryObject {
  var entry: Entry { site[id] }
  var kind: Kind {
    _read { yield site[kindID] }
  }
  var variant: EntryVariant {
    _read { yield site[id].variants.span[place] }
  }
  var title: String { site[id].variants.span[place].title }

  fileprivate var kindID: KindID { site.kind(of: id) }
  private var place: Int { site[id].variantIndex(in: language) }

  /// Reads in place, since a copy of an entry, a variant or a kind costs more than the value.
  private func fieldValue(_ index: Int) -> Value {
    site[kindID].fields[index].templateValue(of: site[id].variants.span[place].values[index], in: scope)
  }

  /// What the kind calls the summary, else the beginning of the text.
  var summary: String {
    if let index = kind.summaryField, case .text(let text)? = variant.values[index] { return text }
    return site.body(of: id, in: language).summary
  }

  var permalink: String? {
    site.links.sharedPath(of: site[id]).map { site.links.address($0, in: language) }
  }

  func related(_ id: EntryID) -> Value {
    .object(EntryObject(site: site, id: id, language: language))
  }

  fileprivate var scope: SiteTemplateScope { SiteTemplateScope(site: site, entry: id, language: language) }
}

/// What a name means on the entries of a kind.
enum EntryMember: Sendable {
  case field(Int)
  case inverse(Int)
  case property(@Sendable (EntryObject) -> Value)
}

extension EntryObject {
  /// What every entry has, whatever its kind; a kind's own fields go before `title`, `summary`, `date` and `updated`.
  static let properties: KeyValuePairs<String, @Sendable (EntryObject) -> Value> = [
    "title": { .string($0.title) },
    "summary": { .string($0.summary) },
    "permalink": { Value($0.permalink) },
    "kind": { .object(KindObject(site: $0.site, id: $0.kindID, language: $0.language)) },
    "slug": { .string($0.entry.slug) },
    "lang": { .string($0.variant.language.code) },
    "content": { .safe($0.site.body(of: $0.id, in: $0.language).html) },
    "outline": { outlineValue($0.site.body(of: $0.id, in: $0.language).outline) },
    "date": { $0.variant.date.map { .object(DateObject($0)) } ?? .none },
    "updated": { $0.variant.updated.map { .object(DateObject($0)) } ?? .none },
    "sequence": { entry in
      entry.site.sequence(of: entry.id).map { .object(SequenceObject(entry: entry, place: $0)) } ?? .none
    },
    "fields": { .list(FieldObject.filled($0.kind.fields, $0.variant.values, in: $0.scope)) },
    "backlinks": { .list($0.backlinks) },
    "comments": { ThreadObject(entry: $0).map { .object($0) } ?? .none },
  ]

  /// Who refers to the entry through references that have a name on this side.
  private var backlinks: [Value] {
    kind.inverses.indices.compactMap { index in
      let entries = site.referring(to: id, through: index)
      return entries.isEmpty
        ? nil : .object(BacklinkObject(entry: self, inverse: kind.inverses[index], entries: entries))
    }
  }
}

/// `entry.sequence`.
struct SequenceObject: RecordObject {
  let entry: EntryObject
  let place: SequencePlace

  static let members = MemberTable<Self>([
    "within": { $0.entry.related($0.place.within) },
    "previous": { sequence in sequence.place.previous.map(sequence.entry.related) ?? .none },
    "next": { sequence in sequence.place.next.map(sequence.entry.related) ?? .none },
    "position": { .integer($0.place.position) },
    "total": { .integer($0.place.total) },
  ])
}

/// An item of `entry.backlinks`.
struct BacklinkObject: RecordObject {
  let entry: EntryObject
  let inverse: Inverse
  let entries: [EntryID]

  private var kind: Kind {
    _read { yield entry.site[inverse.kind] }
  }

  static let members = MemberTable<Self>([
    "name": { .string($0.inverse.name) },
    "label": { .string($0.kind.labels.plural.text(in: $0.entry.language)) },
    "kind": { .object(KindObject(site: $0.entry.site, id: $0.inverse.kind, language: $0.entry.language)) },
    "entries": { backlink in .list(backlink.entries.map(backlink.entry.related)) },
  ])
}
