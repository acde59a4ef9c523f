import Templates

/// An object whose members are a fixed table from names to properties.
///
/// Nothing is computed before a template asks for it, and no dictionary is built for a page.
protocol RecordObject: TemplateObject {
  static var members: MemberTable<Self> { get }
}

extension RecordObject {
  func member(_ name: Symbol) -> Value? { Self.members[name]?(self) }
  var memberNames: [String] { Self.members.names }
}

/// The members of one type of object.
struct MemberTable<Object>: Sendable {
  typealias Member = @Sendable (Object) -> Value
  private let members: [Symbol: Member]
  /// In the order in which they were declared.
  let names: [String]

  init(_ members: KeyValuePairs<String, Member>) {
    self.members = Dictionary(members.map { (Symbol($0.key), $0.value) }) { first, _ in first }
    names = members.map(\.key)
  }

  subscript(name: Symbol) -> Member? { members[name] }
}

extension Value {
  /// The text, or none.
  init(_ text: String?) {
    self = text.map { .string($0) } ?? .none
  }
}
