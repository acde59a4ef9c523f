internal import Diagnostics

extension Value {
  /// What a loop or a filter sees one after the other; an error when it cannot be iterated.
  func iterated() throws(TemplateError) -> [Value] {
    switch self {
    case .sequence(let list), .tuple(let list): return list.elements
    case .mapping(let dictionary): return dictionary.contents.keys
    // Iterating over safe text gives plain characters, as Python's Markup does.
    case .string(let text), .safe(let text): return text.unicodeScalars.map { .string(String($0)) }
    case .undefined(let undefined):
      if undefined.isStrict { throw undefined.error }
      return []
    case .external(let box):
      // Its elements are not there before somebody asks for them.
      if let range = box.object as? RangeValue { try Limits().checkLength(range.length) }
      if let elements = box.object.elements { return elements }
    case .loop(let loop): return loop.takeRest()
    default: break
    }
    throw TemplateError("not-iterable", "\(typeName) cannot be iterated")
  }

  var isIterable: Bool {
    switch self {
    case .sequence, .tuple, .mapping, .string, .safe, .loop: true
    case .undefined(let undefined): !undefined.isStrict
    case .external(let box): box.object.count != nil || box.object.elements != nil
    default: false
    }
  }

  /// `len(value)`; nil when it has no length.
  var length: Int? {
    switch self {
    case .sequence(let list), .tuple(let list): list.elements.count
    case .mapping(let dictionary): dictionary.contents.count
    case .string(let text), .safe(let text): text.scalarCount
    case .external(let box): box.object.count
    case .loop(let loop): loop.elements.count
    case .undefined(let undefined): undefined.isStrict ? nil : 0
    default: nil
    }
  }
}
