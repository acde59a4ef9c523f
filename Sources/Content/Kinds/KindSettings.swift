/// The list pages of a kind.
public struct ListSettings: Sendable {
  public var sort: [SortKey] { sortKeys.map(\.value) }
  var sortKeys: [Located<SortKey>] = []
  /// Indices of the fields by which a visitor may sort.
  public var sortable: [Int] = []
  /// Indices of the fields by which a visitor may filter.
  public var facets: [Int] = []
  public var perPage = 48
}

/// The Atom feed beside a kind's list.
public struct FeedSettings: Sendable {
  public var limit = 20
  /// The index of the field that orders it; nil for the date that every entry may have.
  public var dateField: Int?
}

/// Entries that belong together in an order: the articles of a series.
public struct SequenceSettings: Sendable {
  /// The index of the reference field whose entry they share.
  public var within: Int
  /// The index of the field that numbers them.
  public var by: Int
}

/// Who may change entries.
public struct EditSettings: Sendable {
  /// `members`, `authors`, `owner`, `reviewers`, `maintainers`, or a reference field's name.
  public var by = "maintainers"
  public var review = Review.always

  /// Whose changes wait for a reviewer, besides reviewers' own, which never do.
  public enum Review: Sendable {
    case always
    /// Those of people who are not trusted yet.
    case first
    case never
  }
}

/// What orders entries: a field, perhaps one behind a reference, forwards or backwards.
///
/// `-promo.from` is the field `from` of the entry that `promo` refers to, latest first.
public struct SortKey: Sendable, Hashable, CustomStringConvertible {
  public var path: [String]
  public var isDescending: Bool

  public init(path: [String], isDescending: Bool = false) {
    self.path = path
    self.isDescending = isDescending
  }

  /// Reads `title`, `-date` or `promo.from`; nil where a name is missing.
  public static func parse(_ text: String) -> SortKey? {
    let isDescending = text.hasPrefix("-")
    let names = text.dropFirst(isDescending ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
    guard names.allSatisfy({ !$0.isEmpty }) else { return nil }
    return SortKey(path: names.map(String.init), isDescending: isDescending)
  }

  public var description: String {
    (isDescending ? "-" : "") + path.joined(separator: ".")
  }
}
