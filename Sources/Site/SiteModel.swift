import Content
import Diagnostics
import Templates

/// Everything that a page can show, complete before the first page is rendered and never changed after.
final class SiteModel: Sendable {
  let library: Library
  let links: Permalinks
  let plan: SitePlan
  let bodies: Bodies
  let files: PublishedFiles
  let theme: Theme
  let facts: FactTable
  let menus: [Language: SiteMenus]
  /// The address of an asset by its name.
  let assetAddresses: [String: String]
  /// By entry, a fingerprint of its kind and slug.
  let addressPrints: [Fingerprint]
  let comments: CommentTexts
  private let kinds: [KindMembers]

  init(
    library: Library, links: Permalinks, plan: SitePlan, bodies: Bodies, files: PublishedFiles, theme: Theme,
    facts: FactTable
  ) {
    self.library = library
    self.links = links
    self.plan = plan
    self.bodies = bodies
    self.files = files
    self.theme = theme
    self.facts = facts
    addressPrints = Self.addressPrints(of: library)
    menus = Dictionary(
      library.settings.languages.map { ($0, SiteMenus(library, links: links, language: $0)) }
    ) { first, _ in first }
    let basePath = library.settings.baseURL.path
    assetAddresses = Dictionary(
      theme.assets.map { ($0.name, "\(basePath)/\(PercentEncoding.path($0.outputPath))\($0.query)") }
    ) { first, _ in first }
    kinds = library.kinds.map(KindMembers.init)
    comments = CommentTexts(bodies.context)
  }

  /// The same site with another library, in which the texts of some entries differ.
  convenience init(_ library: Library, like other: SiteModel) {
    self.init(library, Permalinks(library: library), other.plan, other.addressPrints, like: other)
  }

  /// The same site with another library, which has one entry more, and perhaps tags of its own; nil where another page
  /// has one of their addresses.
  convenience init?(_ library: Library, adding entry: Entry, like other: SiteModel) {
    let links = Permalinks(library: library)
    let tags = library.tags.filter { other.library.tag($0.tag.slug) == nil }
    guard let plan = other.plan.adding(entry, tags, of: library, links: links) else { return nil }
    let print = Self.addressPrint(of: entry, in: library)
    self.init(library, links, plan, other.addressPrints + [print], like: other)
  }

  private init(
    _ library: Library, _ links: Permalinks, _ plan: SitePlan, _ addressPrints: [Fingerprint], like other: SiteModel
  ) {
    self.library = library
    self.links = links
    self.plan = plan
    self.addressPrints = addressPrints
    files = other.files
    theme = other.theme
    facts = other.facts
    menus = other.menus
    assetAddresses = other.assetAddresses
    kinds = other.kinds
    bodies = Bodies(
      BodyContext(
        library: library, links: links, plan: plan, files: files, translations: theme.translations, facts: facts))
    comments = CommentTexts(bodies.context)
  }

  /// What names mean on the entries of a kind.
  func kind(_ id: KindID) -> KindMembers { kinds[id.index] }
}

/// The names that templates may use on the entries of a kind.
struct KindMembers: Sendable {
  let members: SymbolMap<EntryMember>
  let memberNames: [String]

  /// Fields go before inverses, and both before what every entry has.
  init(_ kind: Kind) {
    var named = kind.fields.map { ($0.name, EntryMember.field($0.index)) }
    // An empty title or summary field must not hide the slug or the beginning of the text.
    named.removeAll { $0.0 == "title" || $0.0 == "summary" }
    named += kind.inverses.enumerated().map { ($1.name, .inverse($0)) }
    named += EntryObject.properties.map { ($0.key, .property($0.value)) }
    members = SymbolMap(named.map { (Symbol($0.0), $0.1) })
    memberNames = named.map(\.0)
  }
}
