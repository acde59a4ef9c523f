internal import Synchronization

/// Elements that can be taken once, as the filters `map`, `select`, `reverse` … give them.
///
/// It is true even when empty and has no length, as Python's generators.
final class Generator: TemplateObject, Representable {
  private let rest: Mutex<ArraySlice<Value>>
  private let name: String

  init(_ elements: [Value], name: String = "generator") {
    rest = Mutex(elements[...])
    self.name = name
  }

  static func value(_ elements: [Value], name: String = "generator") -> Value {
    .external(ExternalObject(Generator(elements, name: name), depth: elements.depth + 1))
  }

  func member(_ name: Symbol) -> Value? { nil }
  var count: Int? { nil }
  var typeName: String { "a generator" }

  /// All that is left; afterwards nothing is.
  var elements: [Value]? {
    rest.withLock { rest in
      defer { rest = [] }
      return Array(rest)
    }
  }

  func next() -> Value? {
    rest.withLock { $0.popFirst() }
  }

  var printed: Value { .string("<\(name) object>") }

  func appendRepresentation(to text: inout String, depth: Int) {
    text += "<\(name) object>"
  }
}
