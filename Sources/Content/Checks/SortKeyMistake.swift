public import Diagnostics

/// Why entries can't be sorted by a key.
public struct SortKeyMistake: Sendable {
  public var message: Message
  public var suggestion: String?
}

extension SortKey {
  /// What every entry can be sorted by, whether its kind has such a field or not.
  static let builtInNames = ["title", "date", "updated", "slug"]

  /// What is wrong with this key for a kind; nil when nothing is.
  public func mistake(for kind: Kind, among kinds: [Kind]) -> SortKeyMistake? {
    if path.count == 1, kind.fields[path[0]] == nil, Self.builtInNames.contains(path[0]) { return nil }
    return mistake(at: 0, in: kind.fields, owner: kind.name, among: kinds)
  }

  private func mistake(at step: Int, in fields: FieldSet, owner: String, among kinds: [Kind]) -> SortKeyMistake? {
    let name = path[step]
    if fields.isUnreadable(name) { return nil }
    guard let field = fields[name] else {
      return SortKeyMistake(
        message: "'\(name)' is no field of '\(owner)'", suggestion: suggestion(for: step, among: fields))
    }
    guard field.isPublic else {
      return SortKeyMistake(
        message: "lists can be sorted by public fields only; '\(name)' is for \(field.visibility.rawValue)")
    }
    let isLast = step == path.count - 1
    guard isLast ? field.isSortable : canFollow(field) else {
      return SortKeyMistake(
        message: isLast
          ? "a list can be sorted by one value of a field that has an order; '\(name)' has not"
          : "a sort key can follow one reference or one group; '\(name)' is neither")
    }
    return isLast ? nil : mistakeBehind(field, step: step, among: kinds)
  }

  private func canFollow(_ field: Field) -> Bool {
    !field.isList && (field.group != nil || !field.referredKinds.isEmpty)
  }

  private func mistakeBehind(_ field: Field, step: Int, among kinds: [Kind]) -> SortKeyMistake? {
    if let group = field.group { return mistake(at: step + 1, in: group, owner: field.name, among: kinds) }
    let rest = SortKey(path: Array(path[(step + 1)...]))
    for kind in field.referredKinds {
      guard let mistake = rest.mistake(for: kinds[kind.index], among: kinds) else { continue }
      let prefix = path[...step].joined(separator: ".") + "."
      return SortKeyMistake(message: mistake.message, suggestion: mistake.suggestion.map { prefix + $0 })
    }
    return nil
  }

  private func suggestion(for step: Int, among fields: FieldSet) -> String? {
    let names = fields.map(\.name) + (step == 0 ? Self.builtInNames : [])
    return nearestName(to: path[step], among: names).map { nearest in
      (path[..<step] + [nearest] + path[(step + 1)...]).joined(separator: ".")
    }
  }

  static func diagnostics(of kinds: [Kind]) -> [Diagnostic] {
    kinds.flatMap { kind in
      (kind.list?.sortKeys ?? []).compactMap { key in
        // A key that nobody wrote has no place in the file.
        guard key.location.range != nil, let mistake = key.value.mistake(for: kind, among: kinds) else { return nil }
        let sign = key.value.isDescending ? "-" : ""
        return .error(
          "unsortable", at: key.location, mistake.message, suggestion: mistake.suggestion.map { sign + $0 })
      }
    }
  }
}
