import Content

/// What search engines read: `robots.txt` and the sitemap.
struct SiteIndexes {
  static let robotsFile = "robots.txt"

  let site: SiteModel

  var files: [SiteFile] {
    let sitemaps = chunks.map { Sitemap(pages: $0).bytes }
    guard sitemaps.count > 1 else { return [robots, sitemapFile("sitemap.xml", sitemaps.first ?? [])] }
    let names = sitemaps.indices.map { "sitemap-\($0 + 1).xml" }
    let index = Sitemap.index(of: names.map { site.links.absolute(site.library.settings.baseURL.path + "/" + $0) })
    return [robots, sitemapFile("sitemap.xml", index)] + zip(names, sitemaps).map(sitemapFile)
  }

  private var robots: SiteFile {
    let sitemap = site.links.absolute(site.library.settings.baseURL.path + "/sitemap.xml")
    let text = "User-agent: *\nAllow: /\n\nSitemap: \(sitemap)\n"
    return SiteFile(path: Self.robotsFile, source: .bytes(Array(text.utf8)), origin: "robots.txt")
  }

  private func sitemapFile(_ path: String, _ bytes: [UInt8]) -> SiteFile {
    SiteFile(path: path, source: .bytes(bytes), origin: "the sitemap")
  }

  private var chunks: [[Sitemap.Page]] {
    let pages = self.pages
    return stride(from: 0, to: pages.count, by: Sitemap.maximumPages).map {
      Array(pages[$0..<min($0 + Sitemap.maximumPages, pages.count)])
    }
  }

  /// Pages that are the canonical address of something, in the order of the plan.
  private var pages: [Sitemap.Page] {
    site.plan.pages.compactMap { page in
      switch page.subject {
      case .notFound, .redirect: return nil
      case .entry(let id), .home(let id?):
        let entry = site.library[id]
        guard entry.isWritten(in: page.language) else { return nil }
        let languages = site.library.settings.languages.filter(entry.isWritten)
        return sitemapPage(page, languages, modified: modified(entry.variant(in: page.language)))
      default: return sitemapPage(page, site.library.settings.languages, modified: nil)
      }
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
  private func modified(_ variant: EntryVariant) -> String? {
    switch variant.updated ?? variant.date {
    case .date(let date)? where date.day != nil: date.iso
    case .moment(let moment)?: moment.iso
    default: nil
    }
  }
}
