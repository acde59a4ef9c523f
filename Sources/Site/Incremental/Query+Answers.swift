import Content
import Diagnostics
import Markup

extension Query {
  /// A fingerprint of what the site says; the same for two builds whose answers are the same.
  func answer(in site: SiteModel) -> Fingerprint {
    var print = Fingerprint()
    switch self {
    case .template(let name):
      guard let source = site.theme.templates[name] else { return .nothing }
      print.add(source.path)
      print.add(source.bytes)
    case .asset(let name):
      guard let address = site.assetAddresses[name] else { return .nothing }
      print.add(address)
    case .file(let path): return site.files.print(of: path)
    case .entries(let kind, let sort, let limit, let language):
      for id in site.entries(ofKind: kind, sort: sort, limit: limit, language: language) ?? [] {
        print.add(site.addressPrint(of: id))
      }
    case .count(let kind):
      print.add(site.library.kind(named: kind).map { site.library.count(of: $0.id) } ?? -1)
    case .facets(let kind, let language):
      for facet in site.lists(ofKind: kind, language: language)?.facets ?? [] { print.add(facet, in: site) }
    case .tagFacet(let kind, let tag, let language):
      guard let path = site.facetPath(ofKind: kind, tag: tag, language: language) else { return .nothing }
      print.add(path)
    case .tagLabel(let slug):
      guard let tag = site.library.tag(slug)?.tag else { return .nothing }
      print.add(tag.label)
    case .taggedEntries(let slug):
      for id in site.library.tag(slug)?.entries ?? [] { print.add(site.addressPrint(of: id)) }
    case .tags:
      for use in site.library.tags { print.add(use.tag.slug) }
    case .hasTags: print.add(site.library.tags.isEmpty ? 0 : 1)
    case .menus(let language):
      guard let menus = Language(code: language).flatMap({ site.menus[$0] }) else { return .nothing }
      print.add(menus)
    case .entry(let address):
      guard let id = EntryAddress(address).flatMap(site.library.entry) else { return .nothing }
      print.add(site.addressPrint(of: id))
    case .link(let destination, let folder, let language):
      guard let resolver = site.links(from: folder, language: language) else { return .nothing }
      print.add(resolver.link(destination))
    case .image(let destination, let folder, let language):
      guard let resolver = site.links(from: folder, language: language) else { return .nothing }
      // What the file holds is asked by its path.
      if case .found(let file) = resolver.imageFile(destination) { print.add(file.path) }
    case .missingText(let key): print.add(site.theme.translations.reading(of: key).group ?? -1)
    case .addresses: print.add(site.addresses)
    case .thread(let address):
      guard let thread = EntryAddress(address).flatMap({ site.library.threads[$0] }) else { return .nothing }
      print.add(thread.print)
    }
    return print
  }

  /// Whether the answer follows from the addresses of all pages and the names of all files.
  var isAboutAddresses: Bool {
    switch self {
    case .link, .image: true
    default: false
    }
  }
}

extension Fingerprint {
  /// For what is not there.
  static let nothing = Fingerprint(value: 0)

  mutating func add(_ stamp: FileStamp) {
    add(stamp.size)
    add(stamp.inode)
    add(stamp.modified)
    add(stamp.changed)
  }

  fileprivate mutating func add(_ facet: KindLists.Facet, in site: SiteModel) {
    add(facet.field)
    for (value, path) in zip(facet.values, facet.firstPaths) {
      add(value.facet.slug)
      add(value.facet.label)
      add(value.facet.entry.map { site.addressPrint(of: $0) } ?? .nothing)
      add(value.entries.count)
      add(path)
    }
  }

  fileprivate mutating func add(_ menus: SiteMenus) {
    for name in menus.names {
      add(name)
      for item in menus.items(of: name) {
        add(item.label)
        add(item.permalink ?? "")
      }
    }
  }

  fileprivate mutating func add(_ resolution: LinkResolution) {
    switch resolution {
    case .url(let url, let isExternal):
      add(url)
      add(isExternal ? 1 : 0)
    case .leftOut: add(2)
    case .broken: break
    }
  }
}
