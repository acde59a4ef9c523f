import Diagnostics
public import Markup
public import Templates

/// A number with or without decimals.
public struct NumberField: FieldType {
  public static let name = "number"
  private let range: Bounds<Double>

  public init(from schema: inout SchemaReader) {
    range = schema.bounds { schema, node in
      let number = node.scalar.flatMap { Double(written: $0.text) }
      if number == nil {
        schema.report("wrong-type", at: node.range, "the bounds of a number must be numbers, such as 3.5")
      }
      return number
    }
  }

  public func read(_ node: YAMLNode, in reader: inout FieldReader) -> FieldValue? {
    guard let text = reader.text(node, orElse: { "'\($0)' must be a number, such as 3.5" }), !text.isEmpty
    else { return nil }
    guard let number = Double(written: text) else {
      reader.report(
        "wrong-type", at: node.range, "'\(reader.field)' must be a number, such as 3.5",
        suggestion: Self.withDecimalPoint(text))
      return nil
    }
    guard reader.check(number, within: range, written: Self.written, at: node) else { return nil }
    return .number(number)
  }

  private static func withDecimalPoint(_ text: String) -> String? {
    let candidate = String(text.map { $0 == "," ? "." : $0 })
    return Double(written: candidate) == nil ? nil : candidate
  }

  /// Without `.0` after a whole number.
  private static func written(_ number: Double) -> String {
    let text = String(number)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  public var isSortable: Bool { true }

  public func orderKey(of value: FieldValue, in scope: OrderScope) -> OrderKey? {
    guard case .number(let number) = value else { return nil }
    return .number(number)
  }

  public func templateValue(of value: FieldValue, in scope: any TemplateScope) -> Value {
    guard case .number(let number) = value else { return .none }
    return .double(number)
  }

  public var control: FieldControl { .line(type: "decimal", limits: .init(range, written: Self.written)) }

  public func advice(in scope: SchemaScope) -> String {
    range.text { String($0) } ?? "such as 3.5"
  }

  public func jsonSchema(in scope: SchemaScope) -> JSON {
    (["type": "number"] as JSON).adding("minimum", range.minimum.map(JSON.number))
      .adding("maximum", range.maximum.map(JSON.number))
  }
}
