import Diagnostics
import Glibc

/// Reads a content tree step by step: what it finds, the settings, the kinds, then the entries on all cores.
struct TreeLoader {
  private let folder: String
  private let displayPrefix: String
  private let listing: FolderListing
  private let descriptor: Int32
  private let start = FileStamp.now
  private var diagnostics: [Diagnostic] = []

  /// Opens the folder, which `tree` closes.
  init(_ folder: String, displayedAs name: String) throws(ContentError) {
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw errno == ENOENT || errno == ENOTDIR ? .noFolder(path: folder) : .unreadable(path: folder, code: errno)
    }
    guard let (listing, remarks) = FolderWalk.list(folder) else {
      close(descriptor)
      throw .unreadable(path: folder, code: errno)
    }
    self.folder = folder
    self.listing = listing
    displayPrefix = name + "/"
    for remark in remarks { report(remark) }
  }

  consuming func tree(remembering memory: ContentMemory?, trace: Trace?) async -> ContentTree {
    let settings = settings()
    let headers = headers()
    let sources = sources(of: headers, in: settings.languages)
    let context = context(settings, headers, sources)
    let kinds = kinds(headers, context: context)
    let rules = Fingerprint(of: settings, headers)
    let loader = EntryLoader(
      kinds: kinds, context: context, folder: descriptor, displayPrefix: displayPrefix, start: start, trace: trace,
      remembered: RememberedEntries(memory, sources: sources, rules: rules, context: context, folder: descriptor))
    let loaded = await Self.load(sources, by: loader)
    let aliases = aliases(in: context)
    let comments = await trace.measureTask("comments") {
      [comments = commentLoader(context, kinds, rules, memory), folder = listing[CommentPath.folder]] in
      await comments.threads(in: folder)
    }
    close(descriptor)
    let entries = loaded.map(\.entry)
    diagnostics += loaded.flatMap(\.diagnostics)
    diagnostics += comments.diagnostics
    diagnostics += UnknownReference.diagnostics(of: loaded.flatMap(\.unknownReferences), in: context)
    diagnostics += MissingFile.diagnostics(of: loaded.flatMap(\.missingFiles), among: context.files)
    diagnostics += ExpiresBeforeDate.diagnostics(of: entries, in: settings.timeZone)
    diagnostics += DuplicateAlias.diagnostics(of: entries)
    diagnostics += UnknownMenuEntry.diagnostics(of: settings, in: context)
    return ContentTree(
      folder: folder, settings: settings, kinds: kinds, entries: entries, aliases: aliases, threads: comments.threads,
      files: context.files, rules: rules,
      diagnostics: diagnostics.sortedByLocation(), context: context, displayPrefix: displayPrefix)
  }
}

// MARK: - Steps

extension TreeLoader {
  private mutating func settings() -> SiteSettings {
    SettingsLoader.load(source("site.yaml"), kindNames: kindNames, into: &diagnostics)
  }

  private mutating func aliases(in context: ReadingContext) -> [SiteAlias] {
    var loader = SiteAliasLoader(source(SiteAlias.fileName), context: context)
    defer { diagnostics += loader.diagnostics }
    return loader.load()
  }

  /// By name, which is the order of their ids.
  private var kindNames: [String] {
    let files = listing["kinds"]?.files ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.filter(Name.isSlug).sorted()
  }

  private mutating func headers() -> [KindHeader] {
    reportOddKindFiles()
    var headers: [KindHeader] = []
    for (index, name) in kindNames.enumerated() {
      let file = source("kinds/\(name).yaml")
      headers.append(KindHeader(id: KindID(index: index), file: file, name: name, into: &diagnostics))
    }
    diagnostics += DuplicatePlural.diagnostics(of: headers)
    return headers
  }

  private mutating func reportOddKindFiles() {
    for name in listing["kinds"]?.files ?? [] {
      let isYAML = name.hasSuffix(".yaml")
      guard name.hasSuffix(".yml") || (isYAML && !Name.isSlug(String(name.dropLast(5)))) else { continue }
      let file = SourceFile(path: "\(displayPrefix)kinds/\(name)", bytes: [])
      diagnostics.append(
        .error(
          "invalid-name", at: SourceLocation(file),
          "the file of a kind must have its name, in lower-case letters, digits and hyphens, and end in .yaml"))
    }
  }

  private mutating func sources(of headers: [KindHeader], in languages: [Language]) -> [EntrySource] {
    reportUnknownFolders(headers)
    reportStrayFiles()
    var sources: [EntrySource] = []
    var taken = ContentFolder.reserved
    for header in headers where taken.insert(header.plural).inserted {
      guard let folder = listing[header.plural] else { continue }
      var finder = EntryFinder(kind: header.id, languages: languages, displayPrefix: displayPrefix)
      sources += finder.entries(in: folder, at: header.plural)
      diagnostics += finder.diagnostics
    }
    return sources
  }

  private mutating func reportUnknownFolders(_ headers: [KindHeader]) {
    let known = headers.map(\.plural) + ContentFolder.reserved.sorted()
    for folder in listing.folders where !known.contains(folder.name) {
      let place = SourceFile(path: displayPrefix + folder.name, bytes: [])
      diagnostics.append(
        .warning(
          "unknown-folder", at: SourceLocation(place), "no kind has the folder '\(folder.name)'; it is not read",
          help: "a folder has the name of its kind's 'plural'; files that several entries share stand in media/",
          suggestion: nearestName(to: folder.name, among: known)))
    }
  }

  /// Files of `content/` itself that look like an entry or like settings.
  private mutating func reportStrayFiles() {
    let known = ["site.yaml", SiteAlias.fileName]
    for name in listing.files where !known.contains(name) {
      let ending = name.split(separator: ".").last?.lowercased() ?? ""
      guard ["md", "markdown", "yaml", "yml"].contains(ending) else { continue }
      let meant = known.first { name.lowercased().hasPrefix($0.prefix { $0 != "." } + ".") }
      diagnostics.append(
        .warning(
          "unused-file", at: SourceLocation(SourceFile(path: displayPrefix + name, bytes: [])),
          "an entry must stand in the folder of its kind; '\(name)' is not used",
          help: meant != nil ? nil : "move it into the folder that has the name of its kind's 'plural'",
          suggestion: meant))
    }
  }

  private func context(_ settings: SiteSettings, _ headers: [KindHeader], _ sources: [EntrySource]) -> ReadingContext {
    var slugs = [[String: EntryID]](repeating: [:], count: headers.count)
    for (index, source) in sources.enumerated() { slugs[source.kind.index][source.slug] = EntryID(index: index) }
    return ReadingContext(
      languages: settings.languages, timeZone: settings.timeZone, kindNames: headers.map(\.name), slugs: slugs,
      files: ContentFiles(listing.filesByFolder { $0 == CommentPath.folder }))
  }

  private func commentLoader(
    _ context: ReadingContext, _ kinds: [Kind], _ rules: Fingerprint, _ memory: ContentMemory?
  ) -> CommentLoader {
    let known = memory?.rules == rules ? memory?.comments ?? [] : []
    return CommentLoader(
      context: context, kinds: kinds, folder: descriptor, displayPrefix: displayPrefix, start: start,
      remembered: Dictionary(known.map { ($0.path, $0) }) { first, _ in first })
  }

  private mutating func kinds(_ headers: [KindHeader], context: ReadingContext) -> [Kind] {
    var kinds = headers.map { KindLoader.load($0, context: context, into: &diagnostics) }
    diagnostics += kinds.assignInverses().map(\.diagnostic)
    diagnostics += SortKey.diagnostics(of: kinds)
    return kinds
  }

  /// In the order of the sources, however the work is scheduled.
  private static func load(_ sources: [EntrySource], by loader: EntryLoader) async -> [LoadedEntry] {
    let size = 64
    let starts = stride(from: 0, to: sources.count, by: size)
    return await withTaskGroup(of: (Int, [LoadedEntry]).self) { group in
      for start in starts {
        group.addTask {
          let slice = start..<min(start + size, sources.count)
          return (start / size, slice.map { loader.load(sources[$0], id: EntryID(index: $0)) })
        }
      }
      var chunks = [[LoadedEntry]](repeating: [], count: starts.underestimatedCount)
      for await (number, entries) in group { chunks[number] = entries }
      return chunks.flatMap(\.self)
    }
  }
}

// MARK: - Files

extension TreeLoader {
  /// A file of the site's own; empty when it can't be read, which is reported.
  private mutating func source(_ path: String) -> SourceFile {
    do throws(RawFile.Failure) {
      let bytes = try RawFile.contents(of: path, in: descriptor, maximumBytes: EntryLoader.maximumBytes).bytes
      return SourceFile(path: displayPrefix + path, bytes: bytes)
    } catch {
      let file = SourceFile(path: displayPrefix + path, bytes: [])
      if case .system(ENOENT) = error { return file }
      diagnostics.append(.unreadable(file, error))
      return file
    }
  }

  private mutating func report(_ remark: FolderWalk.Remark) {
    func at(_ path: String) -> SourceLocation {
      SourceLocation(
        SourceFile(path: path.isEmpty ? String(displayPrefix.dropLast()) : displayPrefix + path, bytes: []))
    }
    switch remark {
    case .symbolicLink(let path):
      diagnostics.append(
        .warning(
          "symbolic-link", at: at(path), "symbolic links are not followed; this one is not used",
          help: "copy the file or folder to here"))
    case .tooDeep(let path):
      diagnostics.append(.warning("too-deep", at: at(path), "folders may nest at most 32 deep; this one is not read"))
    case .unreadable(let path, let code):
      diagnostics.append(.error("unreadable", at: at(path), "this can't be read: \(RawFile.text(ofCode: code))"))
    case .invalidName(let path, let name):
      diagnostics.append(
        .warning(
          "invalid-name", at: at(path),
          "'\(name)' in this folder is not used; names must be UTF-8 without control characters"))
    case .special(let path):
      diagnostics.append(
        .warning("special-file", at: at(path), "pipes, sockets and devices are not read; this one is not used"))
    }
  }
}

extension Fingerprint {
  /// Of all that decides how the files of entries are read.
  fileprivate init(of settings: SiteSettings, _ headers: [KindHeader]) {
    self.init(settings.file.bytes)
    add(settings.timeZone.fingerprint)
    for header in headers {
      add(header.name)
      add(header.file.bytes)
    }
  }
}
