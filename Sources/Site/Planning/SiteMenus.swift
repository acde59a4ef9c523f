import Content

/// The menus of a site in one language: what its settings list, then the entries that join by their own `menu` field.
struct SiteMenus: Sendable {
  struct Item: Sendable {
    var label: String
    /// Nil where what it leads to has no page.
    var permalink: String?
  }

  /// In the order of the settings.
  let names: [String]
  private var items: [String: [Item]] = [:]

  init(_ library: Library, links: Permalinks, language: Language) {
    names = library.menus.map(\.name)
    for menu in library.menus {
      items[menu.name] = menu.items.map { Item($0.target, library, links, language) }
    }
    for (name, entry) in Self.joining(library) {
      items[name, default: []].append(Item(.entry(entry), library, links, language))
    }
  }

  func items(of name: String) -> [Item] { items[name] ?? [] }

  /// The entries with a `menu` field, by their `order` field, then by title.
  private static func joining(_ library: Library) -> [(menu: String, entry: EntryID)] {
    let found = library.entries.compactMap { entry -> (menu: String, order: Int, entry: Entry)? in
      guard let menu = menu(of: entry, in: library) else { return nil }
      return (menu, order(of: entry, in: library) ?? .max, entry)
    }
    return found.sorted { ($0.order, $0.entry.title, $0.entry.id) < ($1.order, $1.entry.title, $1.entry.id) }
      .map { ($0.menu, $0.entry.id) }
  }

  private static func menu(of entry: Entry, in library: Library) -> String? {
    guard let field = library[entry.kind].fields["menu"] else { return nil }
    switch entry.main.values[field.index] {
    case .choice(let index)?: return field.choices[index].name
    case .text(let name)?: return name
    default: return nil
    }
  }

  private static func order(of entry: Entry, in library: Library) -> Int? {
    guard let field = library[entry.kind].fields["order"], case .integer(let order)? = entry.main.values[field.index]
    else { return nil }
    return order
  }
}

extension SiteMenus.Item {
  fileprivate init(_ target: ResolvedMenuTarget, _ library: Library, _ links: Permalinks, _ language: Language) {
    switch target {
    case .kind(let id):
      label = library[id].labels.plural.text(in: language)
      permalink = links.sharedPath(ofListOf: library[id]).map { links.address($0, in: language) }
    case .entry(let id):
      label = library[id][language].title
      permalink = links.sharedPath(of: library[id]).map { links.address($0, in: language) }
    case .link(let text, let url):
      label = text.text(in: language)
      permalink = url.hasPrefix("/") ? links.address(url, in: language) : url
    }
  }
}
