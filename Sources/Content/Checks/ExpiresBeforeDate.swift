import Diagnostics

/// An entry that is over before it is published.
enum ExpiresBeforeDate {
  static func diagnostics(of entries: [Entry], in timeZone: SiteTimeZone) -> [Diagnostic] {
    entries.flatMap(\.variants).compactMap { variant in
      guard let date = variant.date, let expires = variant.expires,
        expires.start(in: timeZone) < date.start(in: timeZone)
      else { return nil }
      return .warning(
        "expires-before-date", at: variant.location(ofKey: "expires"),
        "'expires' should come after 'date'; this entry is never shown",
        help: "it expires on \(expires.iso), and is dated \(date.iso)")
    }
  }
}
