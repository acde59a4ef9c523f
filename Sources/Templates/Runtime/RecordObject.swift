/// An object whose members are a fixed table from names to properties.
///
/// Nothing is computed before a template asks for it, and no dictionary is built for a page.
public protocol RecordObject: TemplateObject {
  static var members: MemberTable<Self> { get }
}

extension RecordObject {
  @inlinable public func member(_ name: Symbol) -> Value? { Self.members[name]?(self) }
  @inlinable public var memberNames: [String] { Self.members.names }
}

/// The members of one type of object.
public struct MemberTable<Object>: Sendable {
  public typealias Member = @Sendable (Object) -> Value
  @usableFromInline let members: SymbolMap<Member>
  /// In the order in which they were declared.
  public let names: [String]

  @inlinable public init(_ members: KeyValuePairs<String, Member>) {
    self.members = SymbolMap(members.map { (Symbol($0.key), $0.value) })
    names = members.map(\.key)
  }

  @inlinable public subscript(name: Symbol) -> Member? { members[name] }
}

extension Value {
  /// The text, or none.
  public init(_ text: String?) {
    self = text.map { .string($0) } ?? .none
  }

  /// The number, or none.
  public init(_ number: Int?) {
    self = number.map { .integer($0) } ?? .none
  }
}
