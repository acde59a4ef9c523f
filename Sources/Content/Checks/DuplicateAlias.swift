import Diagnostics

/// An older address that two entries claim.
enum DuplicateAlias {
  static func diagnostics(of entries: [Entry]) -> [Diagnostic] {
    var first: [String: SourceLocation] = [:]
    var diagnostics: [Diagnostic] = []
    for alias in entries.lazy.flatMap(\.variants).flatMap(\.aliases) {
      guard let other = first[alias.value] else {
        first[alias.value] = alias.location
        continue
      }
      diagnostics.append(
        .error(
          "duplicate-alias", at: alias.location, "an alias must lead to one page; '\(alias.value)' is given twice",
          notes: [.init("it is first given here", at: other)]))
    }
    return diagnostics
  }
}
