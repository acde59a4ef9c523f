/// What differs between two versions of an entry, field by field.
public struct EntryDiff: Sendable {
  public struct FieldChange: Sendable, Equatable {
    /// A field, a member of a group, or an item of a list of groups.
    ///
    /// Items are counted as in the new version, those that were removed as in the old one.
    public var path: ValuePath
    /// Nil for what was added.
    public var old: WrittenValue?
    /// Nil for what was removed.
    public var new: WrittenValue?
  }

  /// In the order of the kind's fields.
  public let fields: [FieldChange]
  /// How the text below the fields changed; no hunks where it did not.
  public let text: LineDiff

  /// Compares two versions; nil stands for an entry that is not there yet, or no longer.
  public init(from old: EntryDocument?, to new: EntryDocument?, of kind: Kind) {
    let names = kind.fields.map(\.name)
    let written = ((old?.fields ?? []) + (new?.fields ?? [])).map(\.name)
    var fields: [FieldChange] = []
    var known: Set<String> = []
    for name in names + written where known.insert(name).inserted {
      fields += Self.changes(from: old?.fields[name], to: new?.fields[name], at: ValuePath(field: name))
    }
    self.fields = fields
    text = LineDiff(from: old?.text ?? "", to: new?.text ?? "")
  }

  private static func changes(from old: WrittenValue?, to new: WrittenValue?, at path: ValuePath) -> [FieldChange] {
    if old == new { return [] }
    switch (old, new) {
    case (.group(let old)?, .group(let new)?):
      let names = old.map(\.name) + new.map(\.name).filter { old[$0] == nil }
      return names.flatMap { changes(from: old[$0], to: new[$0], at: path.appending(.member($0))) }
    case (.list(let old)?, .list(let new)?) where !(old + new).allSatisfy(\.isScalar):
      return items(from: old, to: new, at: path)
    default: return [FieldChange(path: path, old: old, new: new)]
    }
  }

  private static func items(from old: [WrittenValue], to new: [WrittenValue], at path: ValuePath) -> [FieldChange] {
    var next = 0
    return ListAlignment.steps(from: old, to: new).flatMap { step -> [FieldChange] in
      defer { if case .remove = step {} else { next += 1 } }
      switch step {
      case .keep: return []
      case .change(let index, let value):
        return changes(from: old[index], to: value, at: path.appending(.item(next)))
      case .remove(let index):
        return [FieldChange(path: path.appending(.item(index)), old: old[index], new: nil)]
      case .insert(let value): return [FieldChange(path: path.appending(.item(next)), old: nil, new: value)]
      }
    }
  }
}
