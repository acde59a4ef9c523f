/// An entry that gets another slug, and with it another address.
public struct EntryMove: Sendable, Equatable {
  public let kind: String
  /// The folder of the kind's entries.
  let plural: String
  public let from: String
  public let to: String

  public init(of kind: Kind, from: String, to: String) {
    self.kind = kind.name
    plural = kind.plural
    self.from = from
    self.to = to
  }

  /// The way back.
  public var reversed: EntryMove { EntryMove(kind: kind, plural: plural, from: to, to: from) }

  private init(kind: String, plural: String, from: String, to: String) {
    self.kind = kind
    self.plural = plural
    self.from = from
    self.to = to
  }

  /// Whether a text can be the slug of an entry.
  public static func isSlug(_ text: String) -> Bool {
    Name.isSlug(text) && text != "index" && text.utf8.count <= 100
  }

  /// Where a file of the entry goes; nil for the file of another.
  ///
  /// Paths are relative to `content/`.
  public func path(of old: String) -> String? {
    var parts = old.split(separator: "/").map(String.init)
    // What was said about it goes with it.
    if parts.count == 4, parts[0] == CommentPath.folder, parts[1] == kind, parts[2] == from {
      parts[2] = to
      return parts.joined(separator: "/")
    }
    guard parts.count > 1, parts[0] == plural else { return nil }
    if parts.count > 2, parts[1] == from {
      parts[1] = to
    } else if parts.count == 2, parts[1].hasPrefix(from + "."), old.hasSuffix(".md") || old.hasSuffix(".yaml") {
      parts[1] = to + parts[1].dropFirst(from.count)
    } else {
      return nil
    }
    return parts.joined(separator: "/")
  }

  /// A file of the entry that also says where its page was; others of the entry stay as they are.
  ///
  /// What the page of a language was that has no file of its own, the main one says.
  public func withAliases(_ path: String, _ bytes: [UInt8], in tree: ContentTree) throws(EditError) -> [UInt8] {
    guard let entry = tree.entry(EntryAddress(kind: kind, slug: from)),
      let variant = entry.variants.first(where: { $0.path == path })
    else { return bytes }
    let kind = tree.kinds[entry.kind.index]
    let isMain = variant.path == entry.main.path
    let languages = tree.settings.languages.filter { language in
      language == variant.language || (isMain && !entry.isWritten(in: language))
    }
    let old = languages.compactMap { tree.pagePath(of: entry, in: $0) }
    let new = Set(tree.settings.languages.map { tree.prefix(of: $0) + kind.url.path(slug: to) })
    let document = try EntryDocument(path: path, bytes: bytes)
    let written: [WrittenValue] =
      switch document.fields["aliases"] {
      case .list(let items)?: items
      case .nothing?, nil: []
      case let one?: [one]
      }
    // The page may come back to where it was once.
    let kept = written.filter { item in
      if case .text(let text) = item { !new.contains(AliasPath.read(text) ?? text) } else { true }
    }
    let known = kept.map { item in if case .text(let text) = item { AliasPath.read(text) ?? text } else { "" } }
    let wanted = kept + old.filter { !known.contains($0) && !new.contains($0) }.map(WrittenValue.text)
    guard wanted != written else { return bytes }
    var edit = EntryEdit()
    if wanted.isEmpty {
      edit.remove(ValuePath(field: "aliases"))
    } else {
      edit.set(ValuePath(field: "aliases"), to: .list(wanted))
    }
    return try edit.applied(to: document, of: kind)
  }
}

extension ContentTree {
  /// The entry of a kind and slug, also one that the public does not see.
  public func entry(_ address: EntryAddress) -> Entry? {
    kinds.first { $0.name == address.kind }.flatMap { context.entry(address.slug, of: $0.id) }.map { entries[$0.index] }
  }
}
