import Content
import Markup

/// The Atom feeds of all kinds that have one, in each language.
struct SiteFeeds {
  let site: SiteReader

  static func files(of site: SiteModel) -> [SiteFile] {
    site.library.settings.languages.flatMap { language in
      site.library.kinds.compactMap { kind in
        guard let settings = kind.feed, let path = site.links.sharedPath(ofFeedOf: kind) else { return nil }
        let address = site.links.absolute(site.links.address(path, in: language))
        return SiteFile(
          path: String((site.links.prefix(of: language) + path).dropFirst()),
          source: .made { SiteFeeds(site: $0).feed(of: kind, settings, in: language, at: address).bytes },
          origin: "the feed of kind '\(kind.name)'")
      }
    }
  }

  private func feed(of kind: Kind, _ settings: FeedSettings, in language: Language, at address: String) -> AtomFeed {
    let title = site.settings.title.text(in: language)
    let page = site.links.sharedPath(ofListOf: kind) ?? "/"
    return AtomFeed(
      title: "\(title) – \(kind.labels.plural.text(in: language))",
      subtitle: site.settings.description?.text(in: language) ?? "", language: language.code, address: address,
      pageAddress: site.links.absolute(site.links.address(page, in: language)), publisher: title,
      items: newest(of: kind, settings, in: language).map { item(for: $0.entry, dated: $0.date) })
  }

  /// The entries that have a date, newest first.
  private func newest(
    of kind: Kind, _ settings: FeedSettings, in language: Language
  ) -> [(entry: EntryObject, date: EntryDate)] {
    let dated = site.entries(of: kind, in: language).compactMap {
      id -> (entry: EntryObject, date: EntryDate)? in
      let entry = EntryObject(site: site, id: id, language: language)
      return date(of: entry.variant, settings).map { (entry, $0) }
    }
    let sorted = dated.sorted { left, right in
      let (first, second) = (left.date.firstMoment, right.date.firstMoment)
      return first == second ? left.entry.id < right.entry.id : first > second
    }
    return Array(sorted.prefix(settings.limit))
  }

  private func date(of variant: EntryVariant, _ settings: FeedSettings) -> EntryDate? {
    guard let field = settings.dateField else { return variant.date }
    switch variant.values[field] {
    case .date(let date)?: return .date(date)
    case .moment(let moment)?: return .moment(moment)
    default: return nil
    }
  }

  private func item(for entry: EntryObject, dated date: EntryDate) -> AtomFeed.Item {
    let variant = entry.variant
    return AtomFeed.Item(
      title: variant.title, address: site.links.absolute(entry.permalink ?? "/"), summary: entry.summary,
      html: site.body(of: entry.id, in: entry.language).html, authors: names(of: "authors", of: entry),
      categories: tags(of: entry), published: date.rfc3339, updated: (variant.updated ?? date).rfc3339)
  }

  private func names(of field: String, of entry: EntryObject) -> [String] {
    guard let index = entry.kind.fields[field]?.index else { return [] }
    return (entry.variant.values[index]?.items ?? []).compactMap { value in
      guard case .reference(let id) = value else { return nil }
      return site[id][entry.language].title
    }
  }

  private func tags(of entry: EntryObject) -> [String] {
    entry.variant.values.flatMap { $0?.items ?? [] }.compactMap { value in
      guard case .tag(let tag) = value else { return nil }
      return site.tag(tag.slug)?.tag.label
    }
  }
}

extension EntryDate {
  /// The first moment that it may mean, in seconds since 1970; days begin at midnight UTC.
  var firstMoment: Int {
    switch self {
    case .date(let date): date.firstDay * 86_400
    case .moment(let moment): moment.seconds
    }
  }

  /// As RFC 3339 writes it; midnight UTC for a day, the first day for a month or a year.
  var rfc3339: String {
    switch self {
    case .moment(let moment): moment.iso
    case .date(let date):
      PartialDate(year: date.year, month: date.month ?? 1, day: date.day ?? 1).iso + "T00:00:00Z"
    }
  }
}
