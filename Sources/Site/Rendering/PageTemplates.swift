import Content
import Diagnostics

/// Which template makes which page: the first that the theme has.
struct PageTemplates: Sendable {
  private let available: Set<String>

  init(_ theme: Theme) { available = Set(theme.templates.keys) }

  /// The names to try, in order.
  func candidates(for page: Page, in library: Library) -> [String] {
    switch page.subject {
    case .entry(let id):
      let entry = library[id]
      let own = entry.variant(in: page.language).template ?? entry.main.template
      return [own?.value, "\(library[entry.kind].name).html", "entry.html"].compactMap(\.self)
    case .list(let list): return ["\(library[list.kind].name)-list.html", "list.html"]
    case .tag: return ["tag.html"]
    case .tags: return ["tags.html"]
    case .home: return ["home.html"]
    case .notFound: return ["404.html"]
    case .redirect: return ["redirect.html"]
    }
  }

  /// The template of a page; nil when the theme has none for it.
  func name(for page: Page, in library: Library) -> String? {
    candidates(for: page, in: library).first(where: available.contains)
  }

  /// Templates that entries name and the theme has not, and sorts of pages that it has no template for.
  func diagnostics(for plan: SitePlan, in library: Library, theme: Theme) -> [Diagnostic] {
    var reported: Set<String> = []
    return plan.pages.compactMap { page in
      let wanted = candidates(for: page, in: library)
      if case .entry(let id) = page.subject, let own = library[id].main.template, !available.contains(own.value) {
        guard reported.insert("\(own.location.file.path) \(own.value)").inserted else { return nil }
        return .error(
          "unknown-template", at: own.location, "template must name a template of the theme; '\(own.value)' is none",
          suggestion: nearestName(to: own.value, among: available.sorted()))
      }
      guard !wanted.contains(where: available.contains), reported.insert(wanted.joined()).inserted else { return nil }
      return .error(
        "missing-template", at: nil,
        "theme '\(theme.name)' has no template for \(page.origin.name); it needs \(wanted.joined(separator: " or "))")
    }
  }
}
