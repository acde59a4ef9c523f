internal import Diagnostics

extension Renderer {
  mutating func export(_ name: Symbol, _ value: Value?) {
    context.set(name, to: value ?? .undefined(Undefined(.name(name), environment.settings.undefined)))
    if !name.name.hasPrefix("_") { context.export(name) }
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

  mutating func setNamespaceMember(_ name: Symbol) {
    let owner = pop()
    let value = pop()
    if case .namespace(let namespace) = owner { namespace.contents.set(.string(name.name), to: value) }
  }

  mutating func makeDictionary(_ count: Int) throws(TemplateError) {
    let parts = pop(2 * count)
    let dictionary = ValueDictionary()
    for index in stride(from: 0, to: parts.count, by: 2) {
      try parts[index].requireDefined()
      guard DictionaryKey(parts[index]) != nil else {
        throw TemplateError("type-mismatch", "\(parts[index].typeName) cannot be a dictionary's key")
      }
      dictionary.contents.set(parts[index], to: parts[index + 1])
    }
    push(.mapping(dictionary))
  }
}
