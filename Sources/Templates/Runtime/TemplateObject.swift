/// A value that lives outside the engine: members are resolved by symbol, nothing is copied into dictionaries.
public protocol TemplateObject: Sendable {
  /// The attribute or item of that name; nil when there is none.
  func member(_ name: Symbol) -> Value?
  /// The names that `member` knows, for suggestions.
  var memberNames: [String] { get }
  /// What `{{ object }}` prints: `.string` is escaped, `.safe` is not.
  var printed: Value { get }
  var isTrue: Bool { get }
  /// What `for` and the filters iterate; nil when it cannot be iterated.
  var elements: [Value]? { get }
  /// The length; nil when it has none.
  var count: Int? { get }
  /// Negative, zero or positive as this comes before, with or after `other`; nil when they cannot be compared.
  func compare(to other: Value) -> Int?
  /// Whether the object behaves as a dictionary, whose elements are its keys.
  var isMapping: Bool { get }
  /// The element at an index or under a key that is no name; nil when there is none.
  func item(_ key: Value) -> Value?
  /// The object called as a function; nil when it cannot be called.
  var function: NativeFunction? { get }
  /// What the object is known by when rendered fragments are shared; nil for one that is like no other.
  var identity: ObjectIdentity? { get }
  /// What a person calls this type of value in an error: `an entry`.
  var typeName: String { get }
}

extension TemplateObject {
  public var memberNames: [String] { [] }
  public var printed: Value { .string("") }
  public var isTrue: Bool { true }
  public var elements: [Value]? { nil }
  public var count: Int? { elements?.count }
  public func compare(to other: Value) -> Int? { nil }
  public var isMapping: Bool { false }
  public func item(_ key: Value) -> Value? { nil }
  public var function: NativeFunction? { nil }
  public var identity: ObjectIdentity? { nil }
  public var typeName: String { "an object" }
}
