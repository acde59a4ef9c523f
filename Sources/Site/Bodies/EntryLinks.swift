import Content
import Diagnostics
import Images
import Markup

/// Decides what the links and images of one text become.
///
/// Entries are named by their file or as `kind:slug`, files relative to the text's own file or from `content/` with a
/// leading slash. What is no entry, page or file is a broken link.
final class EntryLinks: MarkdownResolver {
  /// A link to a heading, which can be checked only when every text has been rendered.
  struct Anchor: Sendable {
    /// The entry whose text has the heading.
    var entry: EntryID
    var fragment: String
    /// As written.
    var destination: String
  }

  private let library: Library
  private let links: Permalinks
  private let plan: SitePlan
  private let files: PublishedFiles
  private let facts: FactTable
  /// The entry whose text it is; nil when only an address is asked for.
  private let entry: EntryID?
  /// What paths are relative to, itself relative to `content/`.
  private let folder: String
  private let language: Language
  private(set) var anchors: [Anchor] = []
  /// The files that are shown or led to.
  private(set) var published: [PublishedFile] = []
  /// What else than the text itself the links depend on.
  private(set) var reads: [FactID] = []

  init(_ context: BodyContext, entry: EntryID? = nil, folder: String, language: Language) {
    library = context.library
    links = context.links
    plan = context.plan
    files = context.files
    facts = context.facts
    self.entry = entry
    self.folder = folder
    self.language = language
  }

  /// Notes that a file is to be published.
  func publish(_ file: PublishedFile) {
    published.append(file)
    reads.append(facts.fact(.file(file.path)))
  }

  func link(_ destination: String) -> LinkResolution {
    let (target, fragment) = Self.split(destination, at: "#")
    if target.isEmpty {
      if let entry { note(fragment, in: entry, destination: destination) }
      return .url(destination, isExternal: false)
    }
    if !Self.isAddressOfTheWeb(target) {
      reads.append(facts.fact(.link(destination, folder: folder, language: language.code)))
    }
    if let scheme = Self.scheme(of: target) { return link(target, scheme: scheme, fragment: fragment, destination) }
    if target.hasPrefix("//") {
      return .broken(
        "a link to another site must begin with https: or http:", help: nil, suggestion: "https:" + destination)
    }
    return target.hasPrefix("/")
      ? linkOnSite(target, fragment: fragment, destination) : linkToFile(target, fragment: fragment, destination)
  }

  func image(_ destination: String) -> ImageResolution {
    reads.append(facts.fact(.image(destination, folder: folder, language: language.code)))
    switch imageFile(destination) {
    case .broken(let message, let help, let suggestion):
      return .broken(message, help: help, suggestion: suggestion)
    case .found(let file):
      switch files.image(file) {
      case .ready(let image):
        guard let whole = image.whole else { return .leftOut }
        publish(file)
        return .image(
          url: whole.address, width: whole.size.width, height: whole.size.height, choices: whole.choices)
      case .refused(let reason): return .refused(reason.message(file.path), help: reason.help)
      case .leftOut:
        publish(file)
        return .leftOut
      }
    }
  }

  enum ImageFile {
    case found(PublishedFile)
    case broken(Message, help: Message?, suggestion: String?)
  }

  /// Which file an image in a text names.
  func imageFile(_ destination: String) -> ImageFile {
    if Self.scheme(of: destination) != nil || destination.hasPrefix("//") {
      return .broken(
        "an image must be a file of this site; '\(destination)' is elsewhere",
        help: "save it beside the entry: pages make no request to other sites", suggestion: nil)
    }
    guard let path = contentPath(of: destination) else {
      return .broken(Self.outside(destination), help: nil, suggestion: nil)
    }
    guard library.files.contains(path) else {
      return .broken(
        "an image must name a file; there is no 'content/\(path)'", help: nil,
        suggestion: nearestFile(to: path, destination))
    }
    let file = PublishedFile(path: path)
    guard file.isImage else {
      return .broken(
        "an image must be PNG, JPEG, GIF, WebP, AVIF or HEIC; '\(destination)' is none", help: nil, suggestion: nil)
    }
    return .found(file)
  }
}

extension EntryLinks {
  /// A link with a scheme: to an entry where the scheme is a kind's name, else to another site.
  private func link(_ target: String, scheme: String, fragment: String?, _ destination: String) -> LinkResolution {
    let slug = String(target.dropFirst(scheme.count + 1))
    if library.kind(named: scheme) != nil {
      guard let found = library.entry(kind: scheme, slug: slug) else {
        // Who is left out comes back; until then its name is text.
        if library.omits(EntryAddress(kind: scheme, slug: slug)) { return .leftOut }
        return brokenEntry(kind: scheme, slug: slug)
      }
      return address(of: library[found], fragment: fragment, destination)
    }
    if ["http", "https"].contains(scheme.lowercased()) {
      return .url(destination, isExternal: !isThisSite(destination))
    }
    if !slug.isEmpty, !slug.contains("/"), let kind = nearestName(to: scheme, among: library.kinds.map(\.name)) {
      return .broken(
        "a link with '\(scheme):' must name a kind; there is none of that name", help: nil,
        suggestion: "\(kind):\(slug)")
    }
    return .url(destination, isExternal: false)
  }

  private func isThisSite(_ url: String) -> Bool {
    let origin = library.settings.baseURL.origin
    return url == origin || url.hasPrefix(origin + "/")
  }

  /// A path from the root: a page of the site, a file that is published as it is, or a file of `content/`.
  private func linkOnSite(_ target: String, fragment: String?, _ destination: String) -> LinkResolution {
    let path = PercentEncoding.decoded(Self.split(target, at: "?").0)
    if let page = plan.page(at: path) ?? plan.page(at: path + "/") {
      if case .entry(let id) = page.subject { note(fragment, in: id, destination: destination) }
      return .url(library.settings.baseURL.path + page.path + (fragment.map { "#" + $0 } ?? ""), isExternal: false)
    }
    let file = String(path.dropFirst())
    if files.statics.contains(file) {
      return .url(files.address(of: file) + (fragment.map { "#" + $0 } ?? ""), isExternal: false)
    }
    if isGenerated(path) { return .url(library.settings.baseURL.path + path, isExternal: false) }
    if links.isOfOmittedEntry(path) { return .leftOut }
    return linkToFile(target, fragment: fragment, destination)
  }

  /// Whether a build makes the file: a feed, or what search engines read.
  private func isGenerated(_ path: String) -> Bool {
    if ["/sitemap.xml", "/robots.txt"].contains(path) { return true }
    return library.kinds.contains { kind in
      guard let feed = links.sharedPath(ofFeedOf: kind) else { return false }
      return library.settings.languages.contains { links.prefix(of: $0) + feed == path }
    }
  }

  /// A path in `content/`: an entry's file or folder, or a file to publish.
  private func linkToFile(_ target: String, fragment: String?, _ destination: String) -> LinkResolution {
    guard let path = contentPath(of: target) else { return .broken(Self.outside(target), help: nil, suggestion: nil) }
    if let found = entry(at: path) { return address(of: library[found], fragment: fragment, destination) }
    if library.omits(path: path) || library.omits(path: path + "/index.md") { return .leftOut }
    if library.files.contains(path) {
      let file = PublishedFile(path: path)
      if file.isImage { return link(toImage: file) }
      guard hasExtension(path, of: FileField.extensions) else {
        return .broken(
          "a file to link to must have a type that no browser runs as a page; '\(destination)' has not",
          help: "files of any type can be published from static/", suggestion: nil)
      }
      publish(file)
      return .url(files.address(of: path) + (fragment.map { "#" + $0 } ?? ""), isExternal: false)
    }
    return .broken(
      "a link must lead to an entry, a page or a file; there is no '\(destination)'",
      help: "name an entry by its file or as kind:slug, and a file as it lies beside this one",
      suggestion: nearestFile(to: path, destination))
  }

  /// To the largest that is published of it.
  private func link(toImage file: PublishedFile) -> LinkResolution {
    switch files.image(file) {
    case .ready(let image):
      guard let full = image.full else { return .leftOut }
      publish(file)
      return .url(image.address(of: full), isExternal: false)
    case .refused(let reason): return .broken(reason.message(file.path), help: reason.help)
    case .leftOut:
      publish(file)
      return .leftOut
    }
  }

  /// The entry that a file or a folder of its own is.
  private func entry(at path: String) -> EntryID? {
    library.entry(atPath: path) ?? library.entry(atPath: path + "/index.md")
  }

  /// The destination with the name of the file beside it that was most likely meant.
  private func nearestFile(to path: String, _ destination: String) -> String? {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let nearest = nearestName(to: name, among: library.files.names(beside: path).sorted()) else { return nil }
    return destination.split(separator: "/", omittingEmptySubsequences: false).dropLast().map { $0 + "/" }.joined()
      + nearest
  }

  private func hasExtension(_ path: String, of extensions: [String]) -> Bool {
    path.split(separator: ".").last.map { extensions.contains($0.lowercased()) } ?? false
  }

  private func address(of target: Entry, fragment: String?, _ destination: String) -> LinkResolution {
    guard let path = links.sharedPath(of: target) else {
      let kind = library[target.kind].name
      return .broken(
        "a link must lead to a page; entries of kind '\(kind)' have none", help: nil, suggestion: nil)
    }
    note(fragment, in: target.id, destination: destination)
    return .url(links.address(path, in: language) + (fragment.map { "#" + $0 } ?? ""), isExternal: false)
  }

  private func brokenEntry(kind: String, slug: String) -> LinkResolution {
    .broken(
      "a link must name an entry that is published; there is no '\(kind):\(slug)'", help: nil,
      suggestion: library.kind(named: kind).flatMap { nearestName(to: slug, among: library.slugs(of: $0.id)) }.map {
        "\(kind):\($0)"
      })
  }

  private func note(_ fragment: String?, in entry: EntryID, destination: String) {
    guard let fragment, !fragment.isEmpty else { return }
    reads.append(FactID(entry, .headings))
    anchors.append(Anchor(entry: entry, fragment: fragment, destination: destination))
  }

  /// A path relative to `content/`; nil when it leads out of it.
  private func contentPath(of target: String) -> String? {
    ContentFiles.resolve(PercentEncoding.decoded(Self.split(target, at: "?").0), in: folder)
  }

  /// What such a link becomes depends on the site's own address alone.
  private static func isAddressOfTheWeb(_ target: String) -> Bool {
    target.hasPrefix("https://") || target.hasPrefix("http://")
  }

  private static func outside(_ target: String) -> Message {
    "a link must stay inside 'content/'; '\(target)' leads out of it"
  }

  private static func split(_ text: String, at separator: Unicode.Scalar) -> (String, String?) {
    guard let index = text.utf8.firstIndex(of: UInt8(ascii: separator)) else { return (text, nil) }
    return (String(text[..<index]), String(text[text.utf8.index(after: index)...]))
  }

  /// What stands before the colon of an address (RFC 3986 §3.1); nil for a path.
  private static func scheme(of target: String) -> String? {
    guard let colon = target.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let scheme = target.utf8[..<colon]
    guard let first = scheme.first, isLetter(first), scheme.allSatisfy(isInScheme) else { return nil }
    return String(Substring(scheme))
  }

  private static func isLetter(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 }

  private static func isInScheme(_ byte: UInt8) -> Bool {
    isLetter(byte) || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "+-._".utf8.contains(byte)
  }
}
