import Content
import Diagnostics
import Templates

/// Renders pages from a complete model; shared by all threads.
struct PageRenderer: Sendable {
  let site: SiteModel
  let environment: Environment
  let templates: PageTemplates
  private let fragments = FragmentCache()
  /// What is the same on every page of a language.
  private let shared: [Language: RenderContext]

  /// Interned once, since every page has them.
  private enum Names {
    static let site: Symbol = "site"
    static let page: Symbol = "page"
    static let entry: Symbol = "entry"
    static let list: Symbol = "list"
    static let tag: Symbol = "tag"
    static let tags: Symbol = "tags"
    static let target: Symbol = "target"
  }

  init(_ site: SiteModel, environment: Environment, templates: PageTemplates) {
    self.site = site
    self.environment = environment
    self.templates = templates
    shared = Dictionary(
      site.library.settings.languages.map { language -> (Language, RenderContext) in
        let functions = SiteFunctions(site: site, language: language).all
        return (language, RenderContext([("lang", .string(language.code))] + functions))
      }
    ) { first, _ in first }
  }

  /// Writes a page into `output`, which is emptied first.
  func render(_ page: Page, for reader: SiteReader, into output: inout OutputBuffer) throws(TemplateFailure) {
    output.removeAll()
    guard let name = templates.name(for: page, in: site.library) else { return }
    let template = try environment.template(named: name)
    try template.render(context(of: page, for: reader), fragments: fragments, recorder: reader, into: &output)
  }

  func context(of page: Page, for reader: SiteReader) -> RenderContext {
    var context = shared[page.language] ?? RenderContext()
    context[Names.site] = .object(SiteObject(site: reader, page: page))
    context[Names.page] = .object(PageObject(site: reader, page: page))
    switch page.subject {
    case .entry(let id), .home(let id?):
      context[Names.entry] = .object(EntryObject(site: reader, id: id, language: page.language))
    case .home(nil): context[Names.entry] = Value.none
    case .list(let list): context[Names.list] = .object(ListObject(site: reader, page: page, list: list))
    case .tag(let tag): context[Names.tag] = reader.tag(tag.slug).map { self.tag($0, page, reader) } ?? Value.none
    case .tags: context[Names.tags] = .list(reader.tags.map { tag($0, page, reader) })
    case .redirect(let target): context[Names.target] = .string(site.library.settings.baseURL.path + target)
    case .notFound, .service: break
    }
    return context
  }

  private func tag(_ use: TagUse, _ page: Page, _ reader: SiteReader) -> Value {
    .object(TagObject(site: reader, use: use, language: page.language))
  }
}
