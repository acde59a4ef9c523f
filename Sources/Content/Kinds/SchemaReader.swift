import Diagnostics
import Markup

/// Reads a mapping of a kind or of the settings key by key, and knows which keys nobody asked for.
public struct SchemaReader {
  let file: SourceFile
  var context: ReadingContext
  /// What a person calls the mapping: `a field`.
  let owner: String
  let range: Range<Int>
  let mapping: YAMLMapping
  private var asked: Set<String> = []
  var diagnostics: [Diagnostic] = []

  init(_ mapping: YAMLMapping, range: Range<Int>, owner: String, file: SourceFile, context: ReadingContext) {
    self.mapping = mapping
    self.range = range
    self.owner = owner
    self.file = file
    self.context = context
  }

  mutating func report(
    _ id: Diagnostic.ID, at range: Range<Int>, _ message: Message, help: Message? = nil, suggestion: String? = nil
  ) {
    diagnostics.append(.error(id, at: at(range), message, help: help, suggestion: suggestion))
  }

  func at(_ range: Range<Int>) -> SourceLocation {
    SourceLocation(file, range)
  }

  /// Complains about every key that was not asked for.
  mutating func reportUnknownKeys() {
    for pair in mapping.pairs where !asked.contains(pair.key) {
      report(
        "unknown-key", at: pair.keyRange, "'\(pair.key)' is no key of \(owner)",
        suggestion: nearestName(to: pair.key, among: asked.sorted()))
    }
  }
}

// MARK: - Values

extension SchemaReader {
  /// The value of a key; nil when it is absent or null.
  mutating func node(_ key: String) -> YAMLNode? {
    asked.insert(key)
    guard let node = mapping[key], !node.isNull else { return nil }
    return node
  }

  mutating func text(_ key: String) -> Located<String>? {
    node(key).flatMap { text($0, named: key) }
  }

  mutating func text(_ node: YAMLNode, named name: String) -> Located<String>? {
    guard let scalar = node.scalar, !scalar.text.isEmpty else {
      report("wrong-type", at: node.range, "'\(name)' must be a text")
      return nil
    }
    return Located(scalar.text, at: at(node.range))
  }

  mutating func boolean(_ key: String) -> Bool? {
    guard let node = node(key) else { return nil }
    guard let value = node.scalar.flatMap({ Bool(written: $0.text) }) else {
      report("wrong-type", at: node.range, "'\(key)' must be true or false")
      return nil
    }
    return value
  }

  mutating func integer(_ key: String, atLeast minimum: Int) -> Int? {
    guard let node = node(key) else { return nil }
    guard let value = node.scalar.flatMap({ Int(written: $0.text) }), value >= minimum else {
      report("wrong-type", at: node.range, "'\(key)' must be a whole number of at least \(minimum)")
      return nil
    }
    return value
  }

  /// The names in a list; one name may stand without brackets.
  mutating func names(_ key: String) -> [Located<String>] {
    guard let node = node(key) else { return [] }
    return (node.sequence ?? [node]).compactMap { text($0, named: key) }
  }

  /// A value between bounds that the type itself reads; complains when `min` is above `max`.
  mutating func bounds<Bound: Comparable>(_ read: (inout SchemaReader, YAMLNode) -> Bound?) -> Bounds<Bound> {
    let minimum = node("min").flatMap { read(&self, $0) }
    let maximumNode = node("max")
    let maximum = maximumNode.flatMap { read(&self, $0) }
    if let minimum, let maximum, let maximumNode, minimum > maximum {
      report("empty-range", at: maximumNode.range, "'max' must not be less than 'min'")
      return Bounds()
    }
    return Bounds(minimum: minimum, maximum: maximum)
  }

  /// Reads a mapping inside this one with a reader of its own.
  mutating func nested<Result>(
    _ node: YAMLNode, named name: String, owner: String, _ read: (inout SchemaReader) -> Result
  ) -> Result? {
    guard let mapping = node.mapping else {
      report("wrong-type", at: node.range, "'\(name)' must be a mapping of keys to values")
      return nil
    }
    var reader = SchemaReader(mapping, range: node.range, owner: owner, file: file, context: context)
    defer { diagnostics += reader.diagnostics }
    return read(&reader)
  }
}

/// The least and the greatest value that a field may have.
struct Bounds<Bound: Comparable & Sendable>: Sendable {
  var minimum: Bound?
  var maximum: Bound?
}
