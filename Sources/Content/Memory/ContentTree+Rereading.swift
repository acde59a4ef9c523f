import Diagnostics
import Glibc

extension ContentTree {
  /// Whether all entries may be built, with all their fields, so that they have the same ids in a library.
  public func isWhole(in library: Library) -> Bool {
    entries.count == library.entries.count && library.omitted.isEmpty && kinds.allSatisfy(\.fields.isPublic)
  }

  /// Reads the files of some entries again, and nothing else.
  ///
  /// Nil when something else than the text below the front matter has changed, or there is something to say about it.
  public func rereadingTexts(of ids: [EntryID]) -> (tree: ContentTree, changed: [Entry])? {
    guard let (tree, changed) = rereading(ids),
      changed.allSatisfy({ $0.differsInTextOnly(from: entries[$0.id.index]) })
    else { return nil }
    return (tree, changed)
  }

  /// Reads the files of some entries again, which the tree has already.
  ///
  /// Nil when there was or is something to say about one of them.
  public func rereading(_ addresses: [EntryAddress]) -> (tree: ContentTree, changed: [Entry])? {
    let ids = addresses.compactMap { address in
      kinds.first { $0.name == address.kind }.flatMap { context.entry(address.slug, of: $0.id) }
    }
    return ids.count == addresses.count ? rereading(ids) : nil
  }

  private func rereading(_ ids: [EntryID]) -> (tree: ContentTree, changed: [Entry])? {
    let sources = ids.map { (EntrySource(entries[$0.index]), $0) }
    guard ids.allSatisfy({ entries[$0.index].isClean }), let changed = read(sources, in: context) else { return nil }
    var tree = self
    tree.entries = entries.replacing(changed)
    return (tree, changed)
  }

  /// The tree with one more entry, whose file has come into it; its id is after all others, whatever its slug.
  ///
  /// Nil where the file is no whole entry of its own, or there is something to say about it.
  ///
  /// - Parameter path: relative to `content/`.
  public func adding(_ path: String) -> (tree: ContentTree, added: Entry)? {
    guard !files.contains(path) else { return nil }
    let finding = CandidateFinding(EntryCandidate(path: path, bytes: []), in: self)
    let file = SourceFile(path: displayPrefix + path, bytes: [])
    guard let (_, source) = finding.source, source.files.count == 1, finding.diagnostics(of: file).isEmpty,
      context.entry(source.slug, of: source.kind) == nil,
      let added = read([(source, EntryID(index: entries.count))], in: finding.context)?.first
    else { return nil }
    let tree = ContentTree(
      folder: folder, settings: settings, kinds: kinds, entries: entries + [added], aliases: aliases, threads: threads,
      files: finding.context.files, rules: rules, diagnostics: diagnostics, context: finding.context,
      displayPrefix: displayPrefix)
    return (tree, added)
  }

  /// Nil when there is something to say about one of them.
  private func read(_ sources: [(EntrySource, EntryID)], in context: ReadingContext) -> [Entry]? {
    let folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return nil }
    defer { close(folder) }
    let loader = EntryLoader(
      kinds: kinds, context: context, folder: folder, displayPrefix: displayPrefix, start: FileStamp.now, trace: nil,
      remembered: nil)
    let entries = sources.map { loader.load($0, id: $1).entry }
    return entries.allSatisfy(\.isClean) ? entries : nil
  }
}

extension EntrySource {
  /// The files that an entry was read from.
  fileprivate init(_ entry: Entry) {
    self.init(
      kind: entry.kind, slug: entry.slug,
      files: entry.variants.map { File(language: $0.language, path: $0.path, folder: $0.folder) })
  }
}

extension Entry {
  fileprivate func differsInTextOnly(from other: Entry) -> Bool {
    variants.count == other.variants.count
      && zip(variants, other.variants).allSatisfy { $0.version.fields == $1.version.fields }
  }
}
