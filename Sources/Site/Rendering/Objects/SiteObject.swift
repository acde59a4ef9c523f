import Content
import Templates

/// `site` in templates, as seen from one page.
struct SiteObject: RecordObject {
  let site: SiteModel
  let page: Page

  private var settings: SiteSettings { site.library.settings }

  static let members = MemberTable<Self>([
    "title": { .string($0.settings.title.text(in: $0.page.language)) },
    "description": { .string($0.settings.description?.text(in: $0.page.language) ?? "") },
    "base_url": { .string($0.settings.baseURL.description) },
    "languages": { .list($0.settings.languages.map { .string($0.code) }) },
    "tags": {
      Value($0.site.library.tags.isEmpty ? nil : $0.site.links.address("/tags/", in: $0.page.language))
    },
    "home": { .string($0.site.links.address("/", in: $0.page.language)) },
    "kinds": { view in
      .list(
        view.site.library.kinds.map { .object(KindObject(site: view.site, kind: $0, language: view.page.language)) })
    },
    "menus": { .object(MenusObject(site: $0.site, page: $0.page)) },
    "params": { .object(ParamsObject(params: $0.settings.params)) },
    "now": { .object(DateObject(.moment($0.settings.timeZone.moment(at: $0.site.library.now)))) },
  ])
}

/// `site.menus`: every menu has a name; one that nobody filled is empty.
struct MenusObject: TemplateObject {
  let site: SiteModel
  let page: Page

  func member(_ name: Symbol) -> Value? {
    let targets = site.menus.targets(of: name.name)
    return .list(targets.map { .object(MenuItemObject(site: site, page: page, target: $0)) })
  }

  var memberNames: [String] { site.library.menus.map(\.name) }
}

/// An item of a menu.
struct MenuItemObject: RecordObject {
  let site: SiteModel
  let page: Page
  let target: ResolvedMenuTarget

  static let members = MemberTable<Self>([
    "label": { .string($0.label) },
    "permalink": { Value($0.permalink) },
    "current": { .bool($0.permalink == $0.pageAddress) },
    "ancestor": { .bool($0.isAncestor) },
    "external": { .bool($0.permalink.map { !$0.hasPrefix("/") } ?? false) },
  ])

  private var label: String {
    switch target {
    case .kind(let id): site.library[id].labels.plural.text(in: page.language)
    case .entry(let id): site.library[id].variant(in: page.language).title
    case .link(let label, _): label.text(in: page.language)
    }
  }

  private var permalink: String? {
    switch target {
    case .kind(let id): sharedAddress(site.links.sharedPath(ofListOf: site.library[id]))
    case .entry(let id): sharedAddress(site.links.sharedPath(of: site.library[id]))
    case .link(_, let url): url.hasPrefix("/") ? sharedAddress(url) : url
    }
  }

  private var pageAddress: String { site.links.address(page.sharedPath, in: page.language) }

  private var isAncestor: Bool {
    guard let permalink, permalink.hasSuffix("/"), permalink != site.links.address("/", in: page.language) else {
      return false
    }
    return pageAddress.hasPrefix(permalink) && pageAddress != permalink
  }

  private func sharedAddress(_ path: String?) -> String? {
    path.map { site.links.address($0, in: page.language) }
  }
}

/// `site.params`, and what is nested in it.
struct ParamsObject: TemplateObject {
  let params: [(key: String, value: SettingsValue)]

  func member(_ name: Symbol) -> Value? {
    let key = name.name
    return params.first { $0.key == key }.map { Self.value($0.value) }
  }

  var memberNames: [String] { params.map(\.key) }
  var isMapping: Bool { true }
  var elements: [Value]? { params.map { .string($0.key) } }

  private static func value(_ value: SettingsValue) -> Value {
    switch value {
    case .text(let text): .string(text)
    case .list(let items): .list(items.map(Self.value))
    case .mapping(let pairs): .object(ParamsObject(params: pairs))
    }
  }
}
