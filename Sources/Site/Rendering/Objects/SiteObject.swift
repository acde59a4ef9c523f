import Content
import Templates

/// `site` in templates, as seen from one page.
struct SiteObject: RecordObject {
  let site: SiteReader
  let page: Page

  private var settings: SiteSettings { site.settings }

  static let members = MemberTable<Self>([
    "title": { .string($0.settings.title.text(in: $0.page.language)) },
    "description": { .string($0.settings.description?.text(in: $0.page.language) ?? "") },
    "base_url": { .string($0.settings.baseURL.description) },
    "languages": { .list($0.settings.languages.map { .string($0.code) }) },
    "tags": {
      Value(!$0.site.hasTags ? nil : $0.site.links.address("/tags/", in: $0.page.language))
    },
    "home": { .string($0.site.links.address("/", in: $0.page.language)) },
    "kinds": { view in
      .list(
        view.site.kinds.map { .object(KindObject(site: view.site, id: $0.id, language: view.page.language)) })
    },
    "members": { view in
      Value(view.settings.hasMembers ? view.site.links.address("/-/", in: view.page.language) : nil)
    },
    "menus": { .object(MenusObject(site: $0.site, page: $0.page)) },
    "params": { .object(ParamsObject(params: $0.settings.params)) },
    "now": { .object($0.site.now) },
  ])
}

/// `site.menus`: every menu has a name; one that nobody filled is empty.
struct MenusObject: TemplateObject {
  let site: SiteReader
  let page: Page

  private var menus: SiteMenus? { site.menus(in: page.language) }

  func member(_ name: Symbol) -> Value? {
    let address = site.links.address(page.sharedPath, in: page.language)
    let home = site.links.address("/", in: page.language)
    let items = menus?.items(of: name.name) ?? []
    return .list(items.map { .object(MenuItemObject(item: $0, pageAddress: address, home: home)) })
  }

  var memberNames: [String] { menus?.names ?? [] }
}

/// An item of a menu.
struct MenuItemObject: RecordObject {
  let item: SiteMenus.Item
  let pageAddress: String
  let home: String

  static let members = MemberTable<Self>([
    "label": { .string($0.item.label) },
    "permalink": { Value($0.item.permalink) },
    "current": { .bool($0.item.permalink == $0.pageAddress) },
    "ancestor": { .bool($0.isAncestor) },
    "external": { .bool($0.item.permalink.map { !$0.hasPrefix("/") } ?? false) },
  ])

  /// Whether the page lies below the item's; everything lies below the home page, which says nothing.
  private var isAncestor: Bool {
    guard let permalink = item.permalink, permalink.utf8.last == UInt8(ascii: "/"), permalink != home else {
      return false
    }
    return pageAddress.hasPrefix(permalink) && pageAddress != permalink
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
