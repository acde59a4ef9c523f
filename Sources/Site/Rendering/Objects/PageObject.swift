import Content
import Templates

/// `page` in templates.
struct PageObject: RecordObject {
  let site: SiteReader
  let page: Page

  static let members = MemberTable<Self>([
    "type": { .string($0.page.subject.name) },
    "permalink": { .string($0.permalink) },
    "canonical": { .string($0.canonical) },
    "title": { .string($0.title) },
    "description": { .string($0.description) },
    "translations": { .list($0.translations) },
    "feeds": { .list($0.feeds) },
    "breadcrumbs": { .list($0.breadcrumbs) },
  ])

  var permalink: String { site.links.address(page.sharedPath, in: page.language) }

  /// The address that search engines should know: an entry that is not written in this language is best met in its own.
  var canonical: String {
    switch page.subject {
    case .entry, .home(.some): site.links.absolute(site.links.address(page.sharedPath, in: writtenLanguage))
    case .redirect(let target): site.links.absolute(site.settings.baseURL.path + target)
    default: site.links.absolute(permalink)
    }
  }

  /// The entry that the page shows, if any.
  var entry: Entry? {
    switch page.subject {
    case .entry(let id): site[id]
    case .home(let id): id.map { site[$0] }
    default: nil
    }
  }

  private var writtenLanguage: Language { entry?[page.language].language ?? page.language }

  var title: String {
    switch page.subject {
    case .entry(let id): site[id][page.language].title
    case .list(let list): ListObject(site: site, page: page, list: list).title
    case .tag(let tag): site.tag(tag.slug)?.tag.label ?? tag.label
    case .tags: site.text("tags_title", in: page.language)
    case .notFound: site.text("not_found_title", in: page.language)
    case .service(let title): title
    case .home, .redirect: site.settings.title.text(in: page.language)
    }
  }

  private var description: String {
    if let entry, case .entry = page.subject {
      return EntryObject(site: site, id: entry.id, language: page.language).summary
    }
    return site.settings.description?.text(in: page.language) ?? ""
  }

  private var translations: [Value] {
    guard site.settings.languages.count > 1, !isRedirect else { return [] }
    return site.settings.languages.map { .object(TranslationObject(page: self, language: $0)) }
  }

  private var isRedirect: Bool {
    if case .redirect = page.subject { true } else { false }
  }

  /// The feeds of the page's kind, or of all kinds on pages that belong to none.
  private var feeds: [Value] {
    let kinds = kind.map { [$0] } ?? site.kinds
    return commentFeeds
      + kinds.compactMap { kind in
        guard let path = site.links.sharedPath(ofFeedOf: kind) else { return nil }
        let siteTitle = site.settings.title.text(in: page.language)
        return .dictionary([
          ("title", .string("\(siteTitle) – \(kind.labels.plural.text(in: page.language))")),
          ("permalink", .string(site.links.address(path, in: page.language))),
        ])
      }
  }

  /// That of what is said about the page's entry, if anything is.
  private var commentFeeds: [Value] {
    guard let entry, let thread = ThreadObject(entry: EntryObject(site: site, id: entry.id, language: page.language)),
      let feed = thread.feed
    else { return [] }
    return [.dictionary([("title", .string(thread.feedTitle)), ("permalink", .string(feed))])]
  }

  private var kind: Kind? {
    switch page.subject {
    case .entry(let id): site[site.kind(of: id)]
    case .list(let list): site[list.kind]
    default: nil
    }
  }

  private var breadcrumbs: [Value] {
    if case .home = page.subject { return [] }
    var crumbs = [crumb(site.text("home", in: page.language), "/")]
    if let kind, let path = site.links.sharedPath(ofListOf: kind), path != page.sharedPath {
      crumbs.append(crumb(kind.labels.plural.text(in: page.language), path))
    }
    if case .tag = page.subject { crumbs.append(crumb(site.text("tags_title", in: page.language), "/tags/")) }
    return crumbs
  }

  private func crumb(_ label: String, _ path: String) -> Value {
    .dictionary([
      ("label", .string(label)), ("permalink", .string(site.links.address(path, in: page.language))),
    ])
  }
}

/// An item of `page.translations`.
struct TranslationObject: RecordObject {
  let page: PageObject
  let language: Language

  static let members = MemberTable<Self>([
    "lang": { .string($0.language.code) },
    "name": { .string($0.page.site.text("language_name", in: $0.language)) },
    "permalink": { .string($0.address) },
    "absolute": { .string($0.page.site.links.absolute($0.address)) },
    "current": { .bool($0.language == $0.page.page.language) },
    "written": { translation in .bool(translation.page.entry?.isWritten(in: translation.language) ?? true) },
  ])

  private var address: String { page.site.links.address(page.page.sharedPath, in: language) }
}

extension Page.Subject {
  /// What templates call this sort of page.
  var name: String {
    switch self {
    case .entry: "entry"
    case .list: "list"
    case .tag: "tag"
    case .tags: "tags"
    case .home: "home"
    case .notFound: "not-found"
    case .redirect: "redirect"
    case .service: "service"
    }
  }
}
