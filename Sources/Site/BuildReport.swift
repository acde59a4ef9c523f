public import Content
public import Diagnostics

/// What a build found and did.
public struct BuildReport: Sendable {
  /// By file and place.
  public var diagnostics: [Diagnostic]
  /// Entries that were left out, and why.
  public var omitted: [OmittedEntry] = []
  public var entries = 0
  public var pages = 0
  /// How many files were made anew, whether or not they turned out different.
  public var rendered = 0
  /// From the first look at the sources to the last file in its place.
  public var duration = Duration.zero
  /// The moment from which on the clock publishes or hides an entry; nil for never.
  var nextChange: Int?
  /// Of the file that the options asked about; nil when the site has none there.
  public var explanation: Explanation?
  /// Nil when nothing was published: the content has errors, or it was only checked.
  public var published: Published?

  /// Counts of files in the output folder.
  public struct Published: Sendable, Equatable {
    public var written: Int
    public var unchanged: Int
    public var removed: Int
  }
}

/// The world's failures while a site is built.
public enum SiteError: Error, Sendable {
  case content(ContentError)
  case output(OutputError)
}
