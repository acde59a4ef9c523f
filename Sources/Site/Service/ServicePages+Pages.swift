public import Content
import Diagnostics

extension ServicePages {
  /// The bytes that the site was read from at a path relative to `content/`, of entries that are left out, too; nil where
  /// it knows of no such entry or comment.
  public func bytes(atPath path: String) -> [UInt8]? {
    if CommentPath.parse(path) != nil { return library.threads.bytes(atPath: path) }
    if let id = library.entry(atPath: path) {
      return library[id].variants.first { $0.path == path }?.file.bytes
    }
    guard library.omits(path: path) else { return nil }
    return tree.entries.lazy.flatMap(\.variants).first { $0.path == path }?.file.bytes
  }

  /// The entry whose older address an entry of this kind and slug would have; nil where nothing of the kind has moved.
  public func entry(formerlyAt address: EntryAddress) -> EntryID? {
    guard let kind = library.kind(named: address.kind), kind.hasPages,
      case .redirect(let target)? = site.model.plan.page(at: kind.url.path(slug: address.slug))?.subject,
      case .entry(let id)? = site.model.plan.page(at: target)?.subject, library[id].kind == kind.id
    else { return nil }
    return id
  }

  /// What a page of the site shows, as far as members can change it.
  public enum PageSubject: Sendable, Equatable {
    case entry(EntryID, language: String)
    case list(KindID, language: String)
  }

  /// What is shown at an address, without scheme and host; nil for pages that nobody can change by a form.
  public func subject(ofPage address: String) -> PageSubject? {
    let base = site.model.library.settings.baseURL.path
    let path = String(address.prefix { $0 != "?" && $0 != "#" })
    guard path.hasPrefix(base), let page = site.model.plan.page(at: String(path.dropFirst(base.utf8.count))) else {
      return nil
    }
    switch page.subject {
    case .entry(let id): return .entry(id, language: page.language.code)
    case .home(let id): return id.map { .entry($0, language: page.language.code) }
    case .list(let list): return .list(list.kind, language: page.language.code)
    case .tag, .tags, .notFound, .redirect, .service: return nil
    }
  }
}
