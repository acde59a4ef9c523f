import Diagnostics

/// A reference to an entry that no file describes.
struct UnknownReference {
  var field: String
  var slug: String
  var kind: KindID
  /// Whether it was written as `kind:slug`.
  var isQualified: Bool
  var location: SourceLocation
}

extension UnknownReference {
  /// Looking for the nearest of thousands of slugs takes a while, so only the first mistakes get a suggestion.
  static let maximumSuggestions = 100

  static func diagnostics(of mistakes: [UnknownReference], in context: ReadingContext) -> [Diagnostic] {
    mistakes.enumerated().map { number, mistake in
      mistake.diagnostic(in: context, isSuggesting: number < maximumSuggestions)
    }
  }

  private func diagnostic(in context: ReadingContext, isSuggesting: Bool) -> Diagnostic {
    let name = context.kindNames[kind.index]
    let nearest = isSuggesting ? nearestName(to: slug, among: context.slugs[kind.index].keys) : nil
    return .error(
      "unknown-reference", at: location, "'\(field)' must name an entry of kind '\(name)'; '\(slug)' is none",
      suggestion: nearest.map { isQualified ? "\(name):\($0)" : $0 })
  }
}
