public import Diagnostics

/// What `content/site.yaml` says.
public struct SiteSettings: Sendable {
  public var file: SourceFile
  public var title: LocalizedText
  public var description: LocalizedText?
  public var baseURL: BaseURL
  /// Never empty; the main one first.
  public var languages: [Language]
  public var timeZone: SiteTimeZone
  public var theme: Located<String>
  /// The entry that the home page shows; `Library.home` is what it refers to.
  public var home: Located<EntryAddress>?
  /// As written; `Library.menus` are the same resolved.
  public var menus: [Menu<MenuTarget>]
  /// Whether the members' service runs beside the site, so that pages may lead to it.
  public var hasMembers: Bool
  /// The theme's values, in the order of the file.
  public var params: [(key: String, value: SettingsValue)]

  public var mainLanguage: Language { languages.first ?? .french }
}

/// Where the site will be published.
public struct BaseURL: Sendable, Hashable, CustomStringConvertible {
  /// Scheme and host, without a slash at the end: `https://preau.example.org`.
  public let origin: String
  /// Empty, or with a slash at the start and none at the end: `/school`.
  public let path: String

  public var description: String { origin + path }

  init(origin: String, path: String) {
    self.origin = origin
    self.path = path
  }
}

/// An entry by its kind and slug, as people write it: `page:accueil`.
public struct EntryAddress: Sendable, Hashable, CustomStringConvertible {
  public let kind: String
  public let slug: String

  public init(kind: String, slug: String) {
    self.kind = kind
    self.slug = slug
  }

  /// Reads `kind:slug`; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
    self.init(kind: String(parts[0]), slug: String(parts[1]))
  }

  public var description: String { "\(kind):\(slug)" }
}

/// A value of `params`: typed by whoever uses it.
public enum SettingsValue: Sendable {
  case text(String)
  case list([SettingsValue])
  case mapping([(key: String, value: SettingsValue)])
}
