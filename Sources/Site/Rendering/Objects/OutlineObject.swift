import Markup
import Templates

/// An item of `entry.outline`.
struct OutlineObject: RecordObject {
  let item: OutlineItem

  static let members = MemberTable<Self>([
    "id": { .string($0.item.id) },
    "title": { .string($0.item.title) },
    "level": { .integer($0.item.level) },
    "children": { outlineValue($0.item.children) },
  ])
}

func outlineValue(_ items: [OutlineItem]) -> Value {
  .list(items.map { .object(OutlineObject(item: $0)) })
}
