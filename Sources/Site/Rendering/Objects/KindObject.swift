import Content
import Templates

/// A kind in templates: an item of `site.kinds`, and `entry.kind`.
struct KindObject: RecordObject {
  let site: SiteReader
  let id: KindID
  let language: Language

  /// Read in place: a copy of a kind costs more than what is read of it.
  private var kind: Kind {
    _read { yield site[id] }
  }

  static let members = MemberTable<Self>([
    "name": { .string($0.kind.name) },
    "label": { .string($0.kind.labels.singular.text(in: $0.language)) },
    "label_plural": { .string($0.kind.labels.plural.text(in: $0.language)) },
    "permalink": { kind in Value(kind.site.links.sharedPath(ofListOf: kind.kind).map(kind.address)) },
    "feed": { kind in Value(kind.site.links.sharedPath(ofFeedOf: kind.kind).map(kind.address)) },
    "by_members": { .bool(EditRights.isOpenToMembers($0.kind)) },
    "count": { .integer($0.site.count(of: $0.kind)) },
  ])

  var printed: Value { .string(kind.labels.singular.text(in: language)) }

  func compare(to other: Value) -> Int? {
    (other.object as? KindObject).map { id.index - $0.id.index }
  }

  private func address(_ sharedPath: String) -> String {
    site.links.address(sharedPath, in: language)
  }
}
