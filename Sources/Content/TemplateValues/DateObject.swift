public import Templates

/// A date, a date and time, or a less exact date, in templates; it prints as ISO 8601.
public struct DateObject: RecordObject {
  let date: EntryDate
  /// For the moment of the build: who must know when a page that shows it is out of date.
  private let clock: (any ClockObserver)?

  public init(_ date: EntryDate, clock: (any ClockObserver)? = nil) {
    self.date = date
    self.clock = clock
  }

  public static let members = MemberTable<Self>([
    "year": { .integer($0.read(.day).day.year) },
    "month": { $0.read(.day).day.month.map { .integer($0) } ?? .none },
    "day": { $0.read(.day).day.day.map { .integer($0) } ?? .none },
    "hour": { $0.read(.second).moment.map { .integer($0.hour) } ?? .none },
    "minute": { $0.read(.second).moment.map { .integer($0.minute) } ?? .none },
    "iso": { .string($0.read(.second).iso) },
  ])

  public var printed: Value { .string(read(.second).iso) }
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
    noteComparison(with: other)
    if let left = moment, let right = other.moment { return left.seconds - right.seconds }
    return day == other.day ? 0 : day < other.day ? -1 : 1
  }
}

extension DateObject {
  /// How exactly a date is shown.
  public enum Precision {
    case day
    case second
  }

  /// The same date, after its observer has learnt how long what will be shown of it holds.
  @discardableResult
  public func read(_ precision: Precision) -> DateObject {
    guard let clock, let moment else { return self }
    clock.clockWasRead(holdingUntil: precision == .day ? moment.startOfNextDay : moment.seconds + 1)
    return self
  }

  /// An order of two moments holds until the later one has come; an order of days, until the day is over.
  private func noteComparison(with other: DateObject) {
    guard let clock = clock ?? other.clock, let now = self.clock == nil ? other.moment : moment else { return }
    guard let date = self.clock == nil ? moment : other.moment else {
      return clock.clockWasRead(holdingUntil: now.startOfNextDay)
    }
    clock.clockWasRead(holdingUntil: now.seconds > date.seconds ? nil : max(date.seconds, now.seconds + 1))
  }
}

extension Moment {
  /// By its own local time; on the days on which clocks are changed, not later than that.
  fileprivate var startOfNextDay: Int {
    let midnight = seconds + 86_400 - floored(seconds + offset, by: 86_400).remainder
    return max(seconds + 1, midnight - 3_600)
  }
}
