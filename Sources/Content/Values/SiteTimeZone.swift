/// A time zone of the tz database.
public struct SiteTimeZone: Sendable {
  /// Such as `Europe/Paris`.
  public let name: String
  private let transitions: [TimeZoneTransition]
  /// Before the first transition.
  private let firstOffset: Int
  /// After the last transition; nil where the last offset holds for ever.
  private let rule: DaylightRule?

  public static let utc = SiteTimeZone(name: "UTC", firstOffset: 0, transitions: [], rule: nil)

  init(name: String, firstOffset: Int, transitions: [TimeZoneTransition], rule: DaylightRule?) {
    self.name = name
    self.firstOffset = firstOffset
    self.transitions = transitions
    self.rule = rule
  }

  /// Of the offsets that are known; those of years far ahead follow from them.
  var fingerprint: Fingerprint {
    var fingerprint = Fingerprint(name.utf8)
    for transition in transitions {
      fingerprint.add(transition.start)
      fingerprint.add(transition.offset)
    }
    return fingerprint
  }

  /// Seconds ahead of UTC at a moment, given in seconds since 1970-01-01 00:00 UTC.
  public func offset(at seconds: Int) -> Int {
    guard let last = transitions.last else { return rule?.offset(at: seconds) ?? firstOffset }
    if seconds >= last.start, let rule { return rule.offset(at: seconds) }
    let next = transitions.partitioningIndex { $0.start > seconds }
    return next == 0 ? firstOffset : transitions[next - 1].offset
  }

  /// The moment at which clocks here show a local time, given in seconds as if it were UTC.
  ///
  /// Of a time that comes twice, the first; a time that clocks skip is read with the offset before the change.
  public func moment(atLocalSeconds local: Int) -> Moment {
    let before = offset(at: local - 86_400)
    if offset(at: local - before) == before { return Moment(seconds: local - before, offset: before) }
    let after = offset(at: local + 86_400)
    if offset(at: local - after) == after { return Moment(seconds: local - after, offset: after) }
    return moment(at: local - before)
  }

  /// The moment in local time, given in seconds since 1970-01-01 00:00 UTC.
  public func moment(at seconds: Int) -> Moment {
    Moment(seconds: seconds, offset: offset(at: seconds))
  }
}

/// From when on an offset holds.
struct TimeZoneTransition: Sendable {
  var start: Int
  var offset: Int
}
