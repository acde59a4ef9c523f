import Content
import Templates

/// A tag in templates.
struct TagObject: RecordObject {
  let site: SiteModel
  let use: TagUse
  let language: Language

  static let members = MemberTable<Self>([
    "name": { .string($0.use.tag.slug) },
    "label": { .string($0.use.tag.label) },
    "permalink": { .string($0.site.links.address($0.site.links.sharedPath(of: $0.use.tag), in: $0.language)) },
    "count": { .integer($0.use.entries.count) },
    "groups": { .list($0.groups) },
  ])

  var printed: Value { .string(use.tag.label) }

  func compare(to other: Value) -> Int? {
    guard let slug = (other.object as? TagObject)?.use.tag.slug else { return nil }
    return use.tag.slug == slug ? 0 : use.tag.slug < slug ? -1 : 1
  }

  /// The tag's entries, kind by kind.
  private var groups: [Value] {
    site.library.kinds.compactMap { kind in
      let entries = use.entries.filter { site.library[$0].kind == kind.id }
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
    "kind": { .object(KindObject(site: $0.tag.site, kind: $0.kind, language: $0.tag.language)) },
    "entries": { group in
      let shown = group.facetAddress == nil ? group.entries[...] : group.entries.prefix(preview)
      return .list(shown.map { .object(EntryObject(site: group.tag.site, id: $0, language: group.tag.language)) })
    },
    "total": { .integer($0.entries.count) },
    "permalink": { Value($0.facetAddress) },
  ])

  /// The kind's list of just this tag; nil where its tags are no facet.
  private var facetAddress: String? {
    let lists = tag.site.plan.lists[tag.language]?[kind.id.index]
    for facet in lists?.facets ?? [] where kind.fields[facet.field].type.name == TagField.name {
      if let place = facet.values.firstIndex(where: { $0.facet.slug == tag.use.tag.slug }) {
        return tag.site.links.address(facet.firstPaths[place], in: tag.language)
      }
    }
    return nil
  }
}
