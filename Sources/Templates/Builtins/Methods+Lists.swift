internal import Diagnostics

/// The methods of `list` and `tuple`.
enum ListMethods {
  static let names = list.map(\.name)
  static let table: [Symbol: Filter] = list.reduce(into: [:]) { $0[Symbol($1.name)] = $1 }
  static let tupleTable: [Symbol: Filter] = ["index": Filter("index", index), "count": Filter("count", count)]

  private static let list: [Filter] = [
    Filter("append", append),
    Filter("extend", extend),
    Filter("insert", insert),
    Filter("pop", pop),
    Filter("remove", remove),
    Filter("clear", clear),
    Filter("reverse", reverse),
    Filter("sort", sort),
    Filter("copy", copy),
    Filter("index", index),
    Filter("count", count),
  ]

  private static func elements(_ value: Value) -> [Value] {
    switch value {
    case .sequence(let list), .tuple(let list): list.elements
    default: []
    }
  }

  /// The list, which must be one that the template made.
  private static func changeable(_ value: Value) throws(TemplateError) -> ValueList {
    if case .sequence(let list) = value, !list.isFrozen { return list }
    throw TemplateError(
      "frozen-value", "this list cannot be changed", help: "copy it first: {% set copy = original|list %}")
  }

  private static func append(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Value
  {
    try arguments.check("object")
    let list = try changeable(value)
    try state.limits.checkLength(list.elements.count + 1)
    let added = try arguments.required(0, "object")
    try list.checkAdded(added)
    list.elements.append(added)
    return .none
  }

  private static func extend(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Value
  {
    try arguments.check("iterable")
    let list = try changeable(value)
    let added = try arguments.required(0, "iterable")
    try Filters.checkSize(of: added, state)
    let elements = try added.iterated()
    try state.limits.checkLength(list.elements.count + elements.count)
    for element in elements { try list.checkAdded(element) }
    list.elements += elements
    return .none
  }

  private static func insert(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Value
  {
    try arguments.check("index", "object")
    let list = try changeable(value)
    let index = try arguments.integer(0, "index")
    let count = list.elements.count
    try state.limits.checkLength(count + 1)
    let position = min(max(index < 0 ? index + count : index, 0), count)
    let added = try arguments.required(1, "object")
    try list.checkAdded(added)
    list.elements.insert(added, at: position)
    return .none
  }

  private static func pop(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("index")
    let list = try changeable(value)
    let index = try arguments.integer(0, "index", default: -1)
    let position = index < 0 ? index + list.elements.count : index
    guard list.elements.indices.contains(position) else {
      throw TemplateError("wrong-value", "the list has no element \(index)")
    }
    return list.elements.remove(at: position)
  }

  private static func remove(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Value
  {
    let list = try changeable(value)
    guard let position = try index(value, arguments, state).integer else { return .none }
    list.elements.remove(at: position)
    return .none
  }

  private static func clear(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value
  {
    try arguments.check()
    try changeable(value).elements = []
    return .none
  }

  private static func reverse(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Value
  {
    try arguments.check()
    try changeable(value).elements.reverse()
    return .none
  }

  private static func sort(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value
  {
    try arguments.check("reverse")
    let list = try changeable(value)
    let keys = try SortKeys(nil, ignoresCase: false)
    list.elements = try keys.sorted(list.elements, isReversed: arguments.flag(0, "reverse"), state)
    return .none
  }

  private static func copy(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value
  {
    try arguments.check()
    return .newList(elements(value))
  }

  private static func index(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value
  {
    try arguments.check("value")
    let wanted = try arguments.required(0, "value")
    guard let position = elements(value).firstIndex(where: { $0.isEqual(to: wanted) }) else {
      throw TemplateError("wrong-value", "the value is not in the list")
    }
    return .integer(position)
  }

  private static func count(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value
  {
    try arguments.check("value")
    let wanted = try arguments.required(0, "value")
    return .integer(elements(value).count { $0.isEqual(to: wanted) })
  }
}
