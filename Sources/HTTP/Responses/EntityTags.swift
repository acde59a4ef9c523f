/// The entity tags of a condition (RFC 9110 §8.8.3, §13.1).
struct EntityTags {
  private let tags: [Substring]
  private let isAny: Bool

  init(_ list: String) {
    isAny = list == "*"
    var tags: [Substring] = []
    var rest = list[...]
    // A comma may stand inside a tag.
    while let open = rest.firstIndex(of: "\""), let close = rest[open...].dropFirst().firstIndex(of: "\"") {
      let start = rest[..<open].hasSuffix("W/") ? rest.index(open, offsetBy: -2) : open
      tags.append(rest[start...close])
      rest = rest[close...].dropFirst()
    }
    self.tags = tags
  }

  /// Whether a tag is among them, be it weak.
  func containsWeakly(_ tag: String) -> Bool {
    isAny || tags.contains { Self.opaque($0) == Self.opaque(tag[...]) }
  }

  /// Whether a tag is among them, and neither is weak.
  func containsStrongly(_ tag: String) -> Bool {
    isAny || !tag.hasPrefix("W/") && tags.contains { $0 == tag }
  }

  private static func opaque(_ tag: Substring) -> Substring { tag.hasPrefix("W/") ? tag.dropFirst(2) : tag }
}
