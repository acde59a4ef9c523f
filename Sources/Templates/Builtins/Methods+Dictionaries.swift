internal import Diagnostics

/// The methods of `dict`.
enum DictionaryMethods {
  static let table: [Symbol: Filter] = list.reduce(into: [:]) { $0[Symbol($1.name)] = $1 }

  private static let list: [Filter] = [
    Filter("items") { (value, arguments, _) throws(TemplateError) in try view(.items, value, arguments) },
    Filter("keys") { (value, arguments, _) throws(TemplateError) in try view(.keys, value, arguments) },
    Filter("values") { (value, arguments, _) throws(TemplateError) in try view(.values, value, arguments) },
    Filter("get", get),
    Filter("copy", copy),
    Filter("update", update),
    Filter("setdefault", setdefault),
    Filter("pop", pop),
    Filter("popitem", popitem),
    Filter("clear", clear),
  ]

  static let names: Set<String> = [
    "items", "keys", "values", "get", "copy", "update", "setdefault", "pop", "popitem", "clear",
  ]

  private static func entries(_ value: Value) -> OrderedEntries {
    if case .mapping(let dictionary) = value { dictionary.contents } else { OrderedEntries() }
  }

  private static func changeable(_ value: Value) throws(TemplateError) -> ValueDictionary {
    if case .mapping(let dictionary) = value, !dictionary.isFrozen { return dictionary }
    throw TemplateError(
      "frozen-value", "this dictionary cannot be changed", help: "copy it first: {% set copy = dict(original) %}")
  }

  private static func view(_ kind: DictionaryView.Kind, _ value: Value, _ arguments: Arguments) throws(TemplateError)
    -> Value
  {
    try arguments.check()
    return .external(ExternalObject(DictionaryView(kind: kind, entries: entries(value)), depth: value.depth + 1))
  }

  private static func get(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("key", "default")
    return entries(value)[try arguments.required(0, "key")] ?? arguments[1, "default"] ?? .none
  }

  private static func copy(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value
  {
    try arguments.check()
    let copy = ValueDictionary()
    for (key, value) in zip(entries(value).keys, entries(value).values) { copy.set(key, to: value) }
    return .mapping(copy)
  }

  private static func update(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Value
  {
    let dictionary = try changeable(value)
    if let other = arguments.positional.first {
      for (key, value) in try other.pairs() { dictionary.set(key, to: value) }
    }
    for keyword in arguments.keywords { dictionary.set(.string(keyword.name.name), to: keyword.value) }
    try state.limits.checkLength(dictionary.contents.count)
    return .none
  }

  private static func setdefault(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Value
  {
    try arguments.check("key", "default")
    let key = try arguments.required(0, "key")
    if let known = entries(value)[key] { return known }
    let added = arguments[1, "default"] ?? .none
    let dictionary = try changeable(value)
    try state.limits.checkLength(dictionary.contents.count + 1)
    dictionary.set(key, to: added)
    return added
  }

  private static func pop(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("key", "default")
    let key = try arguments.required(0, "key")
    if let removed = try changeable(value).contents.remove(key) ?? arguments[1, "default"] { return removed }
    throw TemplateError("wrong-value", "the dictionary has no key \(try key.representation())")
  }

  private static func popitem(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Value
  {
    try arguments.check()
    let dictionary = try changeable(value)
    guard let key = dictionary.contents.keys.last, let removed = dictionary.contents.remove(key) else {
      throw TemplateError("wrong-value", "the dictionary is empty")
    }
    return .newTuple([key, removed])
  }

  private static func clear(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value
  {
    try arguments.check()
    try changeable(value).contents = OrderedEntries()
    return .none
  }
}

/// What `items()`, `keys()` and `values()` give.
struct DictionaryView: TemplateObject, Representable {
  enum Kind: String {
    case items
    case keys
    case values
  }

  let kind: Kind
  let entries: OrderedEntries

  func member(_ name: Symbol) -> Value? { nil }
  var count: Int? { entries.count }
  var isTrue: Bool { entries.count > 0 }
  var typeName: String { "a view of a dictionary" }

  var elements: [Value]? {
    switch kind {
    case .keys: entries.keys
    case .values: entries.values
    case .items: zip(entries.keys, entries.values).map { .newTuple([$0, $1]) }
    }
  }

  var printed: Value {
    var text = ""
    do throws(TemplateError) {
      try appendRepresentation(to: &text, depth: 0)
    } catch {
      text = "dict_\(kind.rawValue)"
    }
    return .string(text)
  }

  func appendRepresentation(to text: inout String, depth: Int) throws(TemplateError) {
    text += "dict_\(kind.rawValue)(" + (try Value.newList(elements ?? []).representation()) + ")"
  }
}
