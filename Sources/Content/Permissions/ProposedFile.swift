public import Diagnostics

/// A file of a repository that a proposal changes.
public struct ProposedFile: Sendable {
  public enum Change: Sendable {
    case added
    case changed
    case deleted
  }

  /// Relative to `content/`; nil for a file that lies elsewhere.
  public var path: String?
  public var change: Change
  /// The file as people know it, with its bytes as they would be; none for one that is deleted.
  public var file: SourceFile
  /// False for a symbolic link, a folder of another repository, or whatever else is no file.
  public var isPlain: Bool

  public init(path: String?, _ change: Change, _ file: SourceFile, isPlain: Bool = true) {
    self.path = path
    self.change = change
    self.file = file
    self.isPlain = isPlain
  }
}

extension ProposedFile {
  /// A file of an entry, or one that lies beside it.
  struct Place: Hashable {
    var kind: KindID
    var slug: String
  }

  /// Whether it is one of the texts that make an entry, by its name.
  var isText: Bool { path.map { $0.hasSuffix(".md") || $0.hasSuffix(".yaml") } ?? false }

  /// The entry that the file belongs to by its name; nil for a file that belongs to none.
  ///
  /// To an entry belong `lea.md` with its translations, `lea.jpg` and `lea-2.jpg` beside it, and all of a folder `lea/`.
  ///
  /// - Parameter slugs: of each kind the entries that there are, or are to be.
  func place(among kinds: [Kind], slugs: [Set<String>]) -> Place? {
    guard isPlain, let parts = path?.split(separator: "/", omittingEmptySubsequences: false), parts.count > 1,
      // What git or a web server reads has such names.
      !parts.contains(where: { $0.hasPrefix(".") || $0.isEmpty }), !ContentFolder.reserved.contains(String(parts[0])),
      let kind = kinds.first(where: { $0.plural == parts[0] })?.id
    else { return nil }
    let stem = String(parts[1].prefix { $0 != "." })
    if parts.count > 2 { return Name.isSlug(String(parts[1])) ? Place(kind: kind, slug: String(parts[1])) : nil }
    if isText { return Name.isSlug(stem) && stem != "index" ? Place(kind: kind, slug: stem) : nil }
    let owners = slugs[kind.index].filter { stem == $0 || stem.hasPrefix($0 + "-") }
    return owners.max { $0.utf8.count < $1.utf8.count }.map { Place(kind: kind, slug: $0) }
  }
}
