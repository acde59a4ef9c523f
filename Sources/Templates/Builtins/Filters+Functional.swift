internal import Diagnostics

/// Filters that apply other filters and tests to elements.
extension Filters {
  static func map(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    guard try value.isTrue() else { return Generator.value([]) }
    let elements = try value.iterated()
    let transform = try mapping(arguments, state)
    return Generator.value(try elements.map { (element) throws(TemplateError) in try transform(element) })
  }

  private static func mapping(
    _ arguments: Arguments, _ state: RenderState
  ) throws(TemplateError) -> (Value) throws(TemplateError) -> Value {
    if arguments.positional.isEmpty, let attribute = arguments[0, "attribute"] {
      try arguments.check("attribute", "default")
      let fallback = arguments[1, "default"].flatMap { $0.isNone ? nil : $0 }
      let path = try AttributePath(attribute, fallback: fallback)
      return { (element) throws(TemplateError) in try path.value(of: element, state) }
    }
    guard let name = arguments.positional.first else {
      throw TemplateError("missing-argument", "'map' needs the name of a filter or an attribute")
    }
    let filter = try named(name, in: state.environment.filters, "filter")
    let rest = Arguments(
      positional: PositionalArguments(Array(arguments.positional.dropFirst())), keywords: arguments.keywords)
    return { (element) throws(TemplateError) in try filter.body(element, rest, state) }
  }

  private static func named(
    _ name: Value, in table: [Symbol: Filter], _ what: String
  ) throws(TemplateError) -> Filter {
    try name.requireDefined()
    if let text = name.text, let filter = table[Symbol(text)] { return filter }
    let shown = try name.printedText()
    throw TemplateError(
      what == "filter" ? "unknown-filter" : "unknown-test", "there is no \(what) '\(shown)'",
      suggestion: nearestName(to: shown, among: table.keys.map(\.name)))
  }

  static func select(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try chosen(value, arguments, state, hasAttribute: false, wanted: true)
  }

  static func reject(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try chosen(value, arguments, state, hasAttribute: false, wanted: false)
  }

  static func selectattr(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try chosen(value, arguments, state, hasAttribute: true, wanted: true)
  }

  static func rejectattr(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try chosen(value, arguments, state, hasAttribute: true, wanted: false)
  }

  private static func chosen(
    _ value: Value, _ arguments: Arguments, _ state: RenderState, hasAttribute: Bool, wanted: Bool
  ) throws(TemplateError) -> Value {
    guard try value.isTrue() else { return Generator.value([]) }
    var rest = arguments
    var path: AttributePath?
    if hasAttribute {
      guard let attribute = rest.positional.removeFirst() else {
        throw TemplateError("missing-argument", "the name of an attribute is missing")
      }
      path = try AttributePath(attribute)
    }
    var test: Filter?
    if let name = rest.positional.removeFirst() { test = try named(name, in: state.environment.tests, "test") }
    var result: [Value] = []
    for element in try value.iterated() {
      let subject = try path.map { (path) throws(TemplateError) in try path.value(of: element, state) } ?? element
      let verdict = try test.map { (test) throws(TemplateError) in try test.body(subject, rest, state) } ?? subject
      if try verdict.isTrue() == wanted { result.append(element) }
    }
    return Generator.value(result)
  }
}
