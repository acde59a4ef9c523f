extension TimeSpan {
  /// Reads `45 min`, `1 h 30`, `3 days`, `1 an 6 mois`, or ISO 8601's `PT1H30M`; nil for anything else.
  public init?(_ text: String) {
    self.init()
    let isRead = text.first == "P" ? readISO(text.dropFirst()) : readWords(text)
    guard isRead else { return nil }
  }

  private enum Unit: Int {
    case minute
    case hour
    case day
    case week
    case month
    case year
  }

  /// What people write after a number, in English and French.
  private static let words: [String: Unit] = [
    "min": .minute, "mn": .minute, "minute": .minute, "minutes": .minute, "h": .hour, "hour": .hour, "hours": .hour,
    "heure": .hour, "heures": .hour, "d": .day, "j": .day, "day": .day, "days": .day, "jour": .day, "jours": .day,
    "week": .week, "weeks": .week, "semaine": .week, "semaines": .week, "month": .month, "months": .month,
    "mois": .month, "year": .year, "years": .year, "an": .year, "ans": .year, "année": .year, "années": .year,
  ]

  private mutating func readWords(_ text: String) -> Bool {
    var last = Unit.year.rawValue + 1
    var rest = text.lowercased().drop { $0.isWhitespace }
    guard !rest.isEmpty else { return false }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count).drop { $0.isWhitespace }
      let word = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(word.count).drop { $0.isWhitespace || $0 == "," }
      // The minutes of `1 h 30` need no word.
      let isAfterHour = last == Unit.hour.rawValue && word.isEmpty && rest.isEmpty
      guard let unit = isAfterHour ? .minute : Self.words[String(word)], unit.rawValue < last, add(digits, of: unit)
      else { return false }
      last = unit.rawValue
    }
    return true
  }

  private mutating func readISO(_ text: Substring) -> Bool {
    let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    guard let date = parts.first, !text.isEmpty, parts.count == 1 || !parts[1].isEmpty else { return false }
    guard readISO(date, units: ["Y": .year, "M": .month, "W": .week, "D": .day]) else { return false }
    return parts.count == 1 || readISO(parts[1], units: ["H": .hour, "M": .minute])
  }

  private mutating func readISO(_ text: Substring, units: [Character: Unit]) -> Bool {
    var rest = text
    var last = Unit.year.rawValue + 1
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      guard let sign = rest.popFirst(), let unit = units[sign], unit.rawValue < last, add(digits, of: unit) else {
        return false
      }
      last = unit.rawValue
    }
    return true
  }

  private mutating func add(_ digits: Substring, of unit: Unit) -> Bool {
    guard digits.utf8.count <= 6, let number = Int(digits) else { return false }
    switch unit {
    case .minute: minutes += number
    case .hour: minutes += number * 60
    case .day: days += number
    case .week: weeks += number
    case .month: months += number
    case .year: years += number
    }
    return true
  }
}

// MARK: - Writing

extension TimeSpan: CustomStringConvertible {
  /// The duration in English, as it can be read again: `1 h 30 min`, `10 weeks`.
  public var description: String {
    let parts = [
      (years, "year"), (months, "month"), (weeks, "week"), (days, "day"), (minutes / 60, "h"), (minutes % 60, "min"),
    ]
    let words = parts.filter { $0.0 > 0 }.map { number, unit in
      "\(number) \(unit)" + (number == 1 || unit == "h" || unit == "min" ? "" : "s")
    }
    return words.isEmpty ? "0 min" : words.joined(separator: " ")
  }

  /// The duration as ISO 8601 writes it: `PT1H30M`.
  public var iso: String {
    func part(_ number: Int, _ sign: String) -> String { number == 0 ? "" : "\(number)\(sign)" }
    let date = part(years, "Y") + part(months, "M") + part(weeks, "W") + part(days, "D")
    let time = part(minutes / 60, "H") + part(minutes % 60, "M")
    if date.isEmpty, time.isEmpty { return "PT0M" }
    return "P" + date + (time.isEmpty ? "" : "T" + time)
  }
}
