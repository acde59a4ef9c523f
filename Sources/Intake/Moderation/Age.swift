import Site

/// How long ago something was, in one word or two.
enum Age {
  static func text(from then: Int, to now: Int, _ site: ServicePages, _ language: String) -> String {
    let seconds = max(0, now - then)
    let (count, unit) =
      switch seconds {
      case ..<3_600: (seconds / 60, "minutes")
      case ..<86_400: (seconds / 3_600, "hours")
      default: (seconds / 86_400, "days")
      }
    return site.text("age_\(unit)", language: language, count: count, [("count", String(count))])
  }
}
