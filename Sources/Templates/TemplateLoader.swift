public import Diagnostics

/// Where templates come from.
public protocol TemplateLoader: Sendable {
  /// The source of a template; nil when there is none of that name.
  func source(named name: String) -> SourceFile?
  /// All names, for suggestions.
  var names: [String] { get }
}

/// Templates that are kept in memory under their names.
public struct InMemoryTemplateLoader: TemplateLoader {
  private let sources: [String: SourceFile]

  public init(_ templates: [String: String]) {
    sources = Dictionary(
      uniqueKeysWithValues: templates.map { ($0, SourceFile(path: $0, bytes: Array($1.utf8))) })
  }

  /// The files under their paths.
  public init(files: [SourceFile]) {
    sources = Dictionary(files.map { ($0.path, $0) }) { $1 }
  }

  public func source(named name: String) -> SourceFile? { sources[name] }

  public var names: [String] { sources.keys.sorted() }
}
