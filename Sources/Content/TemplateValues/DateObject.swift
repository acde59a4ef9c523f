public import Templates

/// A date, a date and time, or a less exact date, in templates; it prints as ISO 8601.
public struct DateObject: RecordObject {
  let date: EntryDate

  public init(_ date: EntryDate) { self.date = date }

  public static let members = MemberTable<Self>([
    "year": { .integer($0.day.year) },
    "month": { $0.day.month.map { .integer($0) } ?? .none },
    "day": { $0.day.day.map { .integer($0) } ?? .none },
    "hour": { $0.moment.map { .integer($0.hour) } ?? .none },
    "minute": { $0.moment.map { .integer($0.minute) } ?? .none },
    "iso": { .string($0.iso) },
  ])

  public var printed: Value { .string(iso) }
  public var typeName: String { "a date" }

  public var day: PartialDate {
    switch date {
    case .date(let date): date
    case .moment(let moment): moment.date
    }
  }

  public var moment: Moment? {
    guard case .moment(let moment) = date else { return nil }
    return moment
  }

  var iso: String { date.iso }

  /// Two moments compare as such; with a date on either side, the days do.
  public func compare(to other: Value) -> Int? {
    guard let other = other.object as? DateObject else { return nil }
    if let left = moment, let right = other.moment { return left.seconds - right.seconds }
    return day == other.day ? 0 : day < other.day ? -1 : 1
  }
}
