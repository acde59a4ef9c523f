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
    let folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return nil }
    defer { close(folder) }
    let loader = EntryLoader(
      kinds: kinds, context: context, folder: folder, displayPrefix: displayPrefix, start: FileStamp.now, trace: nil,
      remembered: nil)
    var changed: [Entry] = []
    for id in ids {
      let known = entries[id.index]
      let read = loader.load(EntrySource(known), id: id).entry
      guard read.isClean, known.isClean else { return nil }
      changed.append(read)
    }
    var tree = self
    tree.entries = entries.replacing(changed)
    return (tree, changed)
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
