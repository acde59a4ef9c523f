/// Dates as headers have them (RFC 5322 §3.3).
enum MailDate {
  private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]  // 1970 began with a Thursday
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// A second since 1970 in UTC: `Wed, 01 Jul 2026 12:00:00 +0000`.
  static func text(ofSecond second: Int) -> String {
    let days = second / 86_400
    let (year, month, day) = date(ofDay: days)
    return "\(weekdays[days % 7]), \(digits(day)) \(months[month - 1]) \(year) \(time(ofSecond: second, ":")) +0000"
  }

  /// The same so that names sort by it: `20260701T120000Z`.
  static func sortable(_ second: Int) -> String {
    let (year, month, day) = date(ofDay: second / 86_400)
    return "\(year)\(digits(month))\(digits(day))T\(time(ofSecond: second, ""))Z"
  }

  private static func time(ofSecond second: Int, _ separator: String) -> String {
    let time = second % 86_400
    return [time / 3_600, time / 60 % 60, time % 60].map(digits).joined(separator: separator)
  }

  private static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
    var year = 1970
    var rest = day
    while rest >= daysInYear(year) {
      rest -= daysInYear(year)
      year += 1
    }
    var month = 1
    while rest >= daysInMonth(month, of: year) {
      rest -= daysInMonth(month, of: year)
      month += 1
    }
    return (year, month, rest + 1)
  }

  private static func daysInYear(_ year: Int) -> Int { daysInMonth(2, of: year) == 29 ? 366 : 365 }

  private static func daysInMonth(_ month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
