/// The yearly rule at the end of a tz file, as POSIX writes it: `CET-1CEST,M3.5.0,M10.5.0/3`.
struct DaylightRule: Sendable {
  private var standardOffset: Int
  private var daylight: Daylight?

  private struct Daylight: Sendable {
    var offset: Int
    var start: Change
    var end: Change
  }

  /// A change of clocks on the n-th weekday of a month.
  private struct Change: Sendable {
    var month: Int
    /// 5 means the last.
    var week: Int
    var weekday: Int
    /// Local seconds since midnight.
    var time: Int

    /// Local seconds since 1970 at which it happens in a year.
    func localSeconds(in year: Int) -> Int {
      let first = CivilDate.days(year: year, month: month, day: 1)
      let untilWeekday = (weekday - CivilDate.weekday(ofDays: first) + 7) % 7
      var day = untilWeekday + (week - 1) * 7
      if day >= CivilDate.daysInMonth(month, of: year) { day -= 7 }
      return (first + day) * 86_400 + time
    }
  }

  func offset(at seconds: Int) -> Int {
    guard let daylight else { return standardOffset }
    let day = floored(seconds + standardOffset, by: 86_400).quotient
    let year = CivilDate.date(fromDays: day).year
    let start = daylight.start.localSeconds(in: year) - standardOffset
    let end = daylight.end.localSeconds(in: year) - daylight.offset
    let isDaylight =
      start < end ? (start..<end).contains(seconds) : !(end..<start).contains(seconds)
    return isDaylight ? daylight.offset : standardOffset
  }
}

// MARK: - Reading

extension DaylightRule {
  /// Nil for a rule in a form that the tz database does not use.
  init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    guard Self.skipName(&rest), let standard = Self.time(&rest) else { return nil }
    standardOffset = -standard
    guard !rest.isEmpty else { return }
    guard Self.skipName(&rest) else { return nil }
    var offset = standardOffset + 3_600
    if rest.first != UInt8(ascii: ",") {
      guard let written = Self.time(&rest) else { return nil }
      offset = -written
    }
    guard let start = Self.change(&rest), let end = Self.change(&rest) else { return nil }
    daylight = Daylight(offset: offset, start: start, end: end)
  }

  /// `CET`, or `<+03>`.
  private static func skipName(_ rest: inout ArraySlice<UInt8>) -> Bool {
    if rest.first == UInt8(ascii: "<") {
      guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
      rest = rest[(end + 1)...]
      return true
    }
    let name = rest.prefix { $0.isLowercaseLetter || $0.isUppercaseLetter }
    rest = rest.dropFirst(name.count)
    return name.count >= 3
  }

  /// `,M3.5.0/2`, where the time is two o'clock when it is left out.
  private static func change(_ rest: inout ArraySlice<UInt8>) -> Change? {
    guard skip(",", &rest), skip("M", &rest), let month = number(&rest), skip(".", &rest),
      let week = number(&rest), skip(".", &rest), let weekday = number(&rest),
      (1...12).contains(month), (1...5).contains(week), (0...6).contains(weekday)
    else { return nil }
    guard skip("/", &rest) else { return Change(month: month, week: week, weekday: weekday, time: 7_200) }
    return time(&rest).map { Change(month: month, week: week, weekday: weekday, time: $0) }
  }

  /// `-1`, `3:30`, `+02:00:00`, in seconds.
  private static func time(_ rest: inout ArraySlice<UInt8>) -> Int? {
    let isNegative = skip("-", &rest)
    if !isNegative { _ = skip("+", &rest) }
    guard let hours = number(&rest) else { return nil }
    var seconds = hours * 3_600
    for unit in [60, 1] where skip(":", &rest) {
      guard let part = number(&rest) else { return nil }
      seconds += part * unit
    }
    return isNegative ? -seconds : seconds
  }

  private static func number(_ rest: inout ArraySlice<UInt8>) -> Int? {
    let digits = rest.prefix(4).prefix(while: \.isDigit)
    rest = rest.dropFirst(digits.count)
    return Int(String(decoding: digits, as: UTF8.self))
  }

  private static func skip(_ sign: Unicode.Scalar, _ rest: inout ArraySlice<UInt8>) -> Bool {
    guard rest.first == UInt8(ascii: sign) else { return false }
    rest = rest.dropFirst()
    return true
  }
}
