import Content

/// An Atom feed for each entry that something was said about, in each language.
struct CommentFeeds {
  let site: SiteReader
  let id: EntryID
  let language: Language

  /// A feed holds so many of the newest comments.
  private static let limit = 50

  static func files(of site: SiteModel) -> [SiteFile] {
    let threads = site.library.threads.all.filter { $0.count > 0 }
    let found = threads.compactMap { thread -> (EntryID, String)? in
      guard let id = site.library.entry(thread.subject), site.library[site.library[id].kind].opensComments,
        let path = site.links.sharedPath(ofCommentsOn: site.library[id])
      else { return nil }
      return (id, path)
    }
    return site.library.settings.languages.flatMap { language in
      found.map { id, path in
        SiteFile(
          path: String((site.links.prefix(of: language) + path).dropFirst()),
          source: .made { CommentFeeds(site: $0, id: id, language: language).feed(at: path).bytes },
          origin: "the feed of the comments on '\(site.address(of: id))'")
      }
    }
  }

  private func feed(at path: String) -> AtomFeed {
    let entry = EntryObject(site: site, id: id, language: language)
    let page = site.links.absolute(entry.permalink ?? "/")
    let comments = ThreadObject(entry: entry)
    let newest = (comments?.shown ?? []).sorted { $0.moment > $1.moment }.prefix(Self.limit)
    return AtomFeed(
      title: comments?.feedTitle ?? entry.title, subtitle: "", language: language.code,
      address: site.links.absolute(site.links.address(path, in: language)), pageAddress: page,
      publisher: site.settings.title.text(in: language),
      items: newest.map { item(for: $0, on: page) })
  }

  private func item(for comment: CommentObject, on page: String) -> AtomFeed.Item {
    let name = comment.name ?? site.text("comment_former_member", in: language)
    let date = comment.comment.date.rfc3339
    return AtomFeed.Item(
      title: name, address: "\(page)#\(comment.comment.anchor)", summary: "", html: comment.html,
      authors: [name], categories: [], published: date, updated: date)
  }
}

extension ThreadObject {
  /// Those that can be read, in reading order.
  fileprivate var shown: [CommentObject] { objects.filter { $0.comment.state == .shown } }
}

extension CommentObject {
  fileprivate var moment: Int { comment.date.firstMoment }
}
