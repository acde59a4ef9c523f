import Diagnostics

/// A menu item, a home page or an alias that names an entry which does not exist.
enum UnknownMenuEntry {
  static func diagnostics(of settings: SiteSettings, in context: ReadingContext) -> [Diagnostic] {
    let items = settings.menus.flatMap(\.items).compactMap { item -> Located<EntryAddress>? in
      guard case .entry(let address) = item.target else { return nil }
      return Located(address, at: item.location)
    }
    return (items + [settings.home].compactMap(\.self)).compactMap { diagnostic($0, in: context) }
  }

  static func diagnostic(_ address: Located<EntryAddress>, in context: ReadingContext) -> Diagnostic? {
    let name = address.value.kind
    guard let kind = context.kind(named: name) else {
      return .error(
        "unknown-kind", at: address.location, "'\(name)' is no kind of this site",
        suggestion: nearestName(to: name, among: context.kindNames))
    }
    let slug = address.value.slug
    guard context.entry(slug, of: kind) == nil else { return nil }
    return .error(
      "unknown-reference", at: address.location, "'\(slug)' is no entry of kind '\(name)'",
      suggestion: nearestName(to: slug, among: context.slugs[kind.index].keys).map { "\(name):\($0)" })
  }
}
