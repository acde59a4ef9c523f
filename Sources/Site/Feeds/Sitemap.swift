/// `sitemap.xml` (sitemaps.org protocol 0.9), with the languages of each page.
struct Sitemap {
  struct Page {
    /// Absolute.
    var address: String
    /// RFC 3339 date, if known.
    var modified: String?
    /// The same page in all its languages, itself included; empty where it has one only.
    var translations: [(language: String, address: String)]
  }

  /// A file may hold 50,000 addresses; more need an index of several files.
  static let maximumPages = 50_000

  var pages: [Page]

  var bytes: [UInt8] {
    var xml = XMLWriter()
    let namespaces = [
      ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"), ("xmlns:xhtml", "http://www.w3.org/1999/xhtml"),
    ]
    xml.element("urlset", namespaces) { set in
      for page in pages { set.element("url") { page.write(to: &$0) } }
    }
    return xml.bytes
  }

  /// The index of several sitemap files.
  static func index(of addresses: [String]) -> [UInt8] {
    var xml = XMLWriter()
    xml.element("sitemapindex", [("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")]) { index in
      for address in addresses { index.element("sitemap") { $0.element("loc", text: address) } }
    }
    return xml.bytes
  }
}

extension Sitemap.Page {
  fileprivate func write(to url: inout XMLWriter) {
    url.element("loc", text: address)
    if let modified { url.element("lastmod", text: modified) }
    for translation in translations {
      url.element(
        "xhtml:link", [("rel", "alternate"), ("hreflang", translation.language), ("href", translation.address)])
    }
  }
}
