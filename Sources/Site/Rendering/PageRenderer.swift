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
  private let shared: [Language: [(String, Value)]]

  init(_ site: SiteModel, environment: Environment, templates: PageTemplates) {
    self.site = site
    self.environment = environment
    self.templates = templates
    shared = Dictionary(
      site.library.settings.languages.map { language in
        (language, [("lang", .string(language.code))] + SiteFunctions(site: site, language: language).all)
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

  private func context(of page: Page, for reader: SiteReader) -> [(String, Value)] {
    var context = shared[page.language] ?? []
    context.append(("site", .object(SiteObject(site: reader, page: page))))
    context.append(("page", .object(PageObject(site: reader, page: page))))
    switch page.subject {
    case .entry(let id), .home(let id?):
      context.append(("entry", .object(EntryObject(site: reader, id: id, language: page.language))))
    case .home(nil):
      context.append(("entry", .none))
    case .list(let list):
      context.append(("list", .object(ListObject(site: reader, page: page, list: list))))
    case .tag(let tag):
      context.append(("tag", reader.tag(tag.slug).map { self.tag($0, page, reader) } ?? .none))
    case .tags:
      context.append(("tags", .list(reader.tags.map { tag($0, page, reader) })))
    case .redirect(let target):
      context.append(("target", .string(site.library.settings.baseURL.path + target)))
    case .notFound: break
    }
    return context
  }

  private func tag(_ use: TagUse, _ page: Page, _ reader: SiteReader) -> Value {
    .object(TagObject(site: reader, use: use, language: page.language))
  }
}
