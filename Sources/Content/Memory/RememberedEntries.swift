/// The entries of an earlier build that are the same in this one.
struct RememberedEntries: Sendable {
  private let memory: ContentMemory
  private let context: ReadingContext
  /// The open folder `content/`.
  private let folder: Int32
  /// By the number of a source, the number of the entry that it was.
  private let earlier: [Int?]
  /// By the number that an entry had, its id now; nil for one that is gone.
  private let ids: [EntryID?]
  private let keepsIDs: Bool
  private let keepsNames: Bool

  /// Nil when the settings or a kind have changed, so that every file may mean something else.
  init?(_ memory: ContentMemory?, sources: [EntrySource], rules: Fingerprint, context: ReadingContext, folder: Int32) {
    guard let memory, memory.rules == rules, memory.kindNames == context.kindNames else { return nil }
    self.memory = memory
    self.context = context
    self.folder = folder
    var earlier = [Int?](repeating: nil, count: sources.count)
    var ids = [EntryID?](repeating: nil, count: memory.entries.count)
    var next = 0
    for (number, source) in sources.enumerated() {
      while next < memory.entries.count, memory.entries[next].comes(before: source) { next += 1 }
      guard next < memory.entries.count, memory.entries[next].isEntry(of: source) else { continue }
      earlier[number] = next
      ids[next] = EntryID(index: number)
    }
    self.earlier = earlier
    self.ids = ids
    keepsIDs = sources.count == memory.entries.count && !ids.contains(nil)
    keepsNames = memory.names == context.files.fingerprint
  }

  /// The entry of a source, if none of its files has changed and all that it refers to is still there.
  func entry(_ number: Int, of source: EntrySource) -> Entry? {
    guard let index = earlier[number] else { return nil }
    let known = memory.entries[index]
    guard known.isClean, isUnchanged(known, source) else { return nil }
    if keepsIDs && keepsNames { return known }
    return moved(known, to: EntryID(index: number))
  }

  private func isUnchanged(_ known: Entry, _ source: EntrySource) -> Bool {
    guard known.variants.count == source.files.count else { return false }
    return zip(known.variants, source.files).allSatisfy { variant, file in
      guard variant.path == file.path, variant.language == file.language, let stamp = variant.version.stamp else {
        return false
      }
      return FileStamp(of: file.path, in: folder) == stamp
    }
  }

  private func moved(_ known: Entry, to id: EntryID) -> Entry? {
    var entry = known
    entry.id = id
    for index in entry.variants.indices {
      guard let values = moved(entry.variants[index].values) else { return nil }
      entry.variants[index].values = values
    }
    return entry
  }

  /// Nil when a value names an entry or a file that is gone.
  private func moved(_ values: [FieldValue?]) -> [FieldValue?]? {
    var result: [FieldValue?] = []
    result.reserveCapacity(values.count)
    for value in values {
      guard let value else {
        result.append(nil)
        continue
      }
      guard let value = moved(value) else { return nil }
      result.append(value)
    }
    return result
  }

  private func moved(_ value: FieldValue) -> FieldValue? {
    switch value {
    case .reference(let id): return ids[id.index].map(FieldValue.reference)
    case .image(let image): return context.files.contains(image.path) ? value : nil
    case .file(let file): return context.files.contains(file.path) ? value : nil
    case .group(let values): return moved(values).map(FieldValue.group)
    case .list(let items):
      var result: [FieldValue] = []
      for item in items {
        guard let item = moved(item) else { return nil }
        result.append(item)
      }
      return .list(result)
    case .text, .markdown, .integer, .number, .boolean, .date, .moment, .choice, .tag, .place, .duration: return value
    }
  }
}

extension Entry {
  fileprivate func comes(before source: EntrySource) -> Bool {
    (kind, slug) < (source.kind, source.slug)
  }

  fileprivate func isEntry(of source: EntrySource) -> Bool {
    kind == source.kind && slug == source.slug
  }
}
