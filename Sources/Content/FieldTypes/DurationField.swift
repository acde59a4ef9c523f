import Diagnostics
public import Markup

/// A length of time: `45 min`, `1 h 30`, `6 months`.
public struct DurationField: FieldType {
  public static let name = "duration"
  private let range: Bounds<TimeSpan>

  public init(from schema: inout SchemaReader) {
    range = schema.bounds { schema, node in
      let span = node.scalar.flatMap { TimeSpan($0.text) }
      if span == nil {
        schema.report("wrong-type", at: node.range, "the bounds of a duration must be durations, such as 45 min")
      }
      return span
    }
  }

  public func read(_ node: YAMLNode, in reader: inout FieldReader) -> FieldValue? {
    guard
      let text = reader.text(
        node, orElse: { "'\($0)' must be a duration, such as 45 min, 1 h 30, 3 days or PT1H30M" }), !text.isEmpty
    else { return nil }
    guard let span = TimeSpan(text) else {
      reader.report(
        "wrong-type", at: node.range,
        "'\(reader.field)' must be a duration, such as 45 min, 1 h 30, 3 days or PT1H30M")
      return nil
    }
    guard reader.check(span, within: range, written: { $0.description }, at: node) else { return nil }
    return .duration(span)
  }

  public var isSortable: Bool { true }

  public func orderKey(of value: FieldValue, in scope: OrderScope) -> OrderKey? {
    guard case .duration(let span) = value else { return nil }
    return .integer(span.totalMinutes)
  }

  public func jsonSchema(in scope: SchemaScope) -> JSON {
    ["type": "string", "examples": ["45 min", "1 h 30", "3 days", "10 weeks", "6 months", "PT1H30M"]]
  }
}
