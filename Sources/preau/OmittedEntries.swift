import Content

/// What was left out of a build, and why, for `-v`.
enum OmittedEntries {
  static func text(_ entries: [OmittedEntry]) -> String {
    entries.map { "left out: \($0.path): \(reason($0.reason))\n" }.joined()
  }

  private static func reason(_ reason: OmittedEntry.Reason) -> String {
    switch reason {
    case .draft: "it is a draft; --drafts shows it"
    case .future(let date): "it is dated \(iso(date)), in the future"
    case .expired(let date): "it expired on \(iso(date))"
    case .audience(let readers): "it is for \(readers.joined(separator: ", ")), not for the public"
    }
  }

  private static func iso(_ date: EntryDate) -> String {
    switch date {
    case .date(let date): date.iso
    case .moment(let moment): moment.iso
    }
  }
}
