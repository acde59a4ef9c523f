import Content

/// What search engines read: `robots.txt` and the sitemap.
struct SiteIndexes {
  static let robotsFile = "robots.txt"

  let site: SiteReader

  static func files(of site: SiteModel) -> [SiteFile] {
    let origin = "the sitemap"
    let address = site.links.absolute(site.library.settings.baseURL.path + "/")
    let robots = SiteFile(
      path: robotsFile, source: .bytes(Array("User-agent: *\nAllow: /\n\nSitemap: \(address)sitemap.xml\n".utf8)),
      origin: "robots.txt")
    let parts = parts(of: site.addressedPages)
    guard parts.count > 1 else {
      return [robots, SiteFile(path: "sitemap.xml", source: .made(sitemap(parts.first ?? [])), origin: origin)]
    }
    let names = parts.indices.map { "sitemap-\($0 + 1).xml" }
    let index = Sitemap.index(of: names.map { address + $0 })
    return [robots, SiteFile(path: "sitemap.xml", source: .bytes(index), origin: origin)]
      + zip(names, parts).map { SiteFile(path: $0, source: .made(sitemap($1)), origin: origin) }
  }

  private static func parts(of places: [Int]) -> [[Int]] {
    stride(from: 0, to: places.count, by: Sitemap.maximumPages).map {
      Array(places[$0..<min($0 + Sitemap.maximumPages, places.count)])
    }
  }

  private static func sitemap(_ places: [Int]) -> @Sendable (SiteReader) -> [UInt8] {
    { site in
      let indexes = SiteIndexes(site: site)
      return Sitemap(pages: site.pages(at: places).map(indexes.sitemapPage)).bytes
    }
  }

  private func sitemapPage(_ page: Page) -> Sitemap.Page {
    switch page.subject {
    case .entry(let id), .home(let id?):
      let dates = site.dates(of: id, in: page.language)
      return sitemapPage(
        page, site.writtenLanguages(of: id), modified: modified(dates.updated ?? dates.published))
    default: return sitemapPage(page, site.settings.languages, modified: nil)
    }
  }

  private func sitemapPage(_ page: Page, _ languages: [Language], modified: String?) -> Sitemap.Page {
    Sitemap.Page(
      address: address(of: page, in: page.language), modified: modified,
      translations: languages.count < 2 ? [] : languages.map { ($0.code, address(of: page, in: $0)) })
  }

  private func address(of page: Page, in language: Language) -> String {
    site.links.absolute(PercentEncoding.path(site.links.address(page.sharedPath, in: language)))
  }

  /// The day of the last change, if it is known to the day.
  private func modified(_ date: EntryDate?) -> String? {
    switch date {
    case .date(let date)? where date.day != nil: date.iso
    case .moment(let moment)?: moment.iso
    default: nil
    }
  }
}

extension SiteModel {
  /// The places in the plan of pages that are the canonical address of something.
  var addressedPages: [Int] {
    plan.pages.indices.filter { place in
      let page = plan.pages[place]
      switch page.subject {
      case .notFound, .redirect: return false
      case .entry(let id), .home(let id?): return library[id].isWritten(in: page.language)
      default: return true
      }
    }
  }

  /// A fingerprint of the addresses of those pages.
  var addresses: Fingerprint {
    var print = Fingerprint()
    for place in addressedPages {
      print.add(plan.pages[place].path)
      if case .entry(let id) = plan.pages[place].subject { print.add(library[id].variants.count) }
    }
    return print
  }
}
