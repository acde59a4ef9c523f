internal import Diagnostics

/// The arguments of a call, of a filter or of a test.
public struct Arguments: Sendable {
  public struct Keyword: Sendable {
    public var name: Symbol
    public var value: Value
  }

  public var positional: PositionalArguments
  public var keywords: [Keyword]

  public init(positional: PositionalArguments = PositionalArguments(), keywords: [Keyword] = []) {
    self.positional = positional
    self.keywords = keywords
  }

  public var isEmpty: Bool { positional.isEmpty && keywords.isEmpty }

  /// The argument at a position or under a name; nil when it was not given.
  public subscript(_ position: Int, _ name: String) -> Value? {
    if position < positional.count { return positional[position] }
    if keywords.isEmpty { return nil }
    let symbol = Symbol(name)
    return keywords.first { $0.name == symbol }?.value
  }

  public func required(_ position: Int, _ name: String) throws(TemplateError) -> Value {
    guard let value = self[position, name] else {
      throw TemplateError("missing-argument", "argument '\(name)' is missing")
    }
    return value
  }

  public func text(_ position: Int, _ name: String, default value: String? = nil) throws(TemplateError) -> String {
    guard let argument = try given(position, name, required: value == nil) else { return value ?? "" }
    try argument.requireDefined()
    guard let text = argument.text else { throw wrongType(name, "a string", argument) }
    return text
  }

  public func integer(_ position: Int, _ name: String, default value: Int? = nil) throws(TemplateError) -> Int {
    guard let argument = try given(position, name, required: value == nil) else { return value ?? 0 }
    try argument.requireDefined()
    guard let number = argument.integer else { throw wrongType(name, "an integer", argument) }
    return number
  }

  /// Any value, taken as true or false.
  public func flag(_ position: Int, _ name: String, default value: Bool = false) throws(TemplateError) -> Bool {
    guard let argument = self[position, name] else { return value }
    return try argument.isTrue()
  }

  /// An error unless every argument has one of these names, in this order.
  public func check(_ names: String...) throws(TemplateError) {
    if keywords.isEmpty, positional.count <= names.count { return }
    if positional.count > names.count {
      throw TemplateError(
        "extra-argument",
        "\(positional.count) arguments are given where \(names.count) are taken at most")
    }
    for keyword in keywords {
      let name = keyword.name.name
      guard let position = names.firstIndex(of: name) else {
        throw TemplateError(
          "unknown-argument", "'\(name)' is no argument here", suggestion: nearestName(to: name, among: names))
      }
      if position < positional.count {
        throw TemplateError("repeated-argument", "argument '\(name)' is given twice")
      }
    }
  }

  private func given(_ position: Int, _ name: String, required: Bool) throws(TemplateError) -> Value? {
    required ? try self.required(position, name) : self[position, name]
  }

  private func wrongType(_ name: String, _ expected: String, _ value: Value) -> TemplateError {
    TemplateError("type-mismatch", "argument '\(name)' must be \(expected), not \(value.typeName)")
  }
}
