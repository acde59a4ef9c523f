import Diagnostics

/// A file of an entry as it would be, before it is written.
public struct EntryCandidate: Sendable {
  /// Relative to `content/`.
  public var path: String
  public var bytes: [UInt8]
  /// Other files that come with it, such as images and new entries, relative to `content/`.
  public var companions: [String]

  public init(path: String, bytes: [UInt8], companions: [String] = []) {
    self.path = path
    self.bytes = bytes
    self.companions = companions
  }
}

extension ContentTree {
  /// What `preau check` would say of a file if it stood in this tree, the place of each problem by its field.
  public func problems(in candidate: EntryCandidate) -> [EntryProblem] {
    let file = SourceFile(path: displayPrefix + candidate.path, bytes: candidate.bytes)
    let finding = CandidateFinding(candidate, in: self)
    guard let (source, entrySource) = finding.source else {
      return finding.diagnostics(of: file).map { EntryProblem(path: nil, diagnostic: $0) }
    }
    guard candidate.bytes.count <= EntryLoader.maximumBytes else {
      return [EntryProblem(path: nil, diagnostic: .unreadable(file, .tooLarge))]
    }
    let known = context.entry(entrySource.slug, of: entrySource.kind)
    let main = known.flatMap { entries[$0.index].variants.first { $0.path == entrySource.files.first?.path } }
    let isMain = entrySource.files.first?.path == source.path
    var reader = VariantReader(source, file: file, kind: kinds[entrySource.kind.index], context: finding.context)
    reader.read()
    if isMain { reader.complete() }
    let variant = reader.variant(after: isMain ? nil : main, slug: entrySource.slug)
    let diagnostics =
      finding.diagnostics(of: file) + reader.fields.diagnostics
      + UnknownReference.diagnostics(of: reader.fields.unknownReferences, in: finding.context)
      + MissingFile.diagnostics(of: reader.fields.missingFiles, among: finding.context.files)
      + amongEntries(variant, of: entrySource, isMain: isMain, main: main).filter {
        $0.location?.file.path == file.path
      }
    let places = FieldPlaces(of: file)
    return diagnostics.sortedByLocation().map { EntryProblem(path: places.path(of: $0), diagnostic: $0) }
  }

  /// What is wrong only because of other entries.
  private func amongEntries(
    _ variant: EntryVariant, of source: EntrySource, isMain: Bool, main: EntryVariant?
  ) -> [Diagnostic] {
    let known = context.entry(source.slug, of: source.kind)
    var entry =
      known.map { entries[$0.index] }
      ?? Entry(id: EntryID(index: entries.count), kind: source.kind, slug: source.slug, variants: [])
    entry.variants.removeAll { $0.path == variant.path }
    entry.variants.insert(variant, at: isMain ? 0 : entry.variants.endIndex)
    let aliases =
      variant.aliases.isEmpty
      ? [] : DuplicateAlias.diagnostics(of: entries.filter { $0.id != entry.id } + [entry])
    return ExpiresBeforeDate.diagnostics(of: [entry], in: settings.timeZone) + aliases
      + (isMain ? duplicatePosition(of: entry) : [])
  }

  /// As a sequence reports it, without ordering all entries anew.
  private func duplicatePosition(of entry: Entry) -> [Diagnostic] {
    let kind = kinds[entry.kind.index]
    guard let sequence = kind.sequence, case .reference(let within) = entry.main.values[sequence.within],
      let own = entry.main.values[sequence.by], !(kind.fields[sequence.by].type is ReferenceField)
    else { return [] }
    let field = kind.fields[sequence.by]
    let scope = OrderScope(language: settings.mainLanguage, kinds: kinds, entries: entries, ranks: [])
    let key = field.type.orderKey(of: own, in: scope)
    let other = entries.first { other in
      guard other.kind == entry.kind, other.id != entry.id,
        case .reference(within) = other.main.values[sequence.within],
        let value = other.main.values[sequence.by]
      else { return false }
      return field.type.orderKey(of: value, in: scope) == key
    }
    return other.map { [Sequences.duplicate(of: field, in: entry.main, and: $0.main)] } ?? []
  }
}
