internal import Diagnostics

#if canImport(Glibc)
  internal import Glibc
#endif

extension Value {
  /// Whether `==` holds for two defined values, which is never an error.
  ///
  /// Lists that hold themselves are unequal.
  func isEqual(to other: Value, depth: Int = 0) -> Bool {
    if depth > 2 * Value.deepest { return false }
    switch (self, other) {
    case (.string(let left), .string(let right)), (.safe(let left), .safe(let right)),
      (.string(let left), .safe(let right)), (.safe(let left), .string(let right)):
      return haveSameBytes(left, right)
    case (.none, .none): return true
    case (.sequence(let left), .sequence(let right)), (.tuple(let left), .tuple(let right)):
      return left === right || left.elements.isEqual(to: right.elements, depth: depth + 1)
    case (.mapping(let left), .mapping(let right)):
      return left === right || left.contents.isEqual(to: right.contents, depth: depth + 1)
    case (.external(let left), _):
      return left.object.compare(to: other).map { $0 == 0 } ?? isIdentical(to: other)
    case (_, .external(let right)):
      return right.object.compare(to: self) == 0
    case (.undefined, .undefined): return true
    default:
      if let left = number, let right = other.number { return left.isEqual(to: right) }
      return isIdentical(to: other)
    }
  }

  /// `is` of Python: the same object, or the same small value.
  func isIdentical(to other: Value) -> Bool {
    switch (self, other) {
    case (.none, .none): true
    case (.bool(let left), .bool(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.double(let left), .double(let right)): left == right
    case (.string(let left), .string(let right)), (.safe(let left), .safe(let right)): haveSameBytes(left, right)
    case (.sequence(let left), .sequence(let right)): left === right
    case (.tuple(let left), .tuple(let right)): left === right || (left.elements.isEmpty && right.elements.isEmpty)
    case (.mapping(let left), .mapping(let right)): left === right
    case (.external(let left), .external(let right)): left === right
    case (.native(let left), .native(let right)): left === right
    case (.macro(let left), .macro(let right)): left === right
    case (.loop(let left), .loop(let right)): left === right
    case (.namespace(let left), .namespace(let right)): left === right
    default: false
    }
  }

  func isText(_ text: String) -> Bool {
    switch self {
    case .string(let own), .safe(let own): haveSameBytes(own, text)
    default: false
    }
  }

  /// `==`, where strict undefined values are errors.
  func equals(_ other: Value) throws(TemplateError) -> Bool {
    try requireDefined()
    try other.requireDefined()
    return isEqual(to: other)
  }

  /// Negative, zero or positive as this comes before, with or after `other`.
  func ordered(to other: Value, by symbol: String = "<", depth: Int = 0) throws(TemplateError) -> Int {
    guard depth <= Value.deepest else {
      throw TemplateError("limit-exceeded", "the values are nested too deeply to compare")
    }
    if case .undefined(let undefined) = self { throw undefined.error }
    if case .undefined(let undefined) = other { throw undefined.error }
    if let left = number, let right = other.number { return left.ordered(to: right) }
    if let left = text, let right = other.text { return compareBytes(left, right) }
    switch (self, other) {
    case (.sequence(let left), .sequence(let right)), (.tuple(let left), .tuple(let right)):
      return try left.elements.ordered(to: right.elements, by: symbol, depth: depth + 1)
    case (.external(let left), _):
      if let order = left.object.compare(to: other) { return order }
    case (_, .external(let right)):
      if let order = right.object.compare(to: self) { return -order }
    default: break
    }
    throw TemplateError("type-mismatch", "'\(symbol)' cannot compare \(typeName) with \(other.typeName)")
  }

  /// `in`: the element of a list, the key of a dictionary, the part of a text.
  func contains(_ element: Value) throws(TemplateError) -> Bool {
    switch self {
    case .string(let text), .safe(let text):
      try element.requireDefined()
      guard let part = element.text else {
        throw TemplateError("type-mismatch", "'in' looks for a string in a string, not for \(element.typeName)")
      }
      return part.isEmpty || text.containsBytes(of: part)
    case .mapping(let dictionary):
      try element.requireDefined()
      guard DictionaryKey(element) != nil else {
        throw TemplateError("type-mismatch", "\(element.typeName) cannot be a dictionary's key")
      }
      return dictionary.contents[element] != nil
    case .external(let box) where box.object.isMapping:
      return element.text.flatMap { box.object.member(Symbol($0)) } != nil
    default:
      for candidate in try iterated() where try candidate.equals(element) { return true }
      return false
    }
  }

  func requireDefined() throws(TemplateError) {
    if case .undefined(let undefined) = self, undefined.isStrict { throw undefined.error }
  }
}

extension [Value] {
  func isEqual(to other: [Value], depth: Int = 0) -> Bool {
    count == other.count && zip(self, other).allSatisfy { $0.isEqual(to: $1, depth: depth) }
  }

  func ordered(to other: [Value], by symbol: String, depth: Int = 0) throws(TemplateError) -> Int {
    for (left, right) in zip(self, other) {
      if try left.equals(right) { continue }
      return try left.ordered(to: right, by: symbol, depth: depth)
    }
    return count - other.count
  }
}

extension OrderedEntries {
  func isEqual(to other: OrderedEntries, depth: Int = 0) -> Bool {
    guard count == other.count else { return false }
    return zip(keys, values).allSatisfy { key, value in other[key].map { value.isEqual(to: $0, depth: depth) } ?? false
    }
  }
}

/// Equality of code points; Swift's `==` alone would equate different spellings of one character.
@inline(__always)
func haveSameBytes(_ left: String, _ right: String) -> Bool {
  left.utf8.count == right.utf8.count && left == right
}

/// Order of code points, which is the order of UTF-8 bytes.
func compareBytes(_ left: String, _ right: String) -> Int {
  var left = left
  var right = right
  return left.withUTF8 { leftBytes in
    right.withUTF8 { rightBytes in
      let common = min(leftBytes.count, rightBytes.count)
      if common > 0, let leftStart = leftBytes.baseAddress, let rightStart = rightBytes.baseAddress {
        let order = memcmp(leftStart, rightStart, common)
        if order != 0 { return Int(order) }
      }
      return leftBytes.count - rightBytes.count
    }
  }
}

extension String {
  func containsBytes(of part: String) -> Bool {
    firstOffset(of: part, from: 0) != nil
  }

  /// The byte offset of the first occurrence at or after an offset.
  func firstOffset(of part: String, from start: Int) -> Int? {
    var text = self
    var part = part
    return text.withUTF8 { bytes in
      part.withUTF8 { wanted in bytes.firstOffset(of: wanted, from: start) }
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func firstOffset(of part: Self, from start: Int) -> Int? {
    guard let first = part.first else { return start <= count ? start : nil }
    var offset = start
    while offset + part.count <= count {
      if self[offset] == first, (1..<part.count).allSatisfy({ self[offset + $0] == part[$0] }) { return offset }
      offset += 1
    }
    return nil
  }
}
