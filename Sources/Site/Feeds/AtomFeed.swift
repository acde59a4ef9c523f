/// An Atom feed (RFC 4287).
struct AtomFeed {
  struct Item {
    var title: String
    /// The absolute address of the entry's page; also its id (§4.2.6).
    var address: String
    var summary: String
    /// HTML whose relative addresses start from `address`.
    var html: String
    var authors: [String]
    var categories: [String]
    /// RFC 3339 times.
    var published: String
    var updated: String
  }

  var title: String
  var subtitle: String
  var language: String
  /// The absolute address of the feed itself and of the page that it belongs to.
  var address: String
  var pageAddress: String
  /// The site's name, for items that have no author of their own (§4.1.1).
  var publisher: String
  /// Newest first.
  var items: [Item]

  var bytes: [UInt8] {
    var xml = XMLWriter()
    xml.element("feed", [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", language)]) { feed in
      feed.element("id", text: address)
      feed.element("title", text: title)
      if !subtitle.isEmpty { feed.element("subtitle", text: subtitle) }
      feed.element("updated", text: items.map(\.updated).max() ?? "1970-01-01T00:00:00Z")
      feed.element("link", [("rel", "self"), ("type", "application/atom+xml"), ("href", address)])
      feed.element("link", [("rel", "alternate"), ("type", "text/html"), ("href", pageAddress)])
      feed.element("author") { $0.element("name", text: publisher) }
      for item in items { feed.element("entry") { item.write(to: &$0) } }
    }
    return xml.bytes
  }
}

extension AtomFeed.Item {
  fileprivate func write(to entry: inout XMLWriter) {
    entry.element("id", text: address)
    entry.element("title", text: title)
    entry.element("link", [("rel", "alternate"), ("type", "text/html"), ("href", address)])
    entry.element("published", text: published)
    entry.element("updated", text: updated)
    for author in authors { entry.element("author") { $0.element("name", text: author) } }
    for category in categories { entry.element("category", [("term", category)]) }
    if !summary.isEmpty { entry.element("summary", [("type", "text")], text: summary) }
    if !html.isEmpty { entry.element("content", [("type", "html"), ("xml:base", address)], text: html) }
  }
}
