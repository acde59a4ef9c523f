import Diagnostics
import Markup

/// An entry, and what is wrong with its files.
struct LoadedEntry: Sendable {
  var entry: Entry
  var diagnostics: [Diagnostic]
  var unknownReferences: [UnknownReference]
  var missingFiles: [MissingFile]
}

/// Reads the files of entries.
struct EntryLoader: Sendable {
  let kinds: [Kind]
  let context: ReadingContext
  /// The open folder `content/`.
  let folder: Int32
  /// The path of `content/` as people see it, with a slash.
  let displayPrefix: String

  /// When reading began, in nanoseconds since 1970.
  let start: Int
  let trace: Trace?
  let remembered: RememberedEntries?

  /// A text that is longer is no page that anybody reads.
  static let maximumBytes = 4 << 20

  func load(_ source: EntrySource, id: EntryID) -> LoadedEntry {
    if let entry = remembered?.entry(id.index, of: source) {
      return LoadedEntry(entry: entry, diagnostics: [], unknownReferences: [], missingFiles: [])
    }
    var loaded = LoadedEntry(
      entry: Entry(id: id, kind: source.kind, slug: source.slug, variants: []), diagnostics: [],
      unknownReferences: [], missingFiles: [])
    for file in source.files { load(file, into: &loaded) }
    loaded.entry.isClean =
      loaded.diagnostics.isEmpty && loaded.unknownReferences.isEmpty && loaded.missingFiles.isEmpty
    return loaded
  }

  private func load(_ source: EntrySource.File, into loaded: inout LoadedEntry) {
    let file = trace.measure("read", source.path) { read(source.path, into: &loaded.diagnostics) }
    trace.measure("parse", source.path) { parse(file, source, into: &loaded) }
  }

  private func parse(
    _ file: (source: SourceFile, stamp: FileStamp?), _ source: EntrySource.File, into loaded: inout LoadedEntry
  ) {
    let main = loaded.entry.variants.first
    var reader = VariantReader(source, file: file.source, kind: kinds[loaded.entry.kind.index], context: context)
    if file.stamp != nil {
      reader.read()
      if main == nil { reader.complete() }
    }
    var variant = reader.variant(after: main, slug: loaded.entry.slug)
    variant.version = version(of: file.source, body: variant.body, stamp: file.stamp)
    loaded.entry.variants.append(variant)
    loaded.diagnostics += reader.fields.diagnostics
    loaded.unknownReferences += reader.fields.unknownReferences
    loaded.missingFiles += reader.fields.missingFiles
  }

  private func version(of file: SourceFile, body: Range<Int>, stamp: FileStamp?) -> FileVersion {
    let bytes = file.bytes
    let text = file.path.hasSuffix(".yaml") ? bytes.count : body.lowerBound
    return FileVersion(
      stamp: stamp.flatMap { $0.isSettled(at: start) ? $0 : nil }, fields: Fingerprint(bytes[..<text]),
      text: Fingerprint(bytes[text...]))
  }

  /// Without a stamp where the file can't be read.
  private func read(
    _ path: String, into diagnostics: inout [Diagnostic]
  ) -> (source: SourceFile, stamp: FileStamp?) {
    do throws(RawFile.Failure) {
      let (bytes, stamp) = try RawFile.contents(of: path, in: folder, maximumBytes: Self.maximumBytes)
      return (SourceFile(path: displayPrefix + path, bytes: bytes), stamp)
    } catch {
      let source = SourceFile(path: displayPrefix + path, bytes: [])
      diagnostics.append(.unreadable(source, error))
      return (source, nil)
    }
  }
}

extension Diagnostic {
  static func unreadable(_ file: SourceFile, _ failure: RawFile.Failure) -> Diagnostic {
    switch failure {
    case .tooLarge:
      .error(
        "too-large", at: SourceLocation(file), "a text may have at most \(EntryLoader.maximumBytes >> 20) MiB")
    case .system(let code):
      .error("unreadable", at: SourceLocation(file), "this can't be read: \(RawFile.text(ofCode: code))")
    }
  }
}
