import Content
import Diagnostics

/// A page of the site, named before anything is rendered.
struct Page: Sendable {
  enum Subject: Sendable {
    case entry(EntryID)
    case list(ListPage)
    case tag(Tag)
    case tags
    /// The home page and the entry that it shows.
    case home(EntryID?)
    case notFound
    /// An older address of the page at `to`, a path like `Page.path`.
    case redirect(to: String)
    /// A page of the members' service, which no plan has.
    case service(title: String)
  }

  var subject: Subject
  var language: Language
  /// The address below the base URL: `/en/projects/meteo/`.
  let path: String
  /// The same without the language's prefix: what the page's translations share.
  var sharedPath: String
  /// What it is made from, for the message when two pages claim one address.
  var origin: PageOrigin

  /// The file to write, relative to the output folder.
  let file: String

  init(subject: Subject, language: Language, path: String, sharedPath: String, origin: PageOrigin) {
    self.subject = subject
    self.language = language
    self.path = path
    self.sharedPath = sharedPath
    self.origin = origin
    file = Self.file(at: path)
  }

  /// A path without an extension names a folder, whether or not it ends in a slash.
  static func file(at path: String) -> String {
    let relative = path.utf8.dropFirst()
    if relative.isEmpty || relative.last == UInt8(ascii: "/") { return "\(Substring(relative))index.html" }
    let name = relative.suffix(from: relative.lastIndex(of: UInt8(ascii: "/")) ?? relative.startIndex)
    return name.contains(UInt8(ascii: ".")) ? String(Substring(relative)) : "\(Substring(relative))/index.html"
  }
}

/// Where a page comes from.
struct PageOrigin: Sendable {
  enum Subject: Sendable {
    case entry(kind: String, slug: String)
    case list(kind: String)
    case tag(String)
    case alias(String)
    case home
    case tags
    case notFound
    case service
  }

  var subject: Subject
  var location: SourceLocation?

  /// What it is called in messages.
  var name: String {
    switch subject {
    case .entry(let kind, let slug): "entry '\(kind):\(slug)'"
    case .list(let kind): "the list of kind '\(kind)'"
    case .tag(let label): "tag '\(label)'"
    case .alias(let path): "alias '\(path)'"
    case .home: "the home page"
    case .tags: "the page of all tags"
    case .notFound: "the page for what is not found"
    case .service: "a page of the members' service"
    }
  }
}

/// One page of a kind's entries in some order.
struct ListPage: Sendable {
  var kind: KindID
  /// The field that a visitor chose to sort by; nil for the kind's own order.
  var sort: Int?
  /// The facet's value that a visitor chose.
  var chosen: FacetChoice?
  /// From 1 on.
  var number: Int
  var pageCount: Int
  var entries: ArraySlice<EntryID>
  /// Entries on all its pages together.
  var total: Int
  /// The path of the first page, without the language's prefix.
  var firstPath: String

  struct FacetChoice: Sendable {
    /// The field's index in the kind.
    var field: Int
    /// The value's index among the facet's values.
    var value: Int
  }

  /// The path of one of its pages, without the language's prefix.
  func path(ofPage number: Int) -> String {
    number == 1 ? firstPath : "\(firstPath)page/\(number)/"
  }
}
