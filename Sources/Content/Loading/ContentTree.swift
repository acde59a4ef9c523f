public import Diagnostics

/// Everything under `content/`, read and checked; nothing is left out yet.
///
/// A tree holds drafts and fields that are not public. What may be built is a `Library` of it.
public struct ContentTree: Sendable {
  /// The folder, as the system knows it.
  public let folder: String
  public let settings: SiteSettings
  /// By name, with all their fields.
  public let kinds: [Kind]
  /// By kind and slug; an entry's id is its place here.
  public internal(set) var entries: [Entry]
  /// Addresses of what is gone.
  public let aliases: [SiteAlias]
  /// What was said about entries, by kind and slug.
  public let threads: [CommentThread]
  /// Every file that an entry may refer to.
  public let files: ContentFiles
  /// Of the settings and the kinds.
  public let rules: Fingerprint
  public let diagnostics: [Diagnostic]
  let context: ReadingContext
  /// How people see the folder's path, with a slash at its end.
  let displayPrefix: String
}

/// The world's failures while content is read.
public enum ContentError: Error, Sendable {
  /// There is no such folder.
  case noFolder(path: String)
  /// A folder or file can't be read.
  case unreadable(path: String, code: Int32)
}

extension ContentTree {
  /// Reads a folder, and reports its files as if it were called `name`.
  ///
  /// - Parameters:
  ///   - memory: what an earlier build read; the files that it knows are not opened.
  ///   - trace: where to note what took how long.
  public static func load(
    _ folder: String, displayedAs name: String = "content", remembering memory: ContentMemory? = nil,
    trace: Trace? = nil
  ) async throws(ContentError) -> ContentTree {
    let loader = try trace.measure("walk") { () throws(ContentError) in try TreeLoader(folder, displayedAs: name) }
    return await loader.tree(remembering: memory, trace: trace)
  }
}
