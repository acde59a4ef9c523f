import Content

/// The menus of a site: what its settings list, then the entries that join a menu by their own `menu` field.
struct SiteMenus: Sendable {
  private var targets: [String: [ResolvedMenuTarget]] = [:]

  init(_ library: Library) {
    for menu in library.menus { targets[menu.name] = menu.items.map(\.target) }
    for (name, entry) in Self.joining(library) { targets[name, default: []].append(.entry(entry)) }
  }

  func targets(of name: String) -> [ResolvedMenuTarget] { targets[name] ?? [] }

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
