/// A point in time, and the local time in which it was written.
public struct Moment: Sendable, Hashable {
  /// Since 1970-01-01 00:00 UTC.
  public let seconds: Int
  /// How far its local time is ahead of UTC, in seconds.
  public let offset: Int

  public init(seconds: Int, offset: Int) {
    self.seconds = seconds
    self.offset = offset
  }

  /// The day of its local time.
  public var date: PartialDate {
    let date = CivilDate.date(fromDays: floored(seconds + offset, by: 86_400).quotient)
    return PartialDate(year: date.year, month: date.month, day: date.day)
  }

  public var hour: Int { secondOfDay / 3_600 }
  public var minute: Int { secondOfDay / 60 % 60 }
  public var second: Int { secondOfDay % 60 }

  private var secondOfDay: Int { floored(seconds + offset, by: 86_400).remainder }

  /// The moment as RFC 3339 writes it: `2026-11-21T18:30:00+01:00`, or with `Z` for UTC.
  public var iso: String {
    "\(date.iso)T\(digits(hour, 2)):\(digits(minute, 2)):\(digits(second, 2))\(writtenOffset)"
  }

  private var writtenOffset: String {
    guard offset != 0 else { return "Z" }
    let minutes = Int(offset.magnitude) / 60
    return (offset < 0 ? "-" : "+") + digits(minutes / 60, 2) + ":" + digits(minutes % 60, 2)
  }
}

extension Moment: Comparable {
  public static func < (left: Self, right: Self) -> Bool {
    (left.seconds, left.offset) < (right.seconds, right.offset)
  }
}

/// Division that rounds down, so that the remainder is never negative.
func floored(_ number: Int, by divisor: Int) -> (quotient: Int, remainder: Int) {
  let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
  return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
}
