import Diagnostics
public import Markup
public import Templates

/// A day and a time, in the site's time zone or with an offset of its own.
public struct DateTimeField: FieldType {
  public static let name = "datetime"
  private let range: Bounds<Moment>

  public init(from schema: inout SchemaReader) {
    range = schema.bounds { schema, node in
      do throws(DateParser.Failure) {
        return try DateParser.moment(node.scalar?.text ?? "", in: schema.context.timeZone)
      } catch {
        schema.report(
          "wrong-type", at: node.range, "the bounds of a datetime must have a day and a time, such as 2026-11-21 18:30")
        return nil
      }
    }
  }

  public func read(_ node: YAMLNode, in reader: inout FieldReader) -> FieldValue? {
    guard
      let text = reader.text(
        node, orElse: { "'\($0)' must be a date and a time, such as 2026-11-21 18:30" }), !text.isEmpty
    else { return nil }
    do throws(DateParser.Failure) {
      let moment = try DateParser.moment(text, in: reader.context.timeZone)
      return reader.check(moment, within: range, written: { $0.iso }, at: node) ? .moment(moment) : nil
    } catch {
      reader.reportDate(
        text, at: node, error, orElse: "'\(reader.field)' must be a date and a time, such as 2026-11-21 18:30")
      return nil
    }
  }

  public var isSortable: Bool { true }

  public func orderKey(of value: FieldValue, in scope: OrderScope) -> OrderKey? {
    guard case .moment(let moment) = value else { return nil }
    return .integer(moment.seconds)
  }

  public func templateValue(of value: FieldValue, in scope: any TemplateScope) -> Value {
    guard case .moment(let moment) = value else { return .none }
    return .object(DateObject(.moment(moment)))
  }

  public var control: FieldControl { .line(type: "datetime", limits: .init(range) { $0.iso }) }

  public func advice(in scope: SchemaScope) -> String {
    range.advice("such as 2026-11-21 18:30") { $0.iso }
  }

  public func jsonSchema(in scope: SchemaScope) -> JSON {
    [
      "type": "string",
      "pattern":
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)? ?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?$",
    ]
  }
}
