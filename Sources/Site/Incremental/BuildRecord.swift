import Content

/// What a build read and made, so that the next one need not do it again.
struct BuildRecord: Sendable {
  /// Of what every page depends on: the program, its options, the settings and the kinds.
  var base: Fingerprint
  /// Of the stamps of all sources; nil when one of them may change without another stamp, or has warnings.
  var sources: Fingerprint?
  /// When it was built, in seconds since 1970.
  var now: Int
  /// The moment from which on the clock publishes or hides an entry; nil for never.
  var nextChange: Int?
  var content: ContentMemory
  var facts: RecordedFacts
  /// By entry of the library; nil where its texts have mistakes, which are to be told again.
  var bodies: [RecordedBody?]
  /// Every file of the site, in the order of the plan.
  var outputs: [RecordedOutput]
  /// Of the output folder's manifest.
  var manifest: FileStamp?
  var entryCount: Int
  var pageCount: Int
  var omitted: [OmittedEntry]
}

/// What the facts of a build said; an index is a number in a `FactID`.
struct RecordedFacts: Sendable {
  var entries: [EntryAddress]
  /// By aspect, then by entry.
  var entryPrints: [[Fingerprint]]
  var groups: [String]
  var groupPrints: [Fingerprint]
  var queries: [Query]
  var queryPrints: [Fingerprint]
  /// Of all that decides where links lead.
  var addresses: Fingerprint
}

/// What the texts of an entry depend on besides its own files.
struct RecordedBody: Sendable {
  var reads: ReadSet
  /// The files that they show or lead to.
  var published: [PublishedFile]
}

/// A file of the site, and what it was made of.
struct RecordedOutput: Sendable {
  /// Relative to the output folder.
  var path: String
  /// Of what was to be made there, such as the entries of a list.
  var subject: Fingerprint
  var reads: ReadSet
  /// Of the file as it was published.
  var stamp: OutputStamp
}

/// What tells a published file from one that somebody else has written over it.
struct OutputStamp: Hashable, Sendable {
  let size: Int
  let inode: UInt64
  /// Nanoseconds since 1970.
  let modified: Int

  init(_ stamp: FileStamp) {
    size = stamp.size
    inode = stamp.inode
    modified = stamp.modified
  }
}
