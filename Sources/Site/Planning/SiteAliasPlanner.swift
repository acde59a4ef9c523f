import Content
import Diagnostics

/// The redirects of `aliases.yaml`, which are planned when all other pages are known.
struct SiteAliasPlanner {
  private let library: Library
  private let links: Permalinks
  private let pages: [Page]
  private let places: [String: Int]
  private let aliases: [String: SiteAlias]
  private(set) var diagnostics: [Diagnostic] = []

  /// Looking for the nearest of thousands of addresses takes a while.
  private static let maximumSuggestions = 20

  init(_ library: Library, links: Permalinks, pages: [Page], places: [String: Int]) {
    self.library = library
    self.links = links
    self.pages = pages
    self.places = places
    aliases = Dictionary(library.aliases.map { ($0.address.value, $0) }) { first, _ in first }
  }

  mutating func plan() -> [Page] {
    var planned: Set<String> = []
    return library.aliases.compactMap { alias in
      let path = alias.address.value
      if let taken = places[path] {
        diagnostics.append(
          .warning(
            "unused-alias", at: alias.address.location,
            "an old address should have no page; '\(path)' is that of \(pages[taken].origin.name)",
            help: "take the line away"))
        return nil
      }
      guard planned.insert(path).inserted else {
        diagnostics.append(
          .error(
            "duplicate-alias", at: alias.address.location, "an alias must lead to one page; '\(path)' is given twice",
            notes: aliases[path].map { [.init("it is first given here", at: $0.address.location)] } ?? []))
        return nil
      }
      let language = links.language(ofPath: path) ?? library.settings.mainLanguage
      guard let target = target(of: alias, in: language) else { return nil }
      return Page(
        subject: .redirect(to: target), language: language, path: path, sharedPath: path,
        origin: PageOrigin(subject: .alias(path), location: alias.address.location))
    }
  }

  /// The page that an alias leads to in the end, perhaps through others.
  private mutating func target(of alias: SiteAlias, in language: Language) -> String? {
    var visited: Set<String> = [alias.address.value]
    var next = alias
    while true {
      switch next.target.value {
      case .entry(let address):
        // Who is left out comes back, or has a mistake of its own.
        guard let entry = library.entry(address) else { return nil }
        if let path = links.sharedPath(of: library[entry]) { return links.prefix(of: language) + path }
        report(alias, "an alias must lead to a page; entries of kind '\(address.kind)' have none")
        return nil
      case .path(let path):
        if let place = places[path] {
          if case .redirect(let target) = pages[place].subject { return target }
          return pages[place].path
        }
        guard let other = aliases[path] else {
          if links.isOfOmittedEntry(path) { return nil }
          let isSuggesting = diagnostics.count < Self.maximumSuggestions
          report(
            alias, "an alias must lead to a page; there is no '\(path)'",
            suggestion: isSuggesting ? nearestName(to: path, among: places.keys.sorted()) : nil)
          return nil
        }
        guard visited.insert(path).inserted else {
          report(alias, "an alias must lead to a page; '\(alias.address.value)' leads back to itself")
          return nil
        }
        next = other
      }
    }
  }

  private mutating func report(_ alias: SiteAlias, _ message: Message, suggestion: String? = nil) {
    diagnostics.append(.error("broken-link", at: alias.target.location, message, suggestion: suggestion))
  }
}
