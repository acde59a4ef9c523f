import Content

/// How a template wants a date to be written.
enum DateStyle {
  case long, short, month, weekday, time, datetime
  /// With percent signs, as strftime has it.
  case pattern(String)

  /// Nil for a name that is no style.
  init?(_ name: String) {
    switch name {
    case "long": self = .long
    case "short": self = .short
    case "month": self = .month
    case "weekday": self = .weekday
    case "time": self = .time
    case "datetime": self = .datetime
    case _ where name.utf8.contains(UInt8(ascii: "%")): self = .pattern(name)
    default: return nil
    }
  }

  static let names = ["long", "short", "month", "weekday", "time", "datetime"]

  /// How much of a date it may show.
  var precision: DateObject.Precision {
    switch self {
    case .long, .short, .month, .weekday: .day
    case .time, .datetime, .pattern: .second
    }
  }
}
