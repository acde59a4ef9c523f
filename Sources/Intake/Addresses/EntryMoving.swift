import Content
import Git
import Site

/// Everything that changes when an entry gets another address, or goes.
extension Intake {
  /// The files of a move: those of the entry, in all languages and with its images, and those that mention it.
  ///
  /// - Parameter main: the entry's main file, with what else the form changes in it.
  func files(
    of move: EntryMove, _ entry: Entry, main: [UInt8], _ content: ContentRepository, at head: ObjectID
  ) async throws -> [String: FileChange] {
    let tree = pages.site.tree
    let address = EntryAddress(kind: move.kind, slug: move.from)
    let mentions = try EntryMentions(of: address, fate: .moved(to: move.to), in: tree)
    var files: [String: FileChange] = [:]
    for path in try await ownFiles(of: entry, move, content, at: head) {
      guard let new = move.path(of: path), let source = try await content.source(path, at: head) else { continue }
      var bytes = path == entry.main.path ? main : source.bytes
      if Self.isText(path) {
        bytes = try mentions.changed(path, bytes) ?? bytes
        if CommentPath.parse(path) == nil { bytes = try move.withAliases(path, bytes, in: tree) }
      }
      files[path] = .delete
      files[new] = .write(bytes)
    }
    try await add(mentions, to: &files, content, at: head)
    if let kind = tree.kinds.first(where: { $0.name == move.kind }) {
      let freed = pages.site.addressUse(of: kind, slug: move.to, by: entry).freed
      try await changeAliases(in: &files, content, at: head, removing: freed)
    }
    return files
  }

  /// The files of a deletion: what mentions the entry no longer does, and its addresses lead to the list of its kind.
  func files(
    ofDeleting entry: Entry, _ kind: Kind, _ content: ContentRepository, at head: ObjectID
  ) async throws -> [String: FileChange] {
    let tree = pages.site.tree
    let address = EntryAddress(kind: kind.name, slug: entry.slug)
    let mentions = try EntryMentions(of: address, fate: .gone, in: tree)
    var files: [String: FileChange] = [:]
    let own = EntryMove(of: kind, from: entry.slug, to: entry.slug)
    for path in try await ownFiles(of: entry, own, content, at: head) { files[path] = .delete }
    try await add(mentions, to: &files, content, at: head)
    guard let whole = tree.entry(address) else { return files }
    let pages = tree.settings.languages.compactMap { language in
      tree.pagePath(of: whole, in: language).map { (address: $0, target: tree.listPath(of: whole.kind, in: language)) }
    }
    let older = whole.variants.flatMap(\.aliases).map { alias in
      (address: alias.value, target: tree.listPath(of: whole.kind, in: tree.language(ofPath: alias.value)))
    }
    try await changeAliases(in: &files, content, at: head, adding: pages + older)
    return files
  }

  /// The files of a new entry, at whose address something may have been once.
  func files(
    adding bytes: [UInt8], at path: String, _ kind: Kind, _ content: ContentRepository, at head: ObjectID
  ) async throws -> [String: FileChange] {
    var files: [String: FileChange] = [path: .write(bytes)]
    let freed = pages.site.addressUse(of: kind, slug: Self.slug(ofPath: path), by: nil).freed
    try await changeAliases(in: &files, content, at: head, removing: freed)
    return files
  }

  /// What belongs to an entry at a revision: its texts, and all of its folder.
  private func ownFiles(
    of entry: Entry, _ move: EntryMove, _ content: ContentRepository, at head: ObjectID
  ) async throws(GitError) -> [String] {
    let folder = entry.main.path.split(separator: "/").dropLast().joined(separator: "/")
    let prefix = content.full("")
    let said = CommentPath.folder(of: EntryAddress(kind: move.kind, slug: move.from))
    let files =
      try await content.repository.files(under: content.full(folder), at: head)
      + content.repository.files(under: content.full(said), at: head)
    return
      files
      .filter { $0.form == .file || $0.form == .executable }
      .map { String($0.path.dropFirst(prefix.count)) }
      .filter { move.path(of: $0) != nil }
  }

  /// Adds the files of others that mention an entry.
  private func add(
    _ mentions: EntryMentions, to files: inout [String: FileChange], _ content: ContentRepository, at head: ObjectID
  ) async throws {
    for path in mentions.files where files[path] == nil {
      guard let source = try await content.source(path, at: head),
        let changed = try mentions.changed(path, source.bytes)
      else { continue }
      files[path] = .write(changed)
    }
  }

  private func changeAliases(
    in files: inout [String: FileChange], _ content: ContentRepository, at head: ObjectID,
    adding added: [(address: String, target: String)] = [], removing removed: Set<String> = []
  ) async throws {
    guard !added.isEmpty || !removed.isEmpty else { return }
    var bytes = try await content.source(SiteAlias.fileName, at: head)?.bytes
    if case .write(let changed)? = files[SiteAlias.fileName] { bytes = changed }
    do throws(EditError) {
      files[SiteAlias.fileName] = .write(try SiteAliasFile.bytes(bytes, adding: added, removing: removed))
    } catch {
      throw LastingMention(path: SiteAlias.fileName)
    }
  }
}
