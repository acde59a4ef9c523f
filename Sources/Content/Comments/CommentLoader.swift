import Diagnostics
import Markup

/// Reads everything below `comments/`: a folder a kind, in it a folder an entry, in it a file a comment.
struct CommentLoader: Sendable {
  let context: ReadingContext
  let kinds: [Kind]
  /// The open folder `content/`.
  let folder: Int32
  /// The path of `content/` as people see it, with a slash.
  let displayPrefix: String
  /// When reading began, in nanoseconds since 1970.
  let start: Int
  /// What an earlier build read, by path; those whose files are the same are not opened.
  let remembered: [String: Comment]

  struct Loaded: Sendable {
    var threads: [CommentThread] = []
    var diagnostics: [Diagnostic] = []
  }

  /// The threads by kind and slug.
  func threads(in listing: FolderListing?) async -> Loaded {
    var loaded = Loaded()
    guard let listing else { return loaded }
    for name in listing.files { loaded.diagnostics.append(stray("\(CommentPath.folder)/\(name)")) }
    var sources: [Source] = []
    var folders: [(subject: EntryAddress, hasSettings: Bool, count: Int)] = []
    for kind in listing.folders {
      guard isOpen(kind.name, into: &loaded.diagnostics) else { continue }
      for name in kind.listing.files {
        loaded.diagnostics.append(stray("\(CommentPath.folder)/\(kind.name)/\(name)"))
      }
      for entry in kind.listing.folders {
        let subject = EntryAddress(kind: kind.name, slug: entry.name)
        let found = self.sources(of: subject, in: entry.listing, into: &loaded.diagnostics)
        guard !found.isEmpty || !entry.listing.files.isEmpty, exists(subject, found, into: &loaded.diagnostics) else {
          continue
        }
        folders.append((subject, entry.listing.files.contains("thread.yaml"), found.count))
        sources += found
      }
    }
    let comments = await read(sources)
    loaded.diagnostics += comments.flatMap(\.diagnostics)
    var next = 0
    for folder in folders {
      let range = next..<next + folder.count
      next = range.upperBound
      let settings = folder.hasSettings ? self.settings(of: folder.subject, into: &loaded.diagnostics) : nil
      let thread = CommentThread(
        subject: folder.subject, comments: comments[range].compactMap(\.comment), isClosed: settings?.isClosed ?? false,
        settings: settings?.file)
      loaded.diagnostics += UnknownReply.diagnostics(of: thread, files: sources[range].map(\.id))
      loaded.diagnostics += ReplyCycle.diagnostics(of: thread)
      loaded.threads.append(thread)
    }
    return loaded
  }

  private struct Source: Sendable {
    var subject: EntryAddress
    var id: String

    var path: String { CommentPath.file(id, of: subject) }
  }

  private struct Read: Sendable {
    var comment: Comment?
    var diagnostics: [Diagnostic] = []
  }

  // MARK: Folders

  /// Whether the folder is that of a kind that opens comments.
  private func isOpen(_ name: String, into diagnostics: inout [Diagnostic]) -> Bool {
    let place = location("\(CommentPath.folder)/\(name)")
    guard let id = context.kind(named: name) else {
      diagnostics.append(
        .error(
          "unknown-kind", at: place, "'\(name)' is no kind of this site",
          suggestion: nearestName(to: name, among: context.kindNames)))
      return false
    }
    guard !kinds[id.index].opensComments else { return true }
    diagnostics.append(
      .warning(
        "closed-comments", at: place, "the kind '\(name)' opens no comments; these are not shown",
        help: "write 'comments' among its 'interactions' to show them"))
    return false
  }

  private func sources(
    of subject: EntryAddress, in listing: FolderListing, into diagnostics: inout [Diagnostic]
  ) -> [Source] {
    var sources: [Source] = []
    let path = CommentPath.folder(of: subject)
    for name in listing.files where name != "thread.yaml" {
      let id = String(name.dropLast(3))
      if name.hasSuffix(".md"), Name.isSlug(id) {
        sources.append(Source(subject: subject, id: id))
      } else {
        diagnostics.append(stray("\(path)/\(name)"))
      }
    }
    for folder in listing.folders { diagnostics.append(stray("\(path)/\(folder.name)")) }
    return sources
  }

  /// Whether there is such an entry; said once a thread, at its first comment.
  private func exists(
    _ subject: EntryAddress, _ sources: [Source], into diagnostics: inout [Diagnostic]
  ) -> Bool {
    guard let kind = context.kind(named: subject.kind), context.entry(subject.slug, of: kind) == nil else {
      return true
    }
    let place = sources.first?.path ?? CommentPath.folder(of: subject)
    diagnostics.append(
      .error(
        "unknown-reference", at: location(place),
        "comments must stand in the folder of an entry of kind '\(subject.kind)'; '\(subject.slug)' is none",
        suggestion: nearestName(to: subject.slug, among: context.slugs[kind.index].keys)))
    return false
  }

  private func stray(_ path: String) -> Diagnostic {
    .warning(
      "unused-file", at: location(path), "a comment must be a file comments/<kind>/<slug>/<name>.md; this is not used")
  }

  private func location(_ path: String) -> SourceLocation {
    SourceLocation(SourceFile(path: displayPrefix + path, bytes: []))
  }

  // MARK: Files

  /// In the order of the sources, however the work is scheduled.
  private func read(_ sources: [Source]) async -> [Read] {
    let size = 64
    let starts = Array(stride(from: 0, to: sources.count, by: size))
    return await withTaskGroup(of: (Int, [Read]).self) { group in
      for (number, start) in starts.enumerated() {
        group.addTask { (number, sources[start..<min(start + size, sources.count)].map(read)) }
      }
      var chunks = [[Read]](repeating: [], count: starts.count)
      for await (number, chunk) in group { chunks[number] = chunk }
      return chunks.flatMap(\.self)
    }
  }

  private func read(_ source: Source) -> Read {
    if let known = remembered[source.path], let stamp = known.stamp, FileStamp(of: source.path, in: folder) == stamp {
      return Read(comment: known)
    }
    var read = Read()
    guard let (file, stamp) = file(source.path, into: &read.diagnostics) else { return read }
    var reader = CommentReader(id: source.id, subject: source.subject, file: file, context: context)
    read.comment = reader.comment(stamp: stamp.isSettled(at: start) ? stamp : nil, into: &read.diagnostics)
    return read
  }

  private func file(_ path: String, into diagnostics: inout [Diagnostic]) -> (SourceFile, FileStamp)? {
    do throws(RawFile.Failure) {
      let (bytes, stamp) = try RawFile.contents(of: path, in: folder, maximumBytes: EntryLoader.maximumBytes)
      return (SourceFile(path: displayPrefix + path, bytes: bytes), stamp)
    } catch {
      diagnostics.append(.unreadable(SourceFile(path: displayPrefix + path, bytes: []), error))
      return nil
    }
  }

  private func settings(
    of subject: EntryAddress, into diagnostics: inout [Diagnostic]
  ) -> (file: SourceFile, isClosed: Bool)? {
    guard let (file, _) = file(CommentPath.settings(of: subject), into: &diagnostics) else { return nil }
    guard let node = YAMLParser.parse(file, into: &diagnostics), let mapping = node.mapping else {
      return (file, false)
    }
    var reader = SchemaReader(mapping, range: node.range, owner: "a thread", file: file, context: context)
    let isClosed = reader.boolean("closed") ?? false
    reader.reportUnknownKeys()
    diagnostics += reader.diagnostics
    return (file, isClosed)
  }
}
