public import Content

extension ServicePages {
  /// What stands at the addresses that an entry would have.
  public struct AddressUse: Sendable, Equatable {
    /// Whether another page is there, or another page's older address.
    public var isTaken = false
    /// Older addresses of what is gone, which `aliases.yaml` would no longer need.
    public var freed: Set<String> = []
  }

  /// Whether an entry could have a slug, in all languages.
  ///
  /// - Parameter entry: whose own older addresses are free for itself; nil for a new entry.
  public func addressUse(of kind: Kind, slug: String, by entry: Entry?) -> AddressUse {
    var use = AddressUse()
    guard kind.hasPages else { return use }
    let own = Set(entry?.variants.flatMap(\.aliases).map(\.value) ?? [])
    let gone = Set(library.aliases.map(\.address.value))
    for language in library.settings.languages {
      let path = tree.prefix(of: language) + kind.url.path(slug: slug)
      guard let page = site.model.plan.page(at: path) else { continue }
      switch page.subject {
      case .redirect where own.contains(path): continue
      case .redirect where gone.contains(path): use.freed.insert(path)
      default: use.isTaken = true
      }
    }
    return use
  }
}
