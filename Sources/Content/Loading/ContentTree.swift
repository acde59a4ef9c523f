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
  public let entries: [Entry]
  /// Every file that an entry may refer to.
  public let files: ContentFiles
  public let diagnostics: [Diagnostic]
}

/// The files under `content/`, by their paths relative to it.
public struct ContentFiles: Sendable {
  private let paths: Set<String>

  init(_ paths: [String]) {
    self.paths = Set(paths)
  }

  public func contains(_ path: String) -> Bool {
    paths.contains(path)
  }
}

/// The world's failures while content is read.
public enum ContentError: Error, Sendable {
  /// There is no such folder.
  case noFolder(path: String)
  /// A folder or file can't be read.
  case unreadable(path: String, code: Int32)
}
