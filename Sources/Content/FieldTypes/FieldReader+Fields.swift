import Diagnostics
import Markup

/// The values of a kind's or a group's fields while they are read.
struct FieldValues {
  var values: [FieldValue?]
  /// Fields about which something was said: nothing more is.
  private var settled: [Bool]

  init(of fields: FieldSet) {
    values = Array(repeating: nil, count: fields.count)
    settled = Array(repeating: false, count: fields.count)
  }

  mutating func settle(_ index: Int) {
    settled[index] = true
  }

  func isMissing(_ index: Int) -> Bool {
    values[index] == nil && !settled[index]
  }
}

extension FieldReader {
  /// Reads one field where its key stands.
  mutating func read(_ field: Field, from pair: YAMLMapping.Pair, into values: inout FieldValues) {
    let mistakes = mistakeCount
    values.values[field.index] = value(of: field, from: pair.value)
    if mistakeCount > mistakes { values.settle(field.index) }
  }

  /// Reads one value, or the values of a list.
  mutating func value(of field: Field, from node: YAMLNode) -> FieldValue? {
    guard !node.isNull else { return nil }
    self.field = field.name
    if field.isList { return list(of: field, from: node) }
    guard node.sequence == nil else {
      report("not-a-list", at: node.range, "'\(field.name)' must be one value, not a list")
      return nil
    }
    return field.type.read(node, in: &self)
  }

  private mutating func list(of field: Field, from node: YAMLNode) -> FieldValue? {
    let nodes = node.sequence ?? [node]
    if let maximum = field.itemCount.maximum, nodes.count > maximum {
      report("too-many", at: nodes[maximum].range, "the list '\(field.name)' may be at most \(maximum) long")
    }
    let mistakes = mistakeCount
    let values = nodes.compactMap { item(of: field, from: $0) }
    if let minimum = field.itemCount.minimum, values.count < minimum, mistakeCount == mistakes {
      report("too-few", at: node.startRange(in: file), "the list '\(field.name)' must be at least \(minimum) long")
    }
    return values.isEmpty ? nil : .list(values)
  }

  private mutating func item(of field: Field, from node: YAMLNode) -> FieldValue? {
    guard node.sequence == nil else {
      report("wrong-type", at: node.startRange(in: file), "'\(field.name)' must be a list of values, not of lists")
      return nil
    }
    self.field = field.name
    return node.isNull ? nil : field.type.read(node, in: &self)
  }

  /// Puts defaults where nothing is said, and complains about required fields that still have no value.
  mutating func complete(
    _ values: inout FieldValues, of fields: FieldSet, reportMissing: (Field, inout FieldReader) -> Void
  ) {
    for field in fields where values.isMissing(field.index) {
      values.values[field.index] = field.defaultValue
      if field.defaultValue == nil, field.isRequired { reportMissing(field, &self) }
    }
  }
}
