/// Reads dates and times in the forms of ISO 8601 that people write.
struct DateParser {
  enum Failure: Error {
    /// Not in the form of a date.
    case form
    /// Of the right form, but on no calendar, such as a 31 November.
    case calendar
  }

  private var rest: ArraySlice<UInt8>

  private init(_ text: String) {
    rest = Array(text.utf8)[...]
  }

  /// `2026-11-21`, `2026-11` or `2026`.
  static func date(_ text: String) throws(Failure) -> PartialDate {
    var parser = DateParser(text)
    let date = try parser.date()
    guard parser.rest.isEmpty else { throw .form }
    return date
  }

  /// `2026-11-21 18:30`, with seconds or a `T` if one likes, and perhaps an offset: `Z`, `+01:00`.
  static func moment(_ text: String, in timeZone: SiteTimeZone) throws(Failure) -> Moment {
    var parser = DateParser(text)
    let date = try parser.date()
    guard date.day != nil, parser.skip("T") || parser.skip("t") || parser.skip(" ") else { throw .form }
    let local = date.firstDay * 86_400 + (try parser.secondsOfDay())
    guard let offset = try parser.offset() else {
      return timeZone.moment(atLocalSeconds: local)
    }
    return Moment(seconds: local - offset, offset: offset)
  }

  private mutating func date() throws(Failure) -> PartialDate {
    guard let year = number(digits: 4) else { throw .form }
    guard skip("-") else { return PartialDate(year: year) }
    guard let month = number(digits: 2) else { throw .form }
    guard (1...12).contains(month) else { throw .calendar }
    guard skip("-") else { return PartialDate(year: year, month: month) }
    guard let day = number(digits: 2) else { throw .form }
    guard (1...CivilDate.daysInMonth(month, of: year)).contains(day) else { throw .calendar }
    return PartialDate(year: year, month: month, day: day)
  }

  private mutating func secondsOfDay() throws(Failure) -> Int {
    guard let hour = number(digits: 2), skip(":"), let minute = number(digits: 2) else { throw .form }
    var second = 0
    if skip(":") {
      guard let written = number(digits: 2) else { throw .form }
      second = written
      if skip(".") { rest = rest.drop(while: \.isDigit) }
    }
    guard hour < 24, minute < 60, second < 60 else { throw .calendar }
    return hour * 3_600 + minute * 60 + second
  }

  /// Nil when the text ends here.
  private mutating func offset() throws(Failure) -> Int? {
    _ = skip(" ")
    if rest.isEmpty { return nil }
    if skip("Z") || skip("z") {
      guard rest.isEmpty else { throw .form }
      return 0
    }
    let isBehind = skip("-")
    guard isBehind || skip("+"), let hours = number(digits: 2) else { throw .form }
    var minutes = 0
    if !rest.isEmpty {
      _ = skip(":")
      guard let written = number(digits: 2), rest.isEmpty else { throw .form }
      minutes = written
    }
    guard hours <= 14, minutes < 60 else { throw .calendar }
    return (isBehind ? -1 : 1) * (hours * 3_600 + minutes * 60)
  }

  private mutating func number(digits count: Int) -> Int? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy(\.isDigit) else { return nil }
    rest = rest.dropFirst(count)
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private mutating func skip(_ sign: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: sign) else { return false }
    rest = rest.dropFirst()
    return true
  }
}
