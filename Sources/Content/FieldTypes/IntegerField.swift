import Diagnostics
public import Markup
public import Templates

/// A whole number.
public struct IntegerField: FieldType {
  public static let name = "integer"
  private let range: Bounds<Int>

  public init(from schema: inout SchemaReader) {
    range = schema.bounds { schema, node in
      let number = node.scalar.flatMap { Int(written: $0.text) }
      if number == nil {
        schema.report("wrong-type", at: node.range, "the bounds of an integer must be whole numbers, such as 42")
      }
      return number
    }
  }

  public func read(_ node: YAMLNode, in reader: inout FieldReader) -> FieldValue? {
    guard let text = reader.text(node, orElse: { "'\($0)' must be a whole number, such as 42" }), !text.isEmpty
    else { return nil }
    guard let number = Int(written: text) else {
      reader.report("wrong-type", at: node.range, "'\(reader.field)' must be a whole number, such as 42")
      return nil
    }
    guard reader.check(number, within: range, written: { String($0) }, at: node) else { return nil }
    return .integer(number)
  }

  public var isSortable: Bool { true }

  public func orderKey(of value: FieldValue, in scope: OrderScope) -> OrderKey? {
    guard case .integer(let number) = value else { return nil }
    return .integer(number)
  }

  public var isFacet: Bool { true }

  public func facet(of value: FieldValue, in scope: OrderScope) -> Facet? {
    guard case .integer(let number) = value else { return nil }
    let slug = number < 0 ? "minus-\(number.magnitude)" : String(number)
    return Facet(slug: slug, label: String(number), entry: nil, order: .integer(number))
  }

  public func templateValue(of value: FieldValue, in scope: any TemplateScope) -> Value {
    guard case .integer(let number) = value else { return .none }
    return .integer(number)
  }

  public var control: FieldControl { .line(type: "number", limits: .init(range) { String($0) }) }

  public func advice(in scope: SchemaScope) -> String {
    range.text { String($0) } ?? "such as 42"
  }

  public func jsonSchema(in scope: SchemaScope) -> JSON {
    (["type": "integer"] as JSON).adding("minimum", range.minimum.map(JSON.integer))
      .adding("maximum", range.maximum.map(JSON.integer))
  }
}
