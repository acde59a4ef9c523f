public import Markup

/// A value as content writes it, before the type of its field reads it.
///
/// Space around a text does not count, as no type of field reads it.
public enum WrittenValue: Sendable, Hashable {
  /// A key without a value, or with `~`.
  case nothing
  case text(String)
  case list([WrittenValue])
  /// No name comes twice. Two groups with the same members are equal, in whatever order.
  case group([Member])

  /// A named value of a group, or of the entry itself.
  public struct Member: Sendable, Hashable {
    public var name: String
    public var value: WrittenValue

    public init(_ name: String, _ value: WrittenValue) {
      self.name = name
      self.value = value
    }
  }

  public init(_ node: YAMLNode) {
    self =
      switch node.content {
      case .scalar(let scalar): scalar.isNull ? .nothing : .text(scalar.text.trimmed)
      case .sequence(let nodes): .list(nodes.map(WrittenValue.init))
      case .mapping(let mapping): .group(mapping.pairs.map { Member($0.key, WrittenValue($0.value)) })
      }
  }

  public static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.nothing, .nothing): true
    case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
    case (.list(let left), .list(let right)): left == right
    case (.group(let left), .group(let right)):
      left.count == right.count && left.sortedByName.elementsEqual(right.sortedByName)
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .nothing: hasher.combine(0)
    case .text(let text): hasher.combine(text)
    case .list(let items): hasher.combine(items)
    case .group(let members): hasher.combine(members.sortedByName)
    }
  }
}

extension WrittenValue {
  public subscript(name: String) -> WrittenValue? {
    guard case .group(let members) = self else { return nil }
    return members[name]
  }

  /// The value at a path below this one; nil where there is none.
  public subscript(steps: some Collection<ValuePath.Step>) -> WrittenValue? {
    guard let step = steps.first else { return self }
    switch (step, self) {
    case (.member(let name), .group(let members)): return members[name]?[steps.dropFirst()]
    case (.item(let index), .list(let items)):
      return items.indices.contains(index) ? items[index][steps.dropFirst()] : nil
    default: return nil
    }
  }

  /// With texts as fields read them, without the space around them.
  var trimmed: WrittenValue {
    switch self {
    case .nothing: self
    case .text(let text): .text(text.trimmed)
    case .list(let items): .list(items.map(\.trimmed))
    case .group(let members): .group(members.map { Member($0.name, $0.value.trimmed) })
    }
  }

  var isScalar: Bool {
    switch self {
    case .nothing, .text: true
    case .list, .group: false
    }
  }

  /// Whether something holds of a text or a name inside of it.
  func contains(where holds: (String) -> Bool) -> Bool {
    switch self {
    case .nothing: false
    case .text(let text): holds(text)
    case .list(let items): items.contains { $0.contains(where: holds) }
    case .group(let members): members.contains { holds($0.name) || $0.value.contains(where: holds) }
    }
  }
}

extension [WrittenValue.Member] {
  public subscript(name: String) -> WrittenValue? {
    first { $0.name == name }?.value
  }

  fileprivate var sortedByName: [WrittenValue.Member] {
    sorted { $0.name < $1.name }
  }

  mutating func remove(_ name: String) {
    removeAll { $0.name == name }
  }

  /// Changes a member where it stands, or adds it after the nearest one that comes before it in `order`.
  mutating func set(_ name: String, to value: WrittenValue, order: [String]) {
    if let index = firstIndex(where: { $0.name == name }) {
      self[index].value = value
    } else {
      insert(WrittenValue.Member(name, value), at: map(\.name).place(of: name, order: order))
    }
  }
}

extension [String] {
  /// Where a name belongs among others: after the nearest that comes before it in an order, else at the end.
  func place(of name: String, order: [String]) -> Int {
    guard order.contains(name) else { return count }
    let before = order.prefix { $0 != name }.reversed()
    return before.lazy.compactMap { firstIndex(of: $0) }.first.map { $0 + 1 } ?? count
  }
}
