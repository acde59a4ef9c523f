internal import Diagnostics

extension Renderer {
  mutating func export(_ name: Symbol, _ value: Value?) {
    context.set(
      name, to: value ?? .undefined(Undefined(.name(name), environment.settings.undefined)), isExported: !name.isPrivate
    )
  }

  mutating func unpack(_ count: Int) throws(TemplateError) {
    let value = pop()
    try value.requireDefined()
    guard value.isIterable else {
      throw TemplateError("not-iterable", "\(value.typeName) cannot be unpacked into \(count) names")
    }
    let elements = try value.iterated()
    guard elements.count == count else {
      throw TemplateError("wrong-count", "\(elements.count) values cannot be unpacked into \(count) names")
    }
    for element in elements.reversed() { push(element) }
  }

  mutating func checkNamespace(named name: Value) throws(TemplateError) {
    let value = pop()
    if case .namespace = value { return }
    throw TemplateError(
      "invalid-target", "'\(name.text ?? "")' is no namespace, and only a namespace's members can be set",
      help: "make it with {% set \(name.text ?? "ns") = namespace() %}")
  }

  mutating func setNamespaceMember(_ name: Symbol) throws(TemplateError) {
    let owner = pop()
    let value = pop()
    guard case .namespace(let namespace) = owner else { return }
    namespace.set(.string(name.name), to: value)
    try owner.checkDepth()
  }

  /// Pushes a value that was just made, unless it is nested too deeply.
  mutating func pushMade(_ value: Value) throws(TemplateError) {
    try value.checkDepth()
    push(value)
  }

  mutating func makeDictionary(_ count: Int) throws(TemplateError) {
    let parts = pop(2 * count)
    let dictionary = ValueDictionary()
    for index in stride(from: 0, to: parts.count, by: 2) {
      try parts[index].requireDefined()
      guard DictionaryKey(parts[index]) != nil else {
        throw TemplateError("type-mismatch", "\(parts[index].typeName) cannot be a dictionary's key")
      }
      dictionary.set(parts[index], to: parts[index + 1])
    }
    try pushMade(.mapping(dictionary))
  }
}
