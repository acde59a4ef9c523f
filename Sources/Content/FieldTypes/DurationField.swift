import Diagnostics
public import Markup
public import Templates

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

  public func templateValue(of value: FieldValue, in scope: any TemplateScope) -> Value {
    guard case .duration(let span) = value else { return .none }
    return .object(DurationObject(span: span, scope: scope))
  }

  public var control: FieldControl { .line(type: "text") }

  public func advice(in scope: SchemaScope) -> String {
    range.advice("such as 45 min, 1 h 30 or 3 days") { $0.description }
  }

  public func jsonSchema(in scope: SchemaScope) -> JSON {
    ["type": "string", "examples": ["45 min", "1 h 30", "3 days", "10 weeks", "6 months", "PT1H30M"]]
  }
}

/// A length of time in templates, which prints as people write it in the words of the theme.
struct DurationObject: RecordObject {
  let span: TimeSpan
  let scope: any TemplateScope

  static let members = MemberTable<Self>([
    "iso": { .string($0.span.iso) },
    "minutes": { .integer($0.span.totalMinutes) },
  ])

  var printed: Value { .string(text) }

  func compare(to other: Value) -> Int? {
    (other.object as? DurationObject).map { span.totalMinutes - $0.span.totalMinutes }
  }

  private var text: String {
    let parts = [
      ("years", span.years), ("months", span.months), ("weeks", span.weeks), ("days", span.days),
      ("hours", span.minutes / 60), ("minutes", span.minutes % 60),
    ]
    return parts.filter { $0.1 > 0 }
      .map { scope.text("duration.\($0.0)", count: $0.1) ?? "\($0.1) \($0.0)" }.joined(separator: " ")
  }
}
