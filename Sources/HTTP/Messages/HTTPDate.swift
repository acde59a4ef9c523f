/// The dates of header fields (RFC 9110 §5.6.7), to the second and in UTC.
public enum HTTPDate {
  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// The IMF-fixdate of seconds since 1970, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
  ///
  /// - Parameter seconds: of the years 1 to 9999; others take the nearest second of these.
  public static func text(secondsSince1970 seconds: Int) -> String {
    let seconds = min(max(seconds, -62_135_596_800), 253_402_300_799)
    let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
    let time = seconds - days * 86_400
    let date = civil(days)
    let weekday = weekdays[((days + 4) % 7 + 7) % 7]
    return "\(weekday), \(padded(date.day)) \(months[date.month - 1]) \(padded(date.year, 4)) "
      + "\(padded(time / 3_600)):\(padded(time / 60 % 60)):\(padded(time % 60)) GMT"
  }

  /// The seconds since 1970 of a date in the format above; nil for any other text.
  ///
  /// The two older formats that servers may still meet are not read: a condition with one counts as absent, which
  /// costs a transfer and no correctness.
  public static func secondsSince1970(_ text: some StringProtocol) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count == 29, let weekday = weekdays.firstIndex(of: part(bytes, 0..<3)), part(bytes, 3..<5) == ", ",
      let day = HTTPSyntax.number(part(bytes, 5..<7)), let month = months.firstIndex(of: part(bytes, 8..<11)),
      let year = HTTPSyntax.number(part(bytes, 12..<16)), let hour = HTTPSyntax.number(part(bytes, 17..<19)),
      let minute = HTTPSyntax.number(part(bytes, 20..<22)), let second = HTTPSyntax.number(part(bytes, 23..<25)),
      [7, 11, 16].allSatisfy({ bytes[$0] == 0x20 }), [19, 22].allSatisfy({ bytes[$0] == UInt8(ascii: ":") }),
      part(bytes, 25..<29) == " GMT", year > 0, hour < 24, minute < 60, second <= 60
    else { return nil }
    let days = self.days(year: year, month: month + 1, day: day)
    // A day that the month doesn't have comes back as another; a wrong weekday says that something is wrong.
    let date = civil(days)
    guard date.day == day, date.month == month + 1, ((days + 4) % 7 + 7) % 7 == weekday else { return nil }
    return days * 86_400 + hour * 3_600 + minute * 60 + second
  }

  private static func part(_ bytes: [UInt8], _ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private static func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// Days since 1970 of a date of the Gregorian calendar.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    // Years that start in March end with the leap day, and are at least 1 here: no sign to care for.
    let shifted = month <= 2 ? year - 1 : year
    let leapDays = shifted / 4 - shifted / 100 + shifted / 400
    let monthDays = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5
    return shifted * 365 + leapDays + monthDays + day - 1 - 719_468
  }

  private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }
}
