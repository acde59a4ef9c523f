/// A date as exactly as it is known: a day, a month or a year.
public struct PartialDate: Sendable, Hashable {
  public let year: Int
  /// 1 to 12; nil when only the year is known.
  public let month: Int?
  /// 1 to 31; nil when only the month is known.
  public let day: Int?

  public init(year: Int, month: Int? = nil, day: Int? = nil) {
    self.year = year
    self.month = month
    self.day = month == nil ? nil : day
  }

  /// The date as ISO 8601 writes it: `2026-11-21`, `2026-11` or `2026`.
  public var iso: String {
    guard let month else { return digits(year, 4) }
    guard let day else { return digits(year, 4) + "-" + digits(month, 2) }
    return digits(year, 4) + "-" + digits(month, 2) + "-" + digits(day, 2)
  }

  /// Days since 1970-01-01 of the first day that it may mean.
  public var firstDay: Int {
    CivilDate.days(year: year, month: month ?? 1, day: day ?? 1)
  }

  /// 0 for Sunday to 6 for Saturday; nil when the day is not known.
  public var weekday: Int? {
    day == nil ? nil : CivilDate.weekday(ofDays: firstDay)
  }
}

extension PartialDate: Comparable {
  /// By first day; the less exact date comes first.
  public static func < (left: Self, right: Self) -> Bool {
    (left.year, left.month ?? 0, left.day ?? 0) < (right.year, right.month ?? 0, right.day ?? 0)
  }
}

/// A number with zeros before it.
func digits(_ number: Int, _ count: Int) -> String {
  let text = String(number.magnitude)
  return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, count - text.utf8.count)) + text
}
