public import Diagnostics

/// An entry's place in the order of all entries: by kind, then by slug.
public struct EntryID: Sendable, Hashable, Comparable {
  public let index: Int

  public init(index: Int) { self.index = index }

  public static func < (left: Self, right: Self) -> Bool { left.index < right.index }
}

/// One entry in all its languages.
public struct Entry: Sendable {
  public var id: EntryID
  public let kind: KindID
  public let slug: String
  /// Never empty; in the order of the site's languages, the main one first.
  public var variants: [EntryVariant]
  /// Whether reading its files found nothing to say about them.
  public internal(set) var isClean = false

  init(id: EntryID, kind: KindID, slug: String, variants: [EntryVariant]) {
    self.id = id
    self.kind = kind
    self.slug = slug
    self.variants = variants
  }

  /// Read in place: a copy of a variant costs more than most of what is read of it.
  public var main: EntryVariant {
    _read { yield variants.span[0] }
  }

  public var title: String { main.title }

  /// The variant of this language, or the main one.
  public subscript(language: Language) -> EntryVariant {
    _read { yield variants.span[variantIndex(in: language)] }
  }

  /// Where among `variants` the one of this language is, or the main one.
  public func variantIndex(in language: Language) -> Int {
    variants.count == 1 ? 0 : variants.firstIndex { $0.language == language } ?? 0
  }

  public func isWritten(in language: Language) -> Bool {
    variants.contains { $0.language == language }
  }
}

/// What one file says of an entry; what it leaves out is taken from the main one.
public struct EntryVariant: Sendable {
  public let language: Language
  public let file: SourceFile
  /// Relative to `content/`.
  public let path: String
  /// What its paths are relative to, itself relative to `content/`: `projects`, or `projects/jardin`.
  public let folder: String
  /// The value of the kind's title field, else the slug.
  public var title: String
  /// By the index of the kind's fields; nil where nothing is said.
  public var values: [FieldValue?]
  /// The Markdown in `file`; empty for an entry without a text.
  public var body: Range<Int>
  public var date: EntryDate?
  public var updated: EntryDate?
  public var expires: EntryDate?
  public var isDraft = false
  /// Older addresses of this variant's page.
  public var aliases: [Located<String>] = []
  public var audience = Audience.everyone
  public var template: Located<String>?
  public var version = FileVersion()

  init(
    language: Language, file: SourceFile, path: String, folder: String, title: String, values: [FieldValue?],
    body: Range<Int>
  ) {
    self.language = language
    self.file = file
    self.path = path
    self.folder = folder
    self.title = title
    self.values = values
    self.body = body
  }
}

/// Who may read an entry.
public enum Audience: Sendable, Hashable {
  case everyone
  /// Members, classes or people, as written.
  case restricted([String])
}

/// An entry, or one language of it, that is not built.
public struct OmittedEntry: Sendable {
  public enum Reason: Sendable, Hashable {
    case draft
    case future(EntryDate)
    case expired(EntryDate)
    case audience([String])
  }

  /// Relative to `content/`.
  public var path: String
  public var address: EntryAddress
  public var reason: Reason
  /// Its older addresses; a build that is remembered knows none.
  public var aliases: [String]

  public init(path: String, address: EntryAddress, reason: Reason, aliases: [String] = []) {
    self.path = path
    self.address = address
    self.reason = reason
    self.aliases = aliases
  }
}
