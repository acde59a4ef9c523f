internal import Diagnostics

/// The tests behind `is`: one function each, and one line in the table.
enum Tests {
  static let builtin: [Symbol: Filter] = table.reduce(into: [:]) { tests, test in
    for name in test.names { tests[Symbol(name)] = Filter(testing: test.body, name: name) }
  }

  /// A test under all its names.
  private struct Test {
    let names: [String]
    let body: TestBody

    init(_ names: [String], _ body: @escaping TestBody) {
      self.names = names
      self.body = body
    }
  }

  private static let table: [Test] = [
    Test(["defined"], isDefined),
    Test(["undefined"], { (value, _, _) in !value.isDefined }),
    Test(["none"], { (value, _, _) in value.isNone }),
    Test(["boolean"], { (value, _, _) in value.boolean != nil }),
    Test(["true"], { (value, _, _) in value.boolean == true }),
    Test(["false"], { (value, _, _) in value.boolean == false }),
    Test(["integer"], isInteger),
    Test(["float"], isFloat),
    Test(["number"], { (value, _, _) in value.number != nil }),
    Test(["string"], { (value, _, _) in value.text != nil }),
    Test(["mapping"], isMapping),
    Test(["sequence"], isSequence),
    Test(["iterable"], isIterable),
    Test(["callable"], isCallable),
    Test(["escaped"], { (value, _, _) in value.isSafe }),
    Test(["odd"], { (value, arguments, _) throws(TemplateError) in try remainder(value, 2, arguments) == 1 }),
    Test(["even"], { (value, arguments, _) throws(TemplateError) in try remainder(value, 2, arguments) == 0 }),
    Test(["divisibleby"], isDivisible),
    Test(["lower"], isLower),
    Test(["upper"], isUpper),
    Test(["sameas"], isSame),
    Test(["in"], isIn),
    Test(["filter"], isFilter),
    Test(["test"], isTest),
    Test(
      ["==", "eq", "equalto"], { (value, arguments, _) throws(TemplateError) in try compare(.equal, value, arguments) }
    ),
    Test(["!=", "ne"], { (value, arguments, _) throws(TemplateError) in try compare(.notEqual, value, arguments) }),
    Test(
      ["<", "lt", "lessthan"], { (value, arguments, _) throws(TemplateError) in try compare(.less, value, arguments) }),
    Test(["<=", "le"], { (value, arguments, _) throws(TemplateError) in try compare(.lessOrEqual, value, arguments) }),
    Test(
      [">", "gt", "greaterthan"],
      { (value, arguments, _) throws(TemplateError) in try compare(.greater, value, arguments) }
    ),
    Test(
      [">=", "ge"], { (value, arguments, _) throws(TemplateError) in try compare(.greaterOrEqual, value, arguments) }),
  ]

  private static func isDefined(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Bool
  {
    try arguments.check()
    return value.isDefined
  }

  private static func isInteger(_ value: Value, _ arguments: Arguments, _ state: RenderState) -> Bool {
    switch value {
    case .integer, .bigInteger: true
    default: false
    }
  }

  private static func isFloat(_ value: Value, _ arguments: Arguments, _ state: RenderState) -> Bool {
    if case .double = value { true } else { false }
  }

  private static func isMapping(_ value: Value, _ arguments: Arguments, _ state: RenderState) -> Bool {
    switch value {
    case .mapping: true
    case .external(let box): box.object.isMapping
    default: false
    }
  }

  private static func isSequence(_ value: Value, _ arguments: Arguments, _ state: RenderState) -> Bool {
    switch value {
    case .string, .safe, .sequence, .tuple, .mapping: true
    case .external(let box): box.object.count != nil && !(box.object is DictionaryView)
    default: false
    }
  }

  private static func isIterable(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Bool
  {
    try value.requireDefined()
    if case .external(let box) = value, box.object is Generator { return true }
    return value.isIterable
  }

  private static func isCallable(_ value: Value, _ arguments: Arguments, _ state: RenderState) -> Bool {
    switch value {
    // Undefined values are callable in Jinja2, though calling one is an error.
    case .native, .macro, .block, .loop, .undefined: true
    case .external(let box): box.object.function != nil
    default: false
    }
  }

  private static func remainder(_ value: Value, _ divisor: Int, _ arguments: Arguments) throws(TemplateError) -> Double
  {
    try arguments.check()
    return try remainder(value, .integer(divisor))
  }

  private static func remainder(_ value: Value, _ divisor: Value) throws(TemplateError) -> Double {
    try value.requireDefined()
    guard let number = value.number, let by = divisor.number else {
      throw TemplateError("type-mismatch", "the test needs a number, not \(value.typeName)")
    }
    guard by.asDouble != 0 else { throw BinaryOperator.divisionByZero }
    if let whole = number.asBigInteger, let divisor = by.asBigInteger {
      return whole.floorDivided(by: divisor).remainder.asDouble
    }
    return number.asDouble.flooringRemainder(by: by.asDouble)
  }

  private static func isDivisible(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Bool
  {
    try arguments.check("num")
    return try remainder(value, arguments.required(0, "num")) == 0
  }

  private static func isLower(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Bool
  {
    let scalars = try value.printedText().unicodeScalars
    return scalars.contains { $0.properties.isLowercase }
      && !scalars.contains { $0.properties.isUppercase || $0.properties.generalCategory == .titlecaseLetter }
  }

  private static func isUpper(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Bool
  {
    let scalars = try value.printedText().unicodeScalars
    return scalars.contains { $0.properties.isUppercase }
      && !scalars.contains { $0.properties.isLowercase || $0.properties.generalCategory == .titlecaseLetter }
  }

  private static func isSame(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Bool
  {
    try arguments.check("other")
    return value.isIdentical(to: try arguments.required(0, "other"))
  }

  private static func isIn(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Bool {
    try arguments.check("seq")
    return try arguments.required(0, "seq").contains(value)
  }

  private static func isFilter(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Bool
  {
    try value.requireDefined()
    return value.text.map { state.environment.filters[Symbol($0)] != nil } ?? false
  }

  private static func isTest(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Bool
  {
    try value.requireDefined()
    return value.text.map { state.environment.tests[Symbol($0)] != nil } ?? false
  }

  private static func compare(
    _ comparison: ComparisonOperator, _ value: Value, _ arguments: Arguments
  ) throws(TemplateError) -> Bool {
    try arguments.check("other")
    return try comparison.apply(value, arguments.required(0, "other"))
  }
}

extension Value {
  var isNone: Bool {
    if case .none = self { true } else { false }
  }

  var boolean: Bool? {
    if case .bool(let flag) = self { flag } else { nil }
  }
}

extension Filter {
  /// A test as the renderer runs it, whose verdict is a value.
  init(testing test: @escaping TestBody, name: String) {
    self.init(name) { (value, arguments, state) throws(TemplateError) in .bool(try test(value, arguments, state)) }
  }
}
