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
  func render(_ page: Page, into output: inout OutputBuffer) throws(TemplateFailure) {
    output.removeAll()
    guard let name = templates.name(for: page, in: site.library) else { return }
    let template = try environment.template(named: name)
    try template.render(context(of: page), fragments: fragments, into: &output)
  }

  private func context(of page: Page) -> [(String, Value)] {
    var context = shared[page.language] ?? []
    context.append(("site", .object(SiteObject(site: site, page: page))))
    context.append(("page", .object(PageObject(site: site, page: page))))
    switch page.subject {
    case .entry(let id), .home(let id?):
      context.append(("entry", .object(EntryObject(site: site, id: id, language: page.language))))
    case .home(nil):
      context.append(("entry", .none))
    case .list(let list):
      context.append(("list", .object(ListObject(site: site, page: page, list: list))))
    case .tag(let place):
      context.append(("tag", tag(site.library.tags[place], page)))
    case .tags:
      context.append(("tags", .list(site.library.tags.map { tag($0, page) })))
    case .redirect(let target):
      context.append(("target", .string(site.library.settings.baseURL.path + target)))
    case .notFound: break
    }
    return context
  }

  private func tag(_ use: TagUse, _ page: Page) -> Value {
    .object(TagObject(site: site, use: use, language: page.language))
  }
}
