import Diagnostics
import Markup

/// Two kinds that want the same folder and the same list.
enum DuplicatePlural {
  static func diagnostics(of headers: [KindHeader]) -> [Diagnostic] {
    var first: [String: KindHeader] = [:]
    return headers.compactMap { header in
      guard let other = first[header.plural] else {
        first[header.plural] = header
        return nil
      }
      return .error(
        "duplicate-plural", at: header.pluralLocation,
        "each kind must have a 'plural' of its own; '\(header.plural)' is that of '\(other.name)', too",
        notes: [.init("the other one is here", at: other.pluralLocation)])
    }
  }
}

extension KindHeader {
  fileprivate var pluralLocation: SourceLocation {
    SourceLocation(file, node?.mapping?["plural"]?.range)
  }
}
