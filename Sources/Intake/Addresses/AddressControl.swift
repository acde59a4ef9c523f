import Content
import Git
import Site
import Templates

/// The part of an entry's form that changes its address.
extension Intake {
  /// What templates see of it; nothing for a new entry, and for one whose page has no address of its own.
  func addressControl(_ form: ShownForm, _ target: EntryTarget, _ visit: Visit) -> Value {
    guard let entry = target.entry, hasAddress(entry, target.kind) else { return .none }
    let marker = "{slug}"
    let whole = pages.site.address(target.kind.url.path(slug: marker), in: visit.language)
    let parts = whole.split(separator: marker, omittingEmptySubsequences: false).map(String.init)
    let errors = form.mistakes.filter { $0.path == ShownForm.slugName }.map { Value.string($0.text) }
    let slug = form.newSlug ?? entry.slug
    return .dictionary([
      ("before", .string(parts.first ?? "")), ("after", .string(parts.last ?? "")), ("value", .string(slug)),
      ("errors", .list(errors)), ("open", .bool(slug != entry.slug || !errors.isEmpty)),
    ])
  }

  private func hasAddress(_ entry: Entry, _ kind: Kind) -> Bool {
    let tree = pages.site.tree
    let own = tree.entry(EntryAddress(kind: kind.name, slug: entry.slug))
    return own.map { tree.pagePath(of: $0, in: tree.settings.mainLanguage) != nil } ?? false
  }

  /// The move that a form asks for; nil for none, and with a word in the form where it cannot be.
  func requestedMove(
    _ form: inout ShownForm, _ target: EntryTarget, _ content: ContentRepository, at head: ObjectID, _ visit: Visit
  ) async throws(GitError) -> EntryMove? {
    guard let entry = target.entry, let slug = form.newSlug, !slug.isEmpty, slug != entry.slug,
      hasAddress(entry, target.kind)
    else { return nil }
    guard EntryMove.isSlug(slug) else {
      form.refuse(ShownForm.slugName, pages.site.text("mistake_slug", language: visit.language))
      return nil
    }
    let isTaken = pages.site.addressUse(of: target.kind, slug: slug, by: entry).isTaken
    guard !isTaken, try await isFree(slug, target.kind, content, at: head) else {
      form.refuse(ShownForm.slugName, pages.site.text("mistake_slug_taken", language: visit.language))
      return nil
    }
    return EntryMove(of: target.kind, from: entry.slug, to: slug)
  }

  /// Whether nothing of this name lies in the folder of a kind, entry or not.
  func isFree(
    _ slug: String, _ kind: Kind, _ content: ContentRepository, at head: ObjectID
  ) async throws(GitError) -> Bool {
    guard pages.site.tree.entry(EntryAddress(kind: kind.name, slug: slug)) == nil else { return false }
    let files = try await content.repository.files(under: content.full(kind.plural), at: head)
    let prefix = content.full(kind.plural) + "/"
    return !files.contains { file in
      let rest = file.path.dropFirst(prefix.count)
      return rest.hasPrefix(slug + "/") || (rest.hasPrefix(slug + ".") && !rest.contains("/") && Self.isText(file.path))
    }
  }

  /// Why an entry can neither move nor go, for people.
  func mentionText(_ mention: LastingMention, _ visit: Visit) -> String {
    let site = pages.site
    let entry = site.tree.entries.first { $0.variants.contains { $0.path == mention.path } }
    let title = entry.map { $0[site.known(visit.language)].title } ?? mention.path
    return site.text("mistake_mentioned", language: visit.language, [("title", title), ("path", mention.path)])
  }

  static func isText(_ path: String) -> Bool { path.hasSuffix(".md") || path.hasSuffix(".yaml") }
}
