internal import Diagnostics
internal import Synchronization

/// The functions that every template has.
enum Functions {
  static let builtin: [Symbol: Value] = [
    "range": function("range", range),
    "dict": function("dict", dict),
    "cycler": function("cycler", cycler),
    "joiner": function("joiner", joiner),
    "namespace": function("namespace", namespace),
  ]

  private static func function(_ name: String, _ body: @escaping FunctionBody) -> Value {
    .native(NativeFunction(name: name, body: body))
  }

  /// `range(stop)`, `range(start, stop, step)`: numbers up to but without `stop`.
  private static func range(_ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    guard (1...3).contains(arguments.positional.count), arguments.keywords.isEmpty else {
      throw TemplateError("wrong-count", "'range' takes one to three integers")
    }
    let first = try arguments.integer(0, "start")
    if arguments.positional.count == 1 { return .object(RangeValue(start: 0, stop: first, step: 1)) }
    let step = try arguments.integer(2, "step", default: 1)
    guard step != 0 else { throw TemplateError("wrong-value", "the step of a range must not be 0") }
    return .object(RangeValue(start: first, stop: try arguments.integer(1, "stop"), step: step))
  }

  /// `dict(a=1)`: a dictionary of the named arguments, behind a dictionary or pairs.
  private static func dict(_ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    let dictionary = ValueDictionary()
    for (key, value) in try entries(arguments, "dict") { dictionary.set(key, to: value) }
    return .mapping(dictionary)
  }

  /// `namespace(a=1)`: variables that `set ns.a = …` changes from any scope.
  private static func namespace(_ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    let namespace = Namespace()
    for (key, value) in try entries(arguments, "namespace") { namespace.set(key, to: value) }
    return .namespace(namespace)
  }

  private static func entries(_ arguments: Arguments, _ name: String) throws(TemplateError) -> [(Value, Value)] {
    guard arguments.positional.count <= 1 else {
      throw TemplateError("extra-argument", "'\(name)' takes at most one argument without a name")
    }
    let first = try arguments.positional.first?.pairs() ?? []
    return first + arguments.keywords.map { (.string($0.name.name), $0.value) }
  }

  /// `cycler(…)`: gives its values in turn with `next()`.
  private static func cycler(_ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    let values = Array(arguments.positional)
    guard !values.isEmpty else {
      throw TemplateError("missing-argument", "'cycler' needs at least one value")
    }
    return .external(ExternalObject(Cycler(values), depth: values.depth + 1))
  }

  /// `joiner(separator)`: called, it gives nothing the first time and the separator later.
  private static func joiner(_ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("sep")
    let separator = arguments[0, "sep"] ?? .string(", ")
    return .external(ExternalObject(Joiner(separator), depth: separator.depth + 1))
  }
}

private final class Cycler: TemplateObject {
  private let values: [Value]
  private let position = Mutex(0)

  init(_ values: [Value]) {
    self.values = values
  }

  var typeName: String { "a cycler" }
  var memberNames: [String] { ["next", "reset", "current"] }
  var printed: Value { .string("<Cycler>") }

  func member(_ name: Symbol) -> Value? {
    switch name.name {
    case "current": values[position.withLock { $0 }]
    case "next": method("next") { self.next() }
    case "reset": method("reset") { self.reset() }
    default: nil
    }
  }

  private func method(_ name: String, _ body: @escaping @Sendable () -> Value) -> Value {
    .native(
      NativeFunction(name: name) { (arguments, _) throws(TemplateError) in
        try arguments.check()
        return body()
      })
  }

  private func next() -> Value {
    position.withLock { position in
      defer { position = (position + 1) % values.count }
      return values[position]
    }
  }

  private func reset() -> Value {
    position.withLock { $0 = 0 }
    return .none
  }
}

private final class Joiner: TemplateObject {
  private let separator: Value
  private let wasUsed = Mutex(false)

  init(_ separator: Value) {
    self.separator = separator
  }

  func member(_ name: Symbol) -> Value? { nil }
  var typeName: String { "a joiner" }
  var printed: Value { .string("<Joiner>") }

  var function: NativeFunction? {
    NativeFunction(name: "joiner") { (arguments, _) throws(TemplateError) in
      try arguments.check()
      return self.next()
    }
  }

  private func next() -> Value {
    wasUsed.withLock { wasUsed in
      defer { wasUsed = true }
      return wasUsed ? separator : .string("")
    }
  }
}

extension Value {
  /// The entries of a dictionary, or elements that are pairs.
  func pairs() throws(TemplateError) -> [(Value, Value)] {
    switch self {
    case .mapping(let dictionary): return Array(zip(dictionary.contents.keys, dictionary.contents.values))
    case .external(let box) where box.object.isMapping:
      return (box.object.elements ?? []).map { key in
        (key, key.text.flatMap { box.object.member(Symbol($0)) } ?? .none)
      }
    default: break
    }
    var pairs: [(Value, Value)] = []
    for element in try iterated() {
      let pair = try element.iterated()
      guard pair.count == 2 else { throw TemplateError("wrong-count", "expected pairs of a key and a value") }
      guard DictionaryKey(pair[0]) != nil else {
        throw TemplateError("type-mismatch", "\(pair[0].typeName) cannot be a dictionary's key")
      }
      pairs.append((pair[0], pair[1]))
    }
    return pairs
  }
}
