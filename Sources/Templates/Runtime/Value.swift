/// What an expression of a template can be.
///
/// Values are made with the cases and with `.list`, `.dictionary`, `.object` and `.function`.
public enum Value: Sendable {
  case undefined(Undefined)
  case none
  case bool(Bool)
  case integer(Int)
  /// An integer that does not fit into 64 bits.
  case bigInteger(BigInteger)
  case double(Double)
  /// Text that is escaped when it is printed.
  case string(String)
  /// Text that is HTML already.
  case safe(String)
  case sequence(ValueList)
  case tuple(ValueList)
  case mapping(ValueDictionary)
  case external(ExternalObject)
  case native(NativeFunction)
  case macro(Macro)
  case block(BlockReference)
  case loop(LoopState)
  case namespace(Namespace)
}

extension Value {
  public static func list(_ elements: [Value]) -> Value {
    .sequence(ValueList(elements, isFrozen: true))
  }

  /// A dictionary that keeps the order of its entries; of equal keys the last wins.
  public static func dictionary(_ entries: [(String, Value)]) -> Value {
    let dictionary = ValueDictionary(isFrozen: true)
    for (key, value) in entries { dictionary.set(.string(key), to: value) }
    return .mapping(dictionary)
  }

  public static func object(_ object: any TemplateObject) -> Value {
    .external(ExternalObject(object))
  }

  public static func function(
    _ body: @escaping @Sendable (Arguments) throws(TemplateError) -> Value
  ) -> Value {
    .native(NativeFunction(name: "function") { (arguments, _) throws(TemplateError) in try body(arguments) })
  }

  /// A function that sees something of the render that calls it.
  public static func function(_ body: @escaping FunctionBody) -> Value {
    .native(NativeFunction(name: "function", body: body))
  }

  /// The text of a string, safe or not; nil for everything else.
  public var text: String? {
    switch self {
    case .string(let text), .safe(let text): text
    default: nil
    }
  }

  public var isDefined: Bool {
    if case .undefined = self { false } else { true }
  }

  /// The host's object that `.object` was made from.
  public var object: (any TemplateObject)? {
    if case .external(let box) = self { box.object } else { nil }
  }

  /// A list that the template itself made, which its methods may change.
  static func newList(_ elements: [Value]) -> Value {
    .sequence(ValueList(elements, isFrozen: false))
  }

  static func newTuple(_ elements: [Value]) -> Value {
    .tuple(ValueList(elements, isFrozen: true))
  }

  /// What a person calls this type of value.
  var typeName: String {
    switch self {
    case .undefined: "undefined"
    case .none: "none"
    case .bool: "a boolean"
    case .integer: "an integer"
    case .bigInteger: "an integer of more than 64 bits"
    case .double: "a float"
    case .string, .safe: "a string"
    case .sequence: "a list"
    case .tuple: "a tuple"
    case .mapping: "a dictionary"
    case .external(let box): box.object.typeName
    case .native: "a function"
    case .macro: "a macro"
    case .block: "a block"
    case .loop: "a loop"
    case .namespace: "a namespace"
    }
  }
}

/// The elements of a list or a tuple.
///
/// Lists that come from outside are frozen. A list that a template makes can be changed by that template, and
/// belongs to the one thread that renders it until the host takes it out: hence the unchecked conformance.
public final class ValueList: @unchecked Sendable {
  @exclusivity(unchecked) public internal(set) var elements: [Value]
  let isFrozen: Bool
  private(set) var depth: Int
  /// Names for the elements of a tuple, as `groupby` gives them.
  let fieldNames: [Symbol]

  init(_ elements: [Value], isFrozen: Bool, fieldNames: [Symbol] = []) {
    self.elements = elements
    self.isFrozen = isFrozen
    self.fieldNames = fieldNames
    depth = elements.depth + 1
  }

  /// Counts a value that was put in; an error when it makes the list too deep.
  func checkAdded(_ value: Value) throws(TemplateError) {
    depth = max(depth, value.depth + 1)
    try Value.sequence(self).checkDepth()
  }
}

/// The entries of a dictionary; what holds for `ValueList` holds here.
///
/// No method of the engine runs template code while it changes a list or a dictionary, so that checking for
/// overlapping accesses at each read would only cost time.
public final class ValueDictionary: @unchecked Sendable {
  @exclusivity(unchecked) public internal(set) var contents = OrderedEntries()
  let isFrozen: Bool
  private(set) var depth = 1

  init(isFrozen: Bool = false) {
    self.isFrozen = isFrozen
  }

  func set(_ key: Value, to value: Value) {
    contents.set(key, to: value)
    depth = max(depth, key.depth + 1, value.depth + 1)
  }

  /// The item that `dictionary.name` means; nil also for a method.
  @inline(__always)
  func item(_ name: Symbol) -> Value? {
    name.isDictionaryMethod ? nil : contents[name.name]
  }
}

/// Variables that `set ns.x = …` changes from any scope; used by the one thread that renders.
public final class Namespace: @unchecked Sendable {
  private(set) var contents = OrderedEntries()
  private(set) var depth = 1

  func set(_ key: Value, to value: Value) {
    contents.set(key, to: value)
    depth = max(depth, value.depth + 1)
  }
}

/// A box around a host's object, so that a `Value` stays small.
public final class ExternalObject: Sendable {
  public let object: any TemplateObject
  /// The depth of the values in it, where the engine made it.
  let depth: Int

  init(_ object: any TemplateObject, depth: Int = 0) {
    self.object = object
    self.depth = depth
  }
}

/// A function or a bound method written in Swift.
public final class NativeFunction: Sendable {
  typealias Body = @Sendable (Arguments, RenderState) throws(TemplateError) -> Value
  let name: String
  /// The depth of the value that a method is bound to.
  let depth: Int
  let body: Body

  init(name: String, depth: Int = 0, body: @escaping Body) {
    self.name = name
    self.depth = depth
    self.body = body
  }
}
