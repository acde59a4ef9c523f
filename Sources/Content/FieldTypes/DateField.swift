import Diagnostics
public import Markup
public import Templates

/// A day, a month or a year.
public struct DateField: FieldType {
  public static let name = "date"
  private let range: Bounds<PartialDate>

  public init(from schema: inout SchemaReader) {
    range = schema.bounds { schema, node in
      do throws(DateParser.Failure) {
        return try DateParser.date(node.scalar?.text ?? "")
      } catch {
        schema.report("wrong-type", at: node.range, "the bounds of a date must be dates, such as 2026-11-21")
        return nil
      }
    }
  }

  public func read(_ node: YAMLNode, in reader: inout FieldReader) -> FieldValue? {
    guard let text = reader.text(node, orElse: { "'\($0)' must be a date, such as 2026-11-21" }), !text.isEmpty
    else { return nil }
    do throws(DateParser.Failure) {
      let date = try DateParser.date(text)
      return check(date, at: node, in: &reader) ? .date(date) : nil
    } catch {
      reader.reportDate(text, at: node, error, orElse: "'\(reader.field)' must be a date, such as 2026-11-21")
      return nil
    }
  }

  /// A date that is less exact than its bound is in range when a day of it may be.
  private func check(_ date: PartialDate, at node: YAMLNode, in reader: inout FieldReader) -> Bool {
    if let maximum = range.maximum, date.isInside(maximum) { return true }
    if let minimum = range.minimum, minimum.isInside(date) { return true }
    return reader.check(date, within: range, written: { $0.iso }, at: node)
  }

  public var isSortable: Bool { true }

  public func orderKey(of value: FieldValue, in scope: OrderScope) -> OrderKey? {
    guard case .date(let date) = value else { return nil }
    return OrderKey(date)
  }

  public func templateValue(of value: FieldValue, in scope: any TemplateScope) -> Value {
    guard case .date(let date) = value else { return .none }
    return .object(DateObject(.date(date)))
  }

  public var control: FieldControl { .line(type: "date", limits: .init(range) { $0.iso }) }

  public func advice(in scope: SchemaScope) -> String {
    range.advice("such as 2026-11-21, or less exactly 2026-11 or 2026") { $0.iso }
  }

  public func jsonSchema(in scope: SchemaScope) -> JSON {
    // Editors read a bare year as a number.
    [
      "anyOf": [
        ["type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"],
        ["type": "integer", "minimum": .integer(0), "maximum": .integer(9_999)],
      ]
    ]
  }
}

extension OrderKey {
  init(_ date: PartialDate) {
    self = .date(year: date.year, month: date.month ?? 0, day: date.day ?? 0, second: 0)
  }

  /// Dates and moments mix by the clocks of where they were written.
  init(_ date: EntryDate) {
    switch date {
    case .date(let date): self.init(date)
    case .moment(let moment):
      let day = moment.date
      let second = moment.hour * 3_600 + moment.minute * 60 + moment.second
      self = .date(year: day.year, month: day.month ?? 0, day: day.day ?? 0, second: second)
    }
  }
}

extension PartialDate {
  /// Whether all its days are days of a less exact date.
  func isInside(_ other: PartialDate) -> Bool {
    year == other.year && (other.month == nil || (month == other.month && (other.day == nil || day == other.day)))
  }
}

extension FieldReader {
  /// Says what is wrong with a date: its form, or its calendar.
  mutating func reportDate(
    _ text: String, at node: YAMLNode, _ failure: DateParser.Failure, orElse rule: Message
  ) {
    switch failure {
    case .form: report("wrong-type", at: node.range, rule, suggestion: Self.isoDate(text))
    case .calendar:
      report("no-such-date", at: node.range, "'\(field)' must be a date of the calendar; '\(text)' is none")
    }
  }

  /// `2026-11-21` for `21/11/2026`.
  private static func isoDate(_ text: String) -> String? {
    let parts = text.split { $0 == "/" || $0 == "." || $0 == "-" }.map { Int($0) }
    guard parts.count == 3, let day = parts[0], let month = parts[1], let year = parts[2], year > 999, year < 10_000,
      (1...12).contains(month), (1...CivilDate.daysInMonth(month, of: year)).contains(day)
    else { return nil }
    return PartialDate(year: year, month: month, day: day).iso
  }
}
