import Diagnostics
public import Markup
public import Templates

/// True or false.
public struct BooleanField: FieldType {
  public static let name = "boolean"

  public init(from schema: inout SchemaReader) {}

  public func read(_ node: YAMLNode, in reader: inout FieldReader) -> FieldValue? {
    guard let text = reader.text(node, orElse: { "'\($0)' must be true or false" }), !text.isEmpty
    else { return nil }
    guard let value = Bool(written: text) else {
      reader.report(
        "wrong-type", at: node.range, "'\(reader.field)' must be true or false",
        suggestion: Self.meanings[text.lowercased()])
      return nil
    }
    return .boolean(value)
  }

  /// What older YAML and people write.
  private static let meanings = [
    "yes": "true", "oui": "true", "on": "true", "1": "true", "no": "false", "non": "false", "off": "false",
    "0": "false",
  ]

  public var isSortable: Bool { true }

  public func orderKey(of value: FieldValue, in scope: OrderScope) -> OrderKey? {
    guard case .boolean(let value) = value else { return nil }
    return .integer(value ? 1 : 0)
  }

  public var isFacet: Bool { true }

  public func facet(of value: FieldValue, in scope: OrderScope) -> Facet? {
    guard case .boolean(let value) = value else { return nil }
    // What readers call them is for the theme to say.
    return value
      ? Facet(slug: "yes", label: "yes", entry: nil, order: .integer(0))
      : Facet(slug: "no", label: "no", entry: nil, order: .integer(1))
  }

  public func templateValue(of value: FieldValue, in scope: any TemplateScope) -> Value {
    guard case .boolean(let flag) = value else { return .none }
    return .bool(flag)
  }

  public var control: FieldControl { .checkbox }

  public func advice(in scope: SchemaScope) -> String {
    "true or false"
  }

  public func jsonSchema(in scope: SchemaScope) -> JSON {
    ["type": "boolean"]
  }
}
