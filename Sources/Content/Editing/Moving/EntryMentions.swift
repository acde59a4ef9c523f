import Diagnostics
import Markup

/// Where the files of a tree mention an entry, and how they say it once the entry is moved or gone.
///
/// References and links follow, and of all other bytes nothing changes. Who refers to an entry that is gone no longer does;
/// links to it lead to where its page was, which `aliases.yaml` leads on from.
public struct EntryMentions: Sendable {
  private let tree: ContentTree
  private let entry: Entry
  private let fate: EntryFate
  private let paths: MentionedPaths

  public init(of address: EntryAddress, fate: EntryFate, in tree: ContentTree) throws(LastingMention) {
    guard let kind = tree.kinds.first(where: { $0.name == address.kind }),
      let id = tree.context.entry(address.slug, of: kind.id)
    else { throw LastingMention(path: "") }
    self.tree = tree
    self.fate = fate
    entry = tree.entries[id.index]
    paths = MentionedPaths(kind: kind.name, plural: kind.plural, slug: entry.slug)
    // The usual value of a field is said by many.
    let defaults = tree.kinds.first { $0.fields.names(id) }
    if let defaults { throw LastingMention(path: "kinds/\(defaults.name).yaml") }
  }

  /// The files that may mention the entry, relative to `content/`; those of the entry itself among them.
  public var files: [String] {
    let wanted = entry.slug
    let texts = tree.entries.flatMap(\.variants).filter { variant in
      variant.file.firstRange(of: wanted, in: 0..<variant.file.bytes.count) != nil
        || entry.variants.contains { $0.path == variant.path }
    }
    // These are few and short, and may have changed since the tree was read.
    return texts.map(\.path) + comments + ["site.yaml", SiteAlias.fileName]
  }

  /// Those that the entry's person has written, who keep them where the entry moves.
  private var comments: [String] {
    guard case .moved = fate else { return [] }
    return tree.threads.flatMap(\.comments).filter { $0.author.profile == address }.map(\.path)
  }

  /// A file as it is to be; nil where it mentions the entry nowhere.
  ///
  /// Throws where a mention can't be changed alone, or the file would have a mistake that it had not.
  public func changed(_ path: String, _ bytes: [UInt8]) throws(LastingMention) -> [UInt8]? {
    do throws(NotSurgical) {
      if path == "site.yaml" { return try changedSettings(bytes) }
      if path == SiteAlias.fileName { return try changedAliases(bytes) }
      if let comment = CommentPath.parse(path) { return comment.id == nil ? nil : try changedComment(bytes) }
      return try changedEntry(path, bytes)
    } catch {
      throw LastingMention(path: path)
    }
  }

  private func changedComment(_ bytes: [UInt8]) throws(NotSurgical) -> [UInt8]? {
    guard case .moved(let slug) = fate else { return nil }
    do throws(EditError) {
      return try CommentFile.movingAuthor(of: bytes, from: address, to: slug)
    } catch {
      throw NotSurgical()
    }
  }

  // MARK: Entries

  private func changedEntry(_ path: String, _ bytes: [UInt8]) throws(NotSurgical) -> [UInt8]? {
    guard let (kind, variant) = place(of: path) else { return nil }
    do throws(EditError) {
      let document = try EntryDocument(path: path, bytes: bytes)
      let edit = try mentions(in: document, of: kind, variant)
      guard !edit.isEmpty else { return nil }
      let changed = try edit.applied(to: document, of: kind)
      guard try mentions(in: EntryDocument(path: path, bytes: changed), of: kind, variant).isEmpty else {
        throw EditError.oddlyWritten(field: nil)
      }
      if fate == .gone, hasNewMistakes(path, from: bytes, to: changed) { throw EditError.oddlyWritten(field: nil) }
      return changed
    } catch {
      throw NotSurgical()
    }
  }

  private func mentions(
    in document: EntryDocument, of kind: Kind, _ variant: EntryVariant
  ) throws(EditError) -> EntryEdit {
    let markdown = MarkdownMentions(
      paths: paths, fate: fate, folder: variant.folder, address: tree.pagePath(of: entry, in: variant.language))
    var mentions = FieldMentions(kinds: tree.kinds, markdown)
    do throws(NotSurgical) {
      try mentions.collect(document, of: kind)
    } catch {
      throw .oddlyWritten(field: nil)
    }
    return mentions.edit
  }

  private func hasNewMistakes(_ path: String, from old: [UInt8], to new: [UInt8]) -> Bool {
    func mistakes(_ bytes: [UInt8]) -> Int {
      tree.problems(in: EntryCandidate(path: path, bytes: bytes)).count { $0.diagnostic.isError }
    }
    return mistakes(new) > mistakes(old)
  }

  private func place(of path: String) -> (Kind, EntryVariant)? {
    for entry in tree.entries {
      if let variant = entry.variants.first(where: { $0.path == path }) {
        return (tree.kinds[entry.kind.index], variant)
      }
    }
    return nil
  }

  // MARK: Settings and aliases

  private var address: EntryAddress { EntryAddress(kind: paths.kind, slug: paths.slug) }

  private static func places(of address: EntryAddress, in settings: SiteSettings) -> [Range<Int>] {
    let items = settings.menus.flatMap(\.items).filter { item in
      if case .entry(address) = item.target { true } else { false }
    }
    let home = settings.home.flatMap { $0.value == address ? $0.location.range : nil }
    return (items.compactMap(\.location.range) + [home].compactMap(\.self))
  }

  private func changedSettings(_ bytes: [UInt8]) throws(NotSurgical) -> [UInt8]? {
    func settings(_ bytes: [UInt8]) -> SiteSettings {
      var ignored: [Diagnostic] = []
      return SettingsLoader.load(
        SourceFile(path: "site.yaml", bytes: bytes), kindNames: tree.kinds.map(\.name), into: &ignored)
    }
    let file = SourceFile(path: "site.yaml", bytes: bytes)
    let places = Self.places(of: address, in: settings(bytes))
    guard !places.isEmpty else { return nil }
    guard case .moved(let slug) = fate else { throw NotSurgical() }
    var splices: [Splice] = []
    for place in places {
      guard let range = file.firstRange(of: "\(address)", in: place) else { throw NotSurgical() }
      splices.append(Splice(range, "\(address.kind):\(slug)"))
    }
    let changed = try bytes.applying(splices)
    let new = EntryAddress(kind: address.kind, slug: slug)
    guard Self.places(of: new, in: settings(changed)).count >= places.count,
      Self.places(of: address, in: settings(changed)).isEmpty
    else { throw NotSurgical() }
    return changed
  }

  private func changedAliases(_ bytes: [UInt8]) throws(NotSurgical) -> [UInt8]? {
    var edit = EntryEdit()
    do throws(EditError) {
      let document = try EntryDocument(path: SiteAlias.fileName, bytes: bytes)
      for field in document.fields where field.value == .text("\(address)") {
        guard let new = target(of: field.name) else { throw .oddlyWritten(field: field.name) }
        edit.set(ValuePath(field: field.name), to: .text(new))
      }
      return edit.isEmpty ? nil : try edit.applied(to: document)
    } catch {
      throw NotSurgical()
    }
  }

  /// What an old address leads to that led to the entry.
  private func target(of alias: String) -> String? {
    switch fate {
    case .moved(let slug): "\(address.kind):\(slug)"
    case .gone: tree.pagePath(of: entry, in: tree.language(ofPath: alias))
    }
  }
}

extension FieldSet {
  /// Whether a field says an entry where nothing else is said.
  fileprivate func names(_ id: EntryID) -> Bool {
    contains { field in
      let values = field.defaultValue?.items ?? []
      return values.contains { if case .reference(id) = $0 { true } else { false } } || field.group?.names(id) == true
    }
  }
}
