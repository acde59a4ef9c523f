import Content
import Diagnostics

/// Which template makes which page: the first that the theme has.
struct PageTemplates: Sendable {
  private let available: Set<String>
  /// By kind; nil where the theme has none.
  private let ofEntries: [String?]
  private let ofLists: [String?]

  init(_ theme: Theme, kinds: [Kind]) {
    let available = Set(theme.templates.keys)
    self.available = available
    ofEntries = kinds.map { Self.namesOfEntries(of: $0).first(where: available.contains) }
    ofLists = kinds.map { Self.namesOfLists(of: $0).first(where: available.contains) }
  }

  /// The template of a page; nil when the theme has none for it.
  func name(for page: Page, in library: Library) -> String? {
    switch page.subject {
    case .entry(let id):
      if let own = ownTemplate(of: id, page, in: library), available.contains(own.value) { return own.value }
      return ofEntries[library[id].kind.index]
    case .list(let list): return ofLists[list.kind.index]
    default: return Self.names(page.subject).first(where: available.contains)
    }
  }

  private func ownTemplate(of id: EntryID, _ page: Page, in library: Library) -> Located<String>? {
    library[id][page.language].template ?? library[id].main.template
  }

  private static func namesOfEntries(of kind: Kind) -> [String] { ["\(kind.name).html", "entry.html"] }

  private static func namesOfLists(of kind: Kind) -> [String] { ["\(kind.name)-list.html", "list.html"] }

  /// For pages that are there once in each language, and those of tags and redirects.
  private static func names(_ subject: Page.Subject) -> [String] {
    switch subject {
    case .entry, .list, .service: []
    case .tag: ["tag.html"]
    case .tags: ["tags.html"]
    case .home: ["home.html"]
    case .notFound: ["404.html"]
    case .redirect: ["redirect.html"]
    }
  }

  /// Templates that entries name and the theme has not, and sorts of pages that it has no template for.
  func diagnostics(for plan: SitePlan, in library: Library, theme: Theme) -> [Diagnostic] {
    var reported: Set<String> = []
    return plan.pages.compactMap { page in
      if case .entry(let id) = page.subject, let own = library[id].main.template, !available.contains(own.value) {
        guard reported.insert("\(own.location.file.path) \(own.value)").inserted else { return nil }
        return .error(
          "unknown-template", at: own.location, "template must name a template of the theme; '\(own.value)' is none",
          suggestion: nearestName(to: own.value, among: available.sorted()))
      }
      guard name(for: page, in: library) == nil else { return nil }
      let wanted = candidates(for: page, in: library)
      guard reported.insert(wanted.joined()).inserted else { return nil }
      return .error(
        "missing-template", at: nil,
        "theme '\(theme.name)' has no template for \(page.origin.name); it needs \(wanted.joined(separator: " or "))")
    }
  }

  /// The names that are tried, in order.
  private func candidates(for page: Page, in library: Library) -> [String] {
    switch page.subject {
    case .entry(let id):
      let own = ownTemplate(of: id, page, in: library).map { [$0.value] } ?? []
      return own + Self.namesOfEntries(of: library[library[id].kind])
    case .list(let list): return Self.namesOfLists(of: library[list.kind])
    default: return Self.names(page.subject)
    }
  }
}
