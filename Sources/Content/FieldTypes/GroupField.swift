import Diagnostics
public import Markup
public import Templates

/// Fields that belong together, such as the sessions of an event.
public struct GroupField: FieldType {
  public static let name = "group"
  public let fields: FieldSet

  public init(from schema: inout SchemaReader) {
    fields = schema.fields(ofGroup: true)
  }

  private init(fields: FieldSet) {
    self.fields = fields
  }

  public func read(_ node: YAMLNode, in reader: inout FieldReader) -> FieldValue? {
    guard let mapping = node.mapping else {
      reader.report(
        "wrong-type", at: node.range, "'\(reader.field)' must be a group of the fields \(names)")
      return nil
    }
    let group = reader.field
    defer { reader.field = group }
    var values = FieldValues(of: fields)
    for pair in mapping.pairs {
      guard let field = fields[pair.key] else {
        if !fields.isUnreadable(pair.key) { reportUnknown(pair, of: group, in: &reader) }
        continue
      }
      reader.read(field, from: pair, into: &values)
    }
    reader.complete(&values, of: fields) { field, reader in
      reader.report(
        "missing-field", at: node.startRange(in: reader.file), "each '\(group)' must have the field '\(field.name)'")
    }
    return .group(values.values)
  }

  private var names: String {
    fields.map(\.name).joined(separator: ", ")
  }

  private func reportUnknown(_ pair: YAMLMapping.Pair, of group: String, in reader: inout FieldReader) {
    reader.report(
      "unknown-field", at: pair.keyRange, "'\(pair.key)' is no field of '\(group)'",
      suggestion: nearestName(to: pair.key, among: fields.map(\.name)))
  }

  public func templateValue(of value: FieldValue, in scope: any TemplateScope) -> Value {
    guard case .group(let values) = value else { return .none }
    return .object(GroupObject(fields: fields, values: values, scope: scope))
  }

  public var control: FieldControl { .group }

  public func advice(in scope: SchemaScope) -> String {
    ""
  }

  public func jsonSchema(in scope: SchemaScope) -> JSON {
    fields.jsonSchema(in: scope)
  }

  public var publicView: GroupField { GroupField(fields: fields.publicView) }
}

extension YAMLNode {
  /// The value as far as it stands on its first line, so that a caret does not run over many.
  func startRange(in file: SourceFile) -> Range<Int> {
    let lineEnd = file.lineRange(containingByte: range.lowerBound).upperBound
    return range.lowerBound..<max(range.lowerBound, min(range.upperBound, lineEnd))
  }
}

/// A group in templates: its fields by name, and `fields` for those that have a value.
struct GroupObject: TemplateObject {
  let fields: FieldSet
  let values: [FieldValue?]
  let scope: any TemplateScope

  func member(_ name: Symbol) -> Value? {
    let name = name.name
    if let field = fields[name] { return field.templateValue(of: values[field.index], in: scope) }
    return name == "fields" ? .list(FieldObject.filled(fields, values, in: scope)) : nil
  }

  var memberNames: [String] { fields.map(\.name) + ["fields"] }
}
