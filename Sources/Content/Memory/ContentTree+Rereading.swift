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
      guard read.isClean, known.isClean, read.differsInTextOnly(from: known) else { return nil }
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
