/// When a form was shown, with a proof that this service has written it for this browser.
///
/// Forms that come back quicker than people read were filled in by a machine.
enum ReadingTime {
  /// In seconds.
  static let shortest = 3

  /// What the hidden field `shown_at` holds.
  static func stamp(_ visit: Visit) -> String { "\(visit.now).\(proof(of: visit.now, visit)?.text ?? "")" }

  /// Whether enough time has passed since a form of this browser was shown.
  static func hasPassed(_ visit: Visit) -> Bool {
    let parts = visit.field("shown_at").split(separator: ".", maxSplits: 1)
    guard parts.count == 2, let time = Int(parts[0]), time <= visit.now - shortest else { return false }
    return proof(of: time, visit)?.isEqual(to: String(parts[1])) ?? false
  }

  private static func proof(of time: Int, _ visit: Visit) -> Secret? {
    visit.formSecret?.derived(for: "shown at \(time)")
  }
}

extension Visit {
  /// Whether the field is filled in that people do not see.
  var filledTrap: Bool { !field("website").isEmpty }
}
