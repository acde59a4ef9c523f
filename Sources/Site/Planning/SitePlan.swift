import Content
import Diagnostics

/// Every page of the site, named before any is rendered, so that two claims to one address are found first.
struct SitePlan: Sendable {
  /// In a fixed order: by language, then entries, lists, tags and the rest.
  private(set) var pages: [Page]
  /// By language and kind.
  let lists: [Language: [KindLists?]]
  /// Two pages at one address, and addresses that lead nowhere.
  let diagnostics: [Diagnostic]
  /// The place of a page by its path.
  private var places: [String: Int]

  init(_ library: Library, links: Permalinks) {
    var pages: [Page] = []
    var lists: [Language: [KindLists?]] = [:]
    for language in library.settings.languages {
      let ofLanguage = library.kinds.map { KindLists($0, in: library, language: language) }
      let planner = LanguagePlanner(library: library, links: links, lists: ofLanguage, language: language)
      pages += planner.entryPages + planner.listPages + planner.tagPages + planner.singlePages
      lists[language] = ofLanguage
    }
    self.lists = lists
    pages += RedirectPlanner(library: library, links: links).pages
    var (places, diagnostics) = Self.placesByPath(pages)
    var planner = SiteAliasPlanner(library, links: links, pages: pages, places: places)
    for page in planner.plan() {
      places[page.path] = pages.count
      pages.append(page)
    }
    diagnostics += planner.diagnostics
    (self.pages, self.places, self.diagnostics) = (pages, places, diagnostics)
  }

  /// The plan with the pages of one entry more and of new tags, which come last; nil where another page has one of their
  /// addresses.
  func adding(_ entry: Entry, _ tags: [TagUse], of library: Library, links: Permalinks) -> SitePlan? {
    var plan = self
    for language in library.settings.languages {
      let planner = LanguagePlanner(library: library, links: links, lists: [], language: language)
      let own = [planner.page(of: entry)].compactMap(\.self) + tags.map { planner.page(of: $0) }
      for page in own {
        guard plan.places.updateValue(plan.pages.count, forKey: page.path) == nil else { return nil }
        plan.pages.append(page)
      }
    }
    return plan
  }

  /// The page at a path such as `/en/projects/meteo/`.
  func page(at path: String) -> Page? {
    places[path].map { pages[$0] }
  }

  /// The page that is written to a file.
  func page(in file: String) -> Page? {
    if let page = page(at: "/" + file), page.file == file { return page }
    guard file.hasSuffix("index.html") else { return nil }
    let folder = "/" + file.dropLast("index.html".count)
    return page(at: folder) ?? page(at: String(folder.dropLast()))
  }

  private static func placesByPath(_ pages: [Page]) -> ([String: Int], [Diagnostic]) {
    var places: [String: Int] = [:]
    places.reserveCapacity(pages.count)
    var diagnostics: [Diagnostic] = []
    for (place, page) in pages.enumerated() {
      guard let taken = places.updateValue(place, forKey: page.path) else { continue }
      places[page.path] = taken
      diagnostics.append(collision(of: page, with: pages[taken]))
    }
    return (places, diagnostics)
  }

  private static func collision(of page: Page, with first: Page) -> Diagnostic {
    .error(
      "duplicate-url", at: page.origin.location ?? first.origin.location,
      "every page must have an address of its own; \(page.origin.name) and \(first.origin.name) both claim '\(page.path)'",
      help: "rename one of them, or change the 'url' of its kind",
      notes: [.init("\(first.origin.name) is here", at: first.origin.location)])
  }
}

/// The pages of one language.
private struct LanguagePlanner {
  let library: Library
  let links: Permalinks
  let lists: [KindLists?]
  let language: Language

  var entryPages: [Page] {
    library.entries.compactMap { page(of: $0) }
  }

  func page(of entry: Entry) -> Page? {
    guard entry.id != library.home, let path = links.sharedPath(of: entry) else { return nil }
    return page(
      .entry(entry.id), at: path,
      from: PageOrigin(
        subject: .entry(kind: library[entry.kind].name, slug: entry.slug),
        location: SourceLocation(entry[language].file)))
  }

  var listPages: [Page] {
    zip(library.kinds, lists).flatMap { kind, lists in
      (lists?.pages ?? []).map { list in
        page(
          .list(list), at: list.path(ofPage: list.number),
          from: PageOrigin(subject: .list(kind: kind.name), location: SourceLocation(kind.file)))
      }
    }
  }

  var tagPages: [Page] {
    library.tags.map { page(of: $0) }
  }

  func page(of use: TagUse) -> Page {
    page(.tag(use.tag), at: links.sharedPath(of: use.tag), from: PageOrigin(subject: .tag(use.tag.label)))
  }

  var singlePages: [Page] {
    let home = page(.home(library.home), at: "/", from: PageOrigin(subject: .home))
    let notFound = page(.notFound, at: "/404.html", from: PageOrigin(subject: .notFound))
    let tags = page(.tags, at: "/tags/", from: PageOrigin(subject: .tags))
    return library.tags.isEmpty ? [home, notFound] : [home, tags, notFound]
  }

  private func page(_ subject: Page.Subject, at path: String, from origin: PageOrigin) -> Page {
    Page(
      subject: subject, language: language, path: links.prefix(of: language) + path, sharedPath: path, origin: origin)
  }
}

/// The older addresses of entries.
private struct RedirectPlanner {
  let library: Library
  let links: Permalinks

  var pages: [Page] {
    library.entries.flatMap { entry in
      entry.variants.flatMap { variant in
        variant.aliases.compactMap {
          redirect(from: $0, to: entry, in: links.language(ofPath: $0.value) ?? variant.language)
        }
      }
    }
  }

  private func redirect(from alias: Located<String>, to entry: Entry, in language: Language) -> Page? {
    guard let path = links.sharedPath(of: entry) else { return nil }
    return Page(
      subject: .redirect(to: links.prefix(of: language) + path), language: language, path: alias.value,
      sharedPath: alias.value, origin: PageOrigin(subject: .alias(alias.value), location: alias.location))
  }
}
