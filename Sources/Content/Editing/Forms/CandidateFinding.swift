import Diagnostics

/// Which entry a file would be, by the names of the files around it.
struct CandidateFinding {
  /// What the file is read against: the tree, and what comes with the file.
  let context: ReadingContext
  private(set) var source: (EntrySource.File, EntrySource)?
  private var diagnostics: [Diagnostic] = []

  init(_ candidate: EntryCandidate, in tree: ContentTree) {
    let paths = [candidate.path] + candidate.companions
    var sources: [EntrySource] = []
    for kind in tree.kinds {
      let own = paths.filter { $0.hasPrefix(kind.plural + "/") }
      guard !own.isEmpty else { continue }
      var finder = EntryFinder(kind: kind.id, languages: tree.settings.languages, displayPrefix: tree.displayPrefix)
      let known = Set(own.compactMap { Self.slug(of: $0, below: kind.plural) })
        .compactMap { tree.context.entry($0, of: kind.id) }
        .flatMap { tree.entries[$0.index].variants.map(\.path) }
      sources += finder.entries(in: FolderListing(of: Set(known + own), below: kind.plural), at: kind.plural)
      diagnostics += finder.diagnostics
    }
    context = tree.context.adding(sources, files: paths, number: tree.entries.count)
    for entry in sources {
      guard let file = entry.files.first(where: { $0.path == candidate.path }) else { continue }
      source = (file, entry)
    }
    if source == nil, diagnostics.isEmpty {
      let file = SourceFile(path: tree.displayPrefix + candidate.path, bytes: [])
      diagnostics.append(
        .error(
          "unused-file", at: SourceLocation(file),
          "an entry must stand in the folder of its kind; '\(candidate.path)' is not used"))
    }
  }

  /// What is wrong with the name of a file.
  func diagnostics(of file: SourceFile) -> [Diagnostic] {
    diagnostics.filter { $0.location?.file.path == file.path }
  }

  /// `lea` of `people/lea.en.md` and of `people/lea/index.md`.
  private static func slug(of path: String, below folder: String) -> String? {
    path.dropFirst(folder.utf8.count + 1).split(separator: "/").first?.split(separator: ".").first.map(String.init)
  }
}

extension FolderListing {
  /// The files of some paths, in the folder itself and one below.
  init(of paths: Set<String>, below folder: String) {
    var inner: [String: [String]] = [:]
    for path in paths.sorted() {
      let parts = path.dropFirst(folder.utf8.count + 1).split(separator: "/").map(String.init)
      switch parts.count {
      case 1: files.append(parts[0])
      case 2: inner[parts[0], default: []].append(parts[1])
      default: continue
      }
    }
    folders = inner.sorted { $0.key < $1.key }.map { name, files in
      var listing = FolderListing()
      listing.files = files
      return Folder(name: name, listing: listing)
    }
  }
}

extension ReadingContext {
  /// The context with entries and files that are not in the tree yet; new entries are numbered from `number` on.
  fileprivate func adding(_ sources: [EntrySource], files paths: [String], number: Int) -> ReadingContext {
    var slugs = slugs
    for (index, source) in sources.enumerated() where slugs[source.kind.index][source.slug] == nil {
      slugs[source.kind.index][source.slug] = EntryID(index: number + index)
    }
    return ReadingContext(
      languages: languages, timeZone: timeZone, kindNames: kindNames, slugs: slugs, files: files.adding(paths))
  }
}
