public import Diagnostics

/// The entries that may be built, with every reference between them resolved.
///
/// Here, and only here, drafts, entries for members, and fields that are not public fall away: kinds list their
/// public fields alone, values have the same indices, and no reference leads to an entry that is left out.
public struct Library: Sendable {
  public var settings: SiteSettings
  /// By name, with their public fields.
  public let kinds: [Kind]
  /// By kind and slug; an entry's id is its place here.
  public let entries: [Entry]
  /// By path.
  public let omitted: [OmittedEntry]
  /// By slug.
  public let tags: [TagUse]
  public let home: EntryID?
  public let menus: [Menu<ResolvedMenuTarget>]
  public let files: ContentFiles
  /// Those of the tree and those of this step, by location.
  public let diagnostics: [Diagnostic]
  /// When it was made: seconds since 1970-01-01 00:00 UTC.
  public let now: Int

  /// By entry; for each inverse of its kind who refers to it.
  let referring: [[[EntryID]]]
  /// By entry; nil where it belongs to no sequence.
  let sequences: [SequencePlace?]
}

/// A tag and the entries that have it.
public struct TagUse: Sendable {
  /// With the spelling that most entries use.
  public let tag: Tag
  /// In the order of kinds, and of each kind's list.
  public let entries: [EntryID]
}

/// An entry's place among those that belong together.
public struct SequencePlace: Sendable, Hashable {
  /// The entry that they share, such as a series.
  public let within: EntryID
  public let previous: EntryID?
  public let next: EntryID?
  /// Starts at 1.
  public let position: Int
  public let total: Int
}
