import Content

extension FormValues {
  /// What a form changes in an entry: the paths of values, and what is to be written there.
  ///
  /// - Parameter old: what the form was filled in with; what is still the same is no change.
  func changes(since old: FormValues, of kind: Kind) -> [(path: ValuePath, value: WrittenValue)] {
    kind.fields.flatMap { changes(since: old, of: $0, at: $0.name) }
  }

  private func changes(since old: FormValues, of field: Field, at path: String) -> [(ValuePath, WrittenValue)] {
    guard part(path) != old.part(path), let place = ValuePath(path) else { return [] }
    let value = written(field, at: path, since: old)
    // A group that stays changes by its members, so that the others keep their lines.
    guard let group = field.group, !field.isList, !old.part(path).isEmpty, value != .nothing else {
      return [(place, value)]
    }
    return group.flatMap { changes(since: old, of: $0, at: "\(path).\($0.name)") }
  }

  /// The value of a field as content writes it.
  private func written(_ field: Field, at path: String, since old: FormValues) -> WrittenValue {
    guard field.isList else { return writtenItem(field, at: path, since: old) }
    let items: [WrittenValue] =
      switch field.control {
      case .group, .image, .file:
        (0..<min(count(at: path), 200)).map { writtenItem(field, at: "\(path).\($0)", since: old) }
      default: self[path].map { .text($0) }
      }
    let filled = items.filter { $0 != .nothing && $0 != .text("") }
    return filled.isEmpty ? .nothing : .list(filled)
  }

  private func writtenItem(_ field: Field, at path: String, since old: FormValues) -> WrittenValue {
    switch field.control {
    case .group:
      let members = (field.group?.map { ($0.name, written($0, at: "\(path).\($0.name)", since: old)) } ?? [])
        .filter { $0.1 != .nothing }
      return members.isEmpty ? .nothing : .group(members.map { WrittenValue.Member($0.0, $0.1) })
    case .image, .file:
      let source = first("\(path).src")
      guard !source.isEmpty else { return .nothing }
      return field.control == .file
        ? .text(source) : .group([.init("src", .text(source)), .init("alt", .text(first("\(path).alt")))])
    case .checkbox:
      if first(path) == "true" { return .text("true") }
      // Where nothing was said, nothing need be said.
      return old.first(path).isEmpty && field.defaultValue == nil ? .nothing : .text("false")
    default:
      let text = first(path)
      return text.isEmpty ? .nothing : .text(text)
    }
  }
}
