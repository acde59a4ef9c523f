/// Two changes of one entry, put together by field.
///
/// A field that one side has changed is taken from that side. Where both have changed the same field, groups merge by
/// their members, lists of texts by what was added and removed, lists of groups by items, and the text by lines.
public enum EntryMerge {
  /// A value that both have changed.
  public struct Conflict: Sendable, Equatable {
    /// Nil for the text below the fields.
    public var path: ValuePath?
    /// Nil where there is none.
    public var base: WrittenValue?
    /// What is there now.
    public var current: WrittenValue?
    /// What was submitted.
    public var submitted: WrittenValue?
  }

  public enum Outcome: Sendable {
    /// The bytes of the current file with what was submitted.
    case merged([UInt8])
    /// Never empty.
    case conflicts([Conflict])
  }

  /// Applies what `submitted` changed in `base` to `current`, of which other lines stay as they are.
  public static func merge(
    base: EntryDocument, current: EntryDocument, submitted: EntryDocument, of kind: Kind
  ) throws(EditError) -> Outcome {
    var merger = Merger()
    let fields = merger.members(
      (base.fields, current.fields, submitted.fields), at: nil, order: kind.fields.map(\.name))
    let text = merger.text((base.text, current.text, submitted.text))
    guard merger.conflicts.isEmpty else { return .conflicts(merger.conflicts) }
    var edit = EntryEdit()
    for field in current.fields where fields[field.name] == nil { edit.remove(ValuePath(field: field.name)) }
    for field in fields where current.fields[field.name] != field.value {
      edit.set(ValuePath(field: field.name), to: field.value)
    }
    if text != current.text { edit.text = text }
    return .merged(try edit.applied(to: current, of: kind))
  }
}

private struct Merger {
  typealias Versions<Part> = (base: Part, current: Part, submitted: Part)

  var conflicts: [EntryMerge.Conflict] = []

  mutating func members(
    _ members: Versions<[WrittenValue.Member]>, at path: ValuePath?, order: [String]
  ) -> [WrittenValue.Member] {
    var result = members.current
    var names = members.current.map(\.name)
    names += (members.submitted + members.base).map(\.name).filter { !names.contains($0) }.uniqued
    for name in names {
      let inner = path?.appending(.member(name)) ?? ValuePath(field: name)
      let values = (members.base[name], members.current[name], members.submitted[name])
      if let value = value(values, at: inner) {
        result.set(name, to: value, order: path == nil ? order : members.submitted.map(\.name))
      } else {
        result.remove(name)
      }
    }
    return result
  }

  /// The merged value, nil for none; after a conflict that of the current file.
  private mutating func value(_ values: Versions<WrittenValue?>, at path: ValuePath) -> WrittenValue? {
    let (base, current, submitted) = values
    if submitted == base || submitted == current { return current }
    if current == base { return submitted }
    switch (base, current, submitted) {
    case (.group(let base)?, .group(let current)?, .group(let submitted)?):
      return .group(members((base, current, submitted), at: path, order: []))
    case (.list(let base)?, .list(let current)?, .list(let submitted)?):
      return .list(list((base, current, submitted), at: path))
    case (nil, .list(let current)?, .list(let submitted)?):
      return .list(list(([], current, submitted), at: path))
    case (.text(let base)?, .text(let current)?, .text(let submitted)?):
      if let merged = lines((base, current, submitted)) { return .text(merged) }
    default: break
    }
    conflicts.append(.init(path: path, base: base, current: current, submitted: submitted))
    return current
  }

  private mutating func list(_ lists: Versions<[WrittenValue]>, at path: ValuePath) -> [WrittenValue] {
    let all = lists.base + lists.current + lists.submitted
    if all.allSatisfy(\.isScalar) { return scalars(lists) }
    return items(lists, at: path)
  }

  /// Groups, each with what either side has changed in it; what both have added comes one after the other.
  private mutating func items(_ lists: Versions<[WrittenValue]>, at path: ValuePath) -> [WrittenValue] {
    let current = AlignedItems(from: lists.base, to: lists.current)
    let submitted = AlignedItems(from: lists.base, to: lists.submitted)
    var result: [WrittenValue] = []
    for index in 0...lists.base.count {
      let added = current.added[index]
      result += added + submitted.added[index].filter { !added.contains($0) }
      guard index < lists.base.count else { break }
      let place = path.appending(.item(current.places[index] ?? index))
      let values = (lists.base[index], current.items[index], submitted.items[index])
      if let item = value(values, at: place) { result.append(item) }
    }
    return result
  }

  /// The current list with what was submitted: without what was taken away, and with what was added.
  private func scalars(_ lists: Versions<[WrittenValue]>) -> [WrittenValue] {
    let removed = Set(lists.base).subtracting(lists.submitted)
    var result = lists.current.filter { !removed.contains($0) }
    for (index, item) in lists.submitted.enumerated() where !lists.base.contains(item) && !result.contains(item) {
      let before = lists.submitted[..<index].reversed().lazy.compactMap { result.firstIndex(of: $0) }.first
      // What was added at the end comes after what others have added there.
      let isLast = index > 0 && !lists.submitted[index...].contains(where: lists.base.contains)
      result.insert(item, at: isLast ? result.count : before.map { $0 + 1 } ?? 0)
    }
    return result
  }

  private func lines(_ texts: Versions<String>) -> String? {
    func lines(_ text: String) -> [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    let merge = ThreeWayMerge(
      base: lines(texts.base), ours: lines(texts.current), theirs: lines(texts.submitted))
    return merge.merged()?.joined(separator: "\n")
  }

  mutating func text(_ texts: Versions<String>) -> String {
    if let merged = lines(texts) { return merged }
    conflicts.append(
      .init(path: nil, base: .text(texts.base), current: .text(texts.current), submitted: .text(texts.submitted)))
    return texts.current
  }
}

/// What became of the items of a list.
private struct AlignedItems {
  /// By the item's old number; nil for one that is gone.
  var items: [WrittenValue?]
  /// By the item's old number its new one.
  var places: [Int?]
  /// What was added before the item with this old number, and at the end.
  var added: [[WrittenValue]]

  init(from old: [WrittenValue], to new: [WrittenValue]) {
    items = Array(repeating: nil, count: old.count)
    places = items.map { _ in nil }
    added = Array(repeating: [], count: old.count + 1)
    var next = (old: 0, new: 0)
    for step in ListAlignment.steps(from: old, to: new) {
      switch step {
      case .keep(let index), .change(let index, _):
        items[index] = new[next.new]
        places[index] = next.new
        next = (index + 1, next.new + 1)
      case .remove(let index): next.old = index + 1
      case .insert(let value):
        added[next.old].append(value)
        next.new += 1
      }
    }
  }
}

extension [String] {
  /// Each once, where it comes first.
  fileprivate var uniqued: [String] {
    var known: Set<String> = []
    return filter { known.insert($0).inserted }
  }
}
