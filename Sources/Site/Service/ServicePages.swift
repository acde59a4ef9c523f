public import Content
import Diagnostics
public import Templates

/// The frame, the words and the entries of a site, for the pages that a service makes of each request.
///
/// It is a site as it was at one moment; who wants it newer prepares another.
public struct ServicePages: Sendable {
  let site: PreparedSite
  /// All that the site was made from, also what the public does not see.
  public let tree: ContentTree

  init(_ site: PreparedSite, _ tree: ContentTree) {
    self.site = site
    self.tree = tree
  }

  /// Reads content and theme; nil when they have errors that leave nothing to show, which the report of a build tells.
  public init?(_ options: BuildOptions) async throws(SiteError) {
    let draft = try await SiteBuild(options).prepare()
    guard let site = draft.site, let tree = draft.tree else { return nil }
    self.site = site
    self.tree = tree
  }

  /// The codes of the site's languages, the main one first.
  public var languages: [String] { settings.languages.map(\.code) }

  /// The public entries and kinds.
  public var library: Library { site.model.library }

  /// The site's name.
  public func title(in language: String) -> String { settings.title.text(in: known(language)) }

  /// Where the site is published.
  public var baseURL: BaseURL { settings.baseURL }

  /// A page from a template of the theme.
  ///
  /// - Parameters:
  ///   - path: its path without the language's prefix, which says where its translations are.
  ///   - values: what the template may use besides what all pages have.
  public func render(
    _ template: String, at path: String, title: String, language: String, _ values: [(String, Value)]
  ) throws(TemplateFailure) -> [UInt8] {
    let language = known(language)
    let page = Page(
      subject: .service(title: title), language: language, path: site.model.links.prefix(of: language) + path,
      sharedPath: path, origin: PageOrigin(subject: .service))
    let reader = SiteReader(site.model)
    var context = site.renderer.context(of: page, for: reader)
    for (name, value) in values { context[Symbol(name)] = value }
    var output = OutputBuffer()
    try site.renderer.environment.template(named: template)
      .render(context, fragments: nil, recorder: reader, into: &output)
    return output.bytes
  }

  /// A text of the theme; the key itself where the theme lacks it.
  public func text(
    _ key: String, language: String, count: Int? = nil, _ parameters: [(String, String)] = []
  ) -> String {
    site.model.theme.translations.text(key, language: known(language).code, count: count, parameters: parameters) ?? key
  }

  /// The address of a path in a language, below the path of the base URL: `/en/-/account`.
  public func address(_ path: String, in language: String) -> String {
    site.model.links.address(path, in: known(language))
  }

  /// What stands before the paths of a language: empty for the main one, `/en` for others.
  public func prefix(of language: String) -> String { site.model.links.prefix(of: known(language)) }

  /// The language that somebody is best answered in, by the header `Accept-Language` (RFC 9110 §12.5.4).
  public func language(preferredIn header: String?) -> String {
    let wanted = (header ?? "").split(separator: ",").map { part -> (code: String, weight: Double) in
      let pieces = part.split(separator: ";").map { $0.filter { $0 != " " } }
      let weight = pieces.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
      return (String(pieces.first?.prefix { $0 != "-" } ?? "").lowercased(), weight ?? 1)
    }
    let best = wanted.filter { $0.weight > 0 && languages.contains($0.code) }.max { $0.weight < $1.weight }
    return best?.code ?? known("").code
  }

  /// A moment in the site's time zone, for the filter `date`.
  ///
  /// - Parameter seconds: since 1970-01-01 00:00 UTC.
  public func moment(_ seconds: Int) -> Value { .object(DateObject(.moment(settings.timeZone.moment(at: seconds)))) }

  private var settings: SiteSettings { site.model.library.settings }

  /// The language of a code, or the main one.
  public func known(_ code: String) -> Language {
    settings.languages.first { $0.code == code } ?? settings.mainLanguage
  }
}

extension ServicePages {
  /// An entry that has a page of its own.
  public struct PublishedEntry: Sendable, Equatable {
    public var slug: String
    public var title: String
    /// As links on the site write it.
    public var address: String
  }

  /// The entry of a kind and slug; nil when there is none, or it has no page.
  public func entry(_ address: EntryAddress, in language: String) -> PublishedEntry? {
    site.model.library.entry(address).flatMap { published($0, in: known(language)) }
  }

  /// All entries of a kind that have pages, in the order of their slugs.
  public func entries(ofKind name: String, in language: String) -> [PublishedEntry] {
    guard let kind = site.model.library.kind(named: name) else { return [] }
    return site.model.library.entries.filter { $0.kind == kind.id }.compactMap { published($0.id, in: known(language)) }
  }

  private func published(_ id: EntryID, in language: Language) -> PublishedEntry? {
    let entry = site.model.library[id]
    return site.model.links.sharedPath(of: entry).map {
      PublishedEntry(
        slug: entry.slug, title: entry[language].title, address: site.model.links.address($0, in: language))
    }
  }
}
