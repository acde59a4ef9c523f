/// When an entry was published, to the minute or less exactly.
public enum EntryDate: Sendable, Hashable {
  case date(PartialDate)
  case moment(Moment)
}

extension EntryDate {
  /// Seconds since 1970-01-01 00:00 UTC; a day starts at midnight of the site's time zone.
  public func start(in timeZone: SiteTimeZone) -> Int {
    switch self {
    case .date(let date): timeZone.moment(atLocalSeconds: date.firstDay * 86_400).seconds
    case .moment(let moment): moment.seconds
    }
  }

  public var iso: String {
    switch self {
    case .date(let date): date.iso
    case .moment(let moment): moment.iso
    }
  }
}
