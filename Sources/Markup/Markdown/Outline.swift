/// A heading and those below it, for a table of contents.
public struct OutlineItem: Sendable, Equatable {
  /// The level in the page, 1 to 6.
  public var level: Int
  /// The id of the heading's element.
  public var id: String
  /// The heading as plain text.
  public var title: String
  public var children: [OutlineItem]

  public init(level: Int, id: String, title: String, children: [OutlineItem] = []) {
    self.level = level
    self.id = id
    self.title = title
    self.children = children
  }
}

/// Collects headings in the order of the text, and gives each an id of its own.
struct OutlineBuilder {
  private var headings: [OutlineItem] = []
  private var ids: Set<String> = []
  /// The number that the next heading of the same slug tries first.
  private var nextNumbers: [String: Int] = [:]

  /// An id that no other heading has: the title's slug, numbered from the second on.
  mutating func id(for title: String) -> String {
    let slug = Slug.make(from: title)
    let base = slug.isEmpty ? "section" : slug
    if ids.insert(base).inserted { return base }
    var number = nextNumbers[base] ?? 2
    while !ids.insert("\(base)-\(number)").inserted { number += 1 }
    nextNumbers[base] = number + 1
    return "\(base)-\(number)"
  }

  mutating func append(level: Int, id: String, title: String) {
    headings.append(OutlineItem(level: level, id: id, title: title))
  }

  var items: [OutlineItem] { Self.nested(headings[...]) }

  /// Each heading with the deeper ones that follow it.
  private static func nested(_ headings: ArraySlice<OutlineItem>) -> [OutlineItem] {
    var items: [OutlineItem] = []
    var rest = headings
    while var item = rest.popFirst() {
      let deeper = rest.prefix { $0.level > item.level }
      item.children = nested(deeper)
      rest = rest[deeper.endIndex...]
      items.append(item)
    }
    return items
  }
}
