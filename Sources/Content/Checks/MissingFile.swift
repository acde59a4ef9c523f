import Diagnostics

/// A path in a field that no file has.
struct MissingFile {
  var field: String
  /// Relative to `content/`.
  var path: String
  /// As it was written.
  var text: String
  var location: SourceLocation
}

extension MissingFile {
  static let maximumSuggestions = 100

  static func diagnostics(of mistakes: [MissingFile], among files: ContentFiles) -> [Diagnostic] {
    mistakes.enumerated().map { number, mistake in
      mistake.diagnostic(among: files, isSuggesting: number < maximumSuggestions)
    }
  }

  private func diagnostic(among files: ContentFiles, isSuggesting: Bool) -> Diagnostic {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let nearest = isSuggesting ? nearestName(to: name, among: files.names(beside: path)) : nil
    return .error(
      "missing-file", at: location, "'\(field)' must name a file; '\(text)' does not exist",
      help: nearest == nil ? "paths start at the entry's own file, or at content/ with a slash before them" : nil,
      suggestion: nearest.map { text.hasSuffix(name) ? text.dropLast(name.count) + $0 : $0 })
  }
}
