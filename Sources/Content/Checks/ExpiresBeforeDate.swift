import Diagnostics

/// An entry that is over before it is published.
enum ExpiresBeforeDate {
  static func diagnostics(of entries: [Entry], in timeZone: SiteTimeZone) -> [Diagnostic] {
    entries.flatMap { entry in
      entry.variants.enumerated().compactMap { number, variant in
        // What a variant takes from the main file is said there.
        let isInherited = number > 0 && variant.expires == entry.main.expires && variant.date == entry.main.date
        return isInherited ? nil : diagnostic(variant, in: timeZone)
      }
    }
  }

  private static func diagnostic(_ variant: EntryVariant, in timeZone: SiteTimeZone) -> Diagnostic? {
    guard let date = variant.date, let expires = variant.expires,
      expires.start(in: timeZone) < date.start(in: timeZone)
    else { return nil }
    return .warning(
      "expires-before-date", at: variant.location(ofKey: "expires"),
      "'expires' should come after 'date'; this entry is never shown",
      help: "it expires on \(expires.iso), and is dated \(date.iso)")
  }
}
