import Content
import Templates

/// `entry.comments`: what was said about an entry whose kind opens comments.
struct ThreadObject: RecordObject {
  let entry: EntryObject
  private let thread: CommentThread?

  /// Nil for an entry of a kind that opens no comments.
  init?(entry: EntryObject) {
    guard entry.kind.opensComments else { return nil }
    self.entry = entry
    thread = entry.site.thread(of: entry.id)
  }

  static let members = MemberTable<Self>([
    "count": { .integer($0.thread?.count ?? 0) },
    "closed": { .bool($0.thread?.isClosed ?? false) },
    "items": { .list($0.objects.map { .object($0) }) },
    "feed": { Value($0.feed) },
  ])

  /// The address of the thread's feed; nil as long as nothing is in it.
  var feed: String? {
    guard let thread, thread.count > 0 else { return nil }
    return entry.site.links.sharedPath(ofCommentsOn: entry.entry).map {
      entry.site.links.address($0, in: entry.language)
    }
  }

  var feedTitle: String { "\(entry.title) – \(entry.site.text("comments_title", in: entry.language))" }

  /// In reading order.
  var objects: [CommentObject] {
    guard let thread else { return [] }
    let texts = entry.site.texts(of: thread, in: entry.language)
    return thread.places.map { place in
      CommentObject(
        page: entry, comment: place.comment, depth: place.depth, answered: place.parent,
        html: texts[place.comment.id] ?? "")
    }
  }
}

/// An item of `entry.comments.items`.
struct CommentObject: RecordObject {
  let page: EntryObject
  let comment: Comment
  let depth: Int
  /// What it answers.
  let answered: Comment?
  let html: String

  static let members = MemberTable<Self>([
    "id": { .string($0.comment.id) },
    "anchor": { .string($0.comment.anchor) },
    "permalink": { .string(($0.page.permalink ?? "") + "#" + $0.comment.anchor) },
    "depth": { .integer($0.depth) },
    "state": { .string($0.comment.state.name) },
    "author": { object in object.author.map { .object($0) } ?? .none },
    "name": { Value($0.name) },
    "date": { .object(DateObject($0.comment.date)) },
    "content": { .safe($0.html) },
    "parent": { object in object.parent.map { .object($0) } ?? .none },
  ])

  /// Nothing of who has written what nobody may read.
  private var isShown: Bool { comment.state == .shown }

  /// The writer's own page; nil where there is none any more.
  private var author: EntryObject? {
    guard isShown, let profile = comment.author.profile, let id = page.site.entry(profile) else { return nil }
    return EntryObject(site: page.site, id: id, language: page.language)
  }

  /// Nil for somebody who has left.
  var name: String? {
    guard isShown else { return nil }
    return author?.title ?? (comment.author.profile == nil ? comment.author.name : nil)
  }

  private var parent: CommentObject? {
    answered.map { CommentObject(page: page, comment: $0, depth: depth - 1, answered: nil, html: "") }
  }
}

extension Comment {
  /// The id of its element on the entry's page.
  var anchor: String { "comment-\(id)" }
}

extension Comment.State {
  /// What templates call it.
  var name: String {
    switch self {
    case .shown: "shown"
    case .hidden: "hidden"
    case .deleted: "deleted"
    }
  }
}
