/// A length of time in the units in which people wrote it: a month has no fixed number of days.
public struct TimeSpan: Sendable, Hashable {
  public var years = 0
  public var months = 0
  public var weeks = 0
  public var days = 0
  /// Hours are sixty of these.
  public var minutes = 0

  /// About how many minutes it lasts, with years of 365.25 days.
  public var totalMinutes: Int {
    years * 525_960 + months * 43_830 + weeks * 10_080 + days * 1_440 + minutes
  }
}

extension TimeSpan: Comparable {
  public static func < (left: Self, right: Self) -> Bool { left.totalMinutes < right.totalMinutes }
}
