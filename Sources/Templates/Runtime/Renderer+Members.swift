internal import Diagnostics

extension Renderer {
  /// `value.name`: a method, a member, or else the item of that name.
  func member(_ name: Symbol, of owner: Value) throws(TemplateError) -> Value {
    located(try owner.member(name, state: environment.settings.undefined))
  }

  /// `value[key]`: the item, or else the member of that name.
  func item(_ key: Value, of owner: Value) throws(TemplateError) -> Value {
    located(try owner.item(key, state: environment.settings.undefined))
  }

  /// An undefined value remembers where it came from.
  private func located(_ value: Value) -> Value {
    guard case .undefined(let undefined) = value, undefined.origin == nil else { return value }
    return .undefined(Undefined(undefined.cause, undefined.behavior, at: currentLocation))
  }

  mutating func slice() throws(TemplateError) {
    let step = pop()
    let stop = pop()
    let start = pop()
    let owner = pop()
    push(try owner.sliced(start, stop, step))
  }
}

extension Value {
  func member(_ name: Symbol, state behavior: UndefinedBehavior) throws(TemplateError) -> Value {
    switch self {
    case .external(let box):
      if let value = box.object.member(name) { return value }
    case .mapping(let dictionary):
      if let method = Methods.bound(name, to: self) { return method }
      if let value = dictionary.contents[name.name] { return value }
    case .namespace(let namespace):
      if let value = namespace.contents[name.name] { return value }
    case .loop(let loop):
      if let value = loop.member(name) { return value }
    case .undefined(let undefined):
      guard undefined.behavior == .chainable else { throw undefined.error }
      return self
    case .block(let block):
      if name == WellKnown.superName { return block.parent }
    case .macro(let macro):
      if let value = macro.member(name) { return value }
    case .tuple(let tuple):
      if let index = tuple.fieldNames.firstIndex(of: name) { return tuple.elements[index] }
      if let method = Methods.bound(name, to: self) { return method }
    case .string, .safe, .sequence:
      if let method = Methods.bound(name, to: self) { return method }
    default: break
    }
    return .undefined(Undefined(.member(of: self, name), behavior))
  }

  func item(_ key: Value, state behavior: UndefinedBehavior) throws(TemplateError) -> Value {
    if case .undefined(let undefined) = self {
      guard undefined.behavior == .chainable else { throw undefined.error }
      return self
    }
    try key.requireDefined()
    if let value = element(key) { return value }
    guard let name = key.text else {
      return .undefined(Undefined(.element(of: self, key: try key.representation()), behavior))
    }
    if case .mapping = self {
      return Methods.bound(Symbol(name), to: self) ?? .undefined(Undefined(.member(of: self, Symbol(name)), behavior))
    }
    return try member(Symbol(name), state: behavior)
  }

  /// The element under a key or at an index, which counts from the end when negative.
  private func element(_ key: Value) -> Value? {
    switch self {
    case .sequence(let list), .tuple(let list):
      guard let index = key.integer.map({ $0 < 0 ? $0 + list.elements.count : $0 }) else { return nil }
      return list.elements.indices.contains(index) ? list.elements[index] : nil
    case .mapping(let dictionary): return dictionary.contents[key]
    case .string(let text):
      return key.integer.flatMap { scalar(at: $0, of: text) }.map { .string($0) }
    case .safe(let text):
      return key.integer.flatMap { scalar(at: $0, of: text) }.map { .safe($0) }
    case .external(let box):
      if key.text != nil { return nil }
      if let value = box.object.item(key) { return value }
      guard let index = key.integer, !(box.object is Generator), let elements = box.object.elements else { return nil }
      let position = index < 0 ? index + elements.count : index
      return elements.indices.contains(position) ? elements[position] : nil
    default: return nil
    }
  }

  private func scalar(at index: Int, of text: String) -> String? {
    let scalars = text.unicodeScalars
    let position = index < 0 ? index + scalars.count : index
    guard position >= 0,
      let found = scalars.index(scalars.startIndex, offsetBy: position, limitedBy: scalars.endIndex),
      found < scalars.endIndex
    else { return nil }
    return String(scalars[found])
  }

  func sliced(_ start: Value, _ stop: Value, _ step: Value) throws(TemplateError) -> Value {
    if case .undefined(let undefined) = self {
      guard undefined.behavior == .chainable else { throw undefined.error }
      return self
    }
    let bounds = [try start.sliceBound(), try stop.sliceBound(), try step.sliceBound()]
    guard bounds[2] != 0 else { throw TemplateError("wrong-value", "the step of a slice must not be 0") }
    func pick<Element>(_ elements: [Element]) -> [Element] {
      sliceBounds(count: elements.count, bounds[0], bounds[1], bounds[2] ?? 1).indexes.map { elements[$0] }
    }
    if let range = object as? RangeValue {
      return .object(range.sliced(sliceBounds(count: range.length, bounds[0], bounds[1], bounds[2] ?? 1)))
    }
    switch self {
    case .sequence(let list): return .newList(pick(list.elements))
    case .tuple(let tuple): return .newTuple(pick(tuple.elements))
    case .string(let text): return .string(String(String.UnicodeScalarView(pick(Array(text.unicodeScalars)))))
    case .safe(let text): return .safe(String(String.UnicodeScalarView(pick(Array(text.unicodeScalars)))))
    case .external(let box) where !(box.object is Generator) && !box.object.isMapping:
      if let elements = box.object.elements { return .newList(pick(elements)) }
    default: break
    }
    throw TemplateError("type-mismatch", "\(typeName) cannot be sliced")
  }

  private func sliceBound() throws(TemplateError) -> Int? {
    if case .none = self { return nil }
    // Whatever is out of the sequence is its end.
    if case .bigInteger(let number) = self { return number.isNegative ? .min : .max }
    guard let number = integer else {
      throw TemplateError("type-mismatch", "the bounds of a slice must be integers, not \(typeName)")
    }
    return number
  }
}

/// The part of a sequence that a slice takes: like a loop from `start` to but without `stop`.
struct SliceBounds {
  let start: Int
  let stop: Int
  let step: Int

  var indexes: StrideTo<Int> { stride(from: start, to: stop, by: step) }
}

/// The bounds that Python's slice means for a sequence of that length.
private func sliceBounds(count: Int, _ start: Int?, _ stop: Int?, _ step: Int) -> SliceBounds {
  func clamped(_ bound: Int, _ low: Int, _ high: Int) -> Int {
    min(max(bound < 0 ? bound.addingReportingOverflow(count).partialValue : bound, low), high)
  }
  if step > 0 {
    return SliceBounds(start: clamped(start ?? 0, 0, count), stop: clamped(stop ?? count, 0, count), step: step)
  }
  return SliceBounds(
    start: start.map { clamped($0, -1, count - 1) } ?? count - 1,
    stop: stop.map { clamped($0, -1, count - 1) } ?? -1, step: step)
}

extension ComparisonOperator {
  func apply(_ left: Value, _ right: Value) throws(TemplateError) -> Bool {
    if case .integer(let leftNumber) = left, case .integer(let rightNumber) = right {
      return try apply(leftNumber, rightNumber)
    }
    switch self {
    case .equal: return try left.equals(right)
    case .notEqual: return try !left.equals(right)
    case .less: return try left.ordered(to: right, by: rawValue) < 0
    case .lessOrEqual: return try left.ordered(to: right, by: rawValue) <= 0
    case .greater: return try left.ordered(to: right, by: rawValue) > 0
    case .greaterOrEqual: return try left.ordered(to: right, by: rawValue) >= 0
    case .contained: return try right.contains(left)
    case .notContained: return try !right.contains(left)
    }
  }

  private func apply(_ left: Int, _ right: Int) throws(TemplateError) -> Bool {
    switch self {
    case .equal: return left == right
    case .notEqual: return left != right
    case .less: return left < right
    case .lessOrEqual: return left <= right
    case .greater: return left > right
    case .greaterOrEqual: return left >= right
    case .contained, .notContained: return try Value.integer(right).contains(.integer(left))
    }
  }
}
