public import Diagnostics

/// A kind's place in the order of the site's kinds, which is that of their names.
public struct KindID: Sendable, Hashable, Comparable {
  public let index: Int

  public static func < (left: Self, right: Self) -> Bool { left.index < right.index }
}

/// A sort of entry, as `content/kinds/<name>.yaml` describes it.
public struct Kind: Sendable {
  public let id: KindID
  public let file: SourceFile
  public let name: String
  /// The folder of its entries, and the name of its list.
  public let plural: String
  public var labels: KindLabels
  public var url: URLPattern
  /// In the order in which people see them; a field's `index` is its place here.
  public let fields: FieldSet
  /// The index of the field that names an entry.
  public var titleField: Int?
  /// The index of the field that summarises an entry.
  public var summaryField: Int?
  /// Whether entries have pages of their own.
  public var hasPages = true
  public var list: ListSettings?
  public var feed: FeedSettings?
  public var sequence: SequenceSettings?
  public var edit = EditSettings()
  /// What members may do about an entry, as written.
  public var interactions: [String] = []
  /// The references of all kinds that lead here and have a name on this side.
  public var inverses: [Inverse] = []

  /// Whether members may comment on its entries.
  public var opensComments: Bool { interactions.contains("comments") }

  init(id: KindID, file: SourceFile, name: String, plural: String, fields: FieldSet) {
    self.id = id
    self.file = file
    self.name = name
    self.plural = plural
    self.fields = fields
    labels = KindLabels(singular: LocalizedText(name), plural: LocalizedText(plural))
    url = URLPattern(plural: plural)
  }
}

/// What people call a kind, in each language.
public struct KindLabels: Sendable, Hashable {
  public var singular: LocalizedText
  public var plural: LocalizedText
}

/// The address of an entry's page, with `{slug}` where the slug goes.
public struct URLPattern: Sendable, Hashable {
  public let text: String
  private let prefix: String
  private let suffix: String

  /// Reads a path such as `/projects/{slug}/`; nil where `{slug}` does not come exactly once.
  public init?(_ text: String) {
    let marker = "{slug}"
    let parts = text.split(separator: marker, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    self.text = text
    prefix = String(parts[0])
    suffix = String(parts[1])
  }

  init(plural: String) {
    text = "/\(plural)/{slug}/"
    prefix = "/\(plural)/"
    suffix = "/"
  }

  /// The path of the page in the main language, below the path of the base URL.
  public func path(slug: String) -> String {
    prefix + slug + suffix
  }
}

/// The name under which an entry sees the entries that refer to it.
public struct Inverse: Sendable, Hashable {
  public let name: String
  /// The kind whose field refers here.
  public let kind: KindID
  /// Field indices from that kind down through groups to the reference.
  public let path: [Int]
}
