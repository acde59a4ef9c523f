import Content

/// The addresses of everything that has a page.
final class Permalinks: Sendable {
  let library: Library
  private let mainLanguage: Language
  private let base: BaseURL

  init(library: Library) {
    self.library = library
    mainLanguage = library.settings.mainLanguage
    base = library.settings.baseURL
  }

  /// What stands before the paths of a language: empty for the main one, `/en` for others.
  func prefix(of language: Language) -> String {
    language == mainLanguage ? "" : "/\(language.code)"
  }

  /// The language whose prefix a path begins with; nil for a path of the main language.
  func language(ofPath path: String) -> Language? {
    library.settings.languages.first { $0 != mainLanguage && path.hasPrefix(prefix(of: $0) + "/") }
  }

  /// The path of an entry's page without the language's prefix; nil where its kind has no pages.
  func sharedPath(of entry: Entry) -> String? {
    if entry.id == library.home { return "/" }
    return library[entry.kind].hasPages ? library[entry.kind].url.path(slug: entry.slug) : nil
  }

  /// Whether a page, or a redirect to it, would be at a path if its entry were not left out of the site.
  func isOfOmittedEntry(_ path: String) -> Bool {
    isOwnPathOfOmittedEntry(path)
      || library.aliases.contains { alias in
        guard alias.address.value.isSamePath(as: path) else { return false }
        return switch alias.target.value {
        case .path(let target): isOwnPathOfOmittedEntry(target)
        case .entry(let target): library.omits(target)
        }
      }
  }

  private func isOwnPathOfOmittedEntry(_ path: String) -> Bool {
    let path = path.hasSuffix("/") ? path : path + "/"
    return library.omitted.contains { omitted in
      if omitted.aliases.contains(where: { $0.isSamePath(as: path) }) { return true }
      guard let kind = library.kind(named: omitted.address.kind), kind.hasPages else { return false }
      let shared = kind.url.path(slug: omitted.address.slug)
      return library.settings.languages.contains { prefix(of: $0) + shared == path }
    }
  }

  /// The path of a kind's list without the language's prefix; nil where it has none.
  func sharedPath(ofListOf kind: Kind) -> String? {
    kind.list == nil ? nil : "/\(kind.plural)/"
  }

  func sharedPath(of tag: Tag) -> String { "/tags/\(tag.slug)/" }

  /// The path of a kind's feed without the language's prefix; nil where it has none.
  func sharedPath(ofFeedOf kind: Kind) -> String? {
    kind.feed == nil ? nil : "/\(kind.plural)/feed.xml"
  }

  /// The path of the feed of what is said about an entry, without the language's prefix; nil where it has no page.
  func sharedPath(ofCommentsOn entry: Entry) -> String? {
    sharedPath(of: entry).map { $0 + "comments.xml" }
  }

  /// The address as links on the site write it, below the path of the base URL.
  func address(_ sharedPath: String, in language: Language) -> String {
    language == mainLanguage && base.path.isEmpty ? sharedPath : base.path + prefix(of: language) + sharedPath
  }

  /// An address on the site as a whole one.
  func absolute(_ address: String) -> String {
    address.hasPrefix("/") ? base.origin + address : address
  }
}

extension String {
  /// With or without a slash at its end.
  fileprivate func isSamePath(as other: String) -> Bool {
    self == other || self + "/" == other || self == other + "/"
  }
}
