import Content

/// Writes dates as people of a language do, with the words and patterns of the theme's `date` texts.
struct DateText {
  let translations: Translations
  let language: String

  /// A date that is known less exactly than the style asks for shows no more than it says; the time of one that has
  /// none is empty.
  func text(_ date: DateObject, style: DateStyle) -> String {
    switch style {
    case .long: return day(date.day, pattern: "date.long")
    case .short: return day(date.day, pattern: "date.short")
    case .weekday: return day(date.day, pattern: "date.weekday")
    case .month: return month(of: date.day)
    case .time: return time(date) ?? ""
    case .datetime:
      guard let time = time(date) else { return long(date.day) }
      return pattern("datetime", [("date", long(date.day)), ("time", time)])
    case .pattern(let pattern): return formatted(date, pattern: pattern)
    }
  }

  /// A length of time: `mars à juin 2026`; an absent end is still going on.
  func period(from start: DateObject?, to end: DateObject?) -> String {
    switch (start, end) {
    case (let start?, let end?):
      if start.day == end.day { return sameDay(start, end) }
      let style = start.day.day == nil ? "period" : "days"
      return pattern(style, [("start", shortened(start.day, before: end.day)), ("end", long(end.day))])
    case (let start?, nil): return open("since", "start", start.day)
    case (nil, let end?): return open("until", "end", end.day)
    case (nil, nil): return ""
    }
  }

  private func open(_ key: String, _ side: String, _ date: PartialDate) -> String {
    pattern(date.day == nil ? key : "\(key)_day", [(side, long(date))])
  }

  private func sameDay(_ start: DateObject, _ end: DateObject) -> String {
    let date = long(start.day)
    guard let from = time(start), let to = time(end) else { return date }
    return from == to
      ? pattern("datetime", [("date", date), ("time", from)])
      : pattern("hours", [("date", date), ("start", from), ("end", to)])
  }

  /// The start of a period without the year, or the month, that the end repeats.
  private func shortened(_ start: PartialDate, before end: PartialDate) -> String {
    guard start.year == end.year, let month = start.month, end.month != nil else { return long(start) }
    guard let day = start.day else { return self.month(month) }
    return month == end.month && end.day != nil
      ? ordinal(day) : pattern("day_month", [("day", ordinal(day)), ("month", self.month(month))])
  }

  private func long(_ date: PartialDate) -> String { day(date, pattern: "date.long") }

  private func month(of date: PartialDate) -> String {
    guard let month = date.month else { return String(date.year) }
    return pattern("month", [("month", self.month(month)), ("year", String(date.year))])
  }

  private func day(_ date: PartialDate, pattern key: String) -> String {
    guard let month = date.month, let day = date.day else { return self.month(of: date) }
    return translations.text(key, language: language) { name in
      switch name {
      case "day": ordinal(day)
      case "dd": padded(day)
      case "mm": padded(month)
      case "month": self.month(month)
      case "year": String(date.year)
      case "weekday": weekday(date)
      default: nil
      }
    } ?? date.iso
  }

  private func time(_ date: DateObject) -> String? {
    date.moment.map { moment in
      pattern("time", [("hour", String(moment.hour)), ("hh", padded(moment.hour)), ("mm", padded(moment.minute))])
    }
  }

  private func ordinal(_ day: Int) -> String {
    day == 1 ? translations.text("date.first_day", language: language) ?? "1" : String(day)
  }

  private func month(_ month: Int) -> String { pattern("months.\(month)", []) }

  /// Monday is the first.
  private func weekday(_ date: PartialDate) -> String {
    date.weekday.map { pattern("weekdays.\($0 == 0 ? 7 : $0)", []) } ?? ""
  }

  private func pattern(_ key: String, _ parameters: [(String, String)]) -> String {
    translations.text("date.\(key)", language: language, parameters: parameters)
      ?? parameters.map(\.1).joined(separator: " ")
  }
}

extension DateText {
  /// The directives of strftime that need no locale, and month and weekday names.
  private func formatted(_ date: DateObject, pattern: String) -> String {
    var result = ""
    var rest = pattern[...]
    while let percent = rest.firstIndex(of: "%") {
      result += rest[..<percent]
      rest = rest[rest.index(after: percent)...]
      guard let directive = rest.popFirst() else { return result + "%" }
      result += directiveText(directive, date) ?? "%\(directive)"
    }
    return result + rest
  }

  private func directiveText(_ directive: Character, _ date: DateObject) -> String? {
    let day = date.day
    switch directive {
    case "Y": return String(day.year)
    case "m": return padded(day.month ?? 1)
    case "d": return padded(day.day ?? 1)
    case "e": return String(day.day ?? 1)
    case "B": return month(day.month ?? 1)
    case "A": return weekday(day)
    case "H": return padded(date.moment?.hour ?? 0)
    case "M": return padded(date.moment?.minute ?? 0)
    case "F": return day.iso
    case "%": return "%"
    default: return nil
    }
  }

  private func padded(_ number: Int) -> String {
    number < 10 ? "0\(number)" : String(number)
  }
}
