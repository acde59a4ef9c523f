import Content
import Templates

/// A tag in templates.
struct TagObject: RecordObject {
  let site: SiteReader
  let use: TagUse
  let language: Language

  static let members = MemberTable<Self>([
    "name": { .string($0.use.tag.slug) },
    "label": { .string($0.use.tag.label) },
    "permalink": { .string($0.site.links.address($0.site.links.sharedPath(of: $0.use.tag), in: $0.language)) },
    "count": { .integer($0.site.entries(taggedWith: $0.use).count) },
    "groups": { .list($0.groups) },
  ])

  var printed: Value { .string(use.tag.label) }

  func compare(to other: Value) -> Int? {
    guard let slug = (other.object as? TagObject)?.use.tag.slug else { return nil }
    return use.tag.slug == slug ? 0 : use.tag.slug < slug ? -1 : 1
  }

  /// The tag's entries, kind by kind.
  private var groups: [Value] {
    let tagged = site.entries(taggedWith: use)
    return site.kinds.compactMap { kind in
      let entries = tagged.filter { site.kind(of: $0) == kind.id }
      return entries.isEmpty ? nil : .object(TagGroupObject(tag: self, kind: kind, entries: entries))
    }
  }
}

/// An item of `tag.groups`: the tag's entries of one kind.
struct TagGroupObject: RecordObject {
  /// Where the kind has a faceted list of the tag, the tag's page shows so many of its entries and leads there.
  static let preview = 24

  let tag: TagObject
  let kind: Kind
  let entries: [EntryID]

  static let members = MemberTable<Self>([
    "kind": { .object(KindObject(site: $0.tag.site, id: $0.kind.id, language: $0.tag.language)) },
    "entries": { group in
      let shown = group.facetAddress == nil ? group.entries[...] : group.entries.prefix(preview)
      return .list(shown.map { .object(EntryObject(site: group.tag.site, id: $0, language: group.tag.language)) })
    },
    "total": { .integer($0.entries.count) },
    "permalink": { Value($0.facetAddress) },
  ])

  /// The kind's list of just this tag; nil where its tags are no facet.
  private var facetAddress: String? {
    tag.site.facetPath(of: kind, tag: tag.use.tag.slug, in: tag.language).map {
      tag.site.links.address($0, in: tag.language)
    }
  }
}
