/// How much something looks like spam, and why.
///
/// No single sign that people also show reaches the threshold by itself.
package struct SpamScore: Sendable, Equatable {
  package enum Reason: String, Sendable, CaseIterable {
    case manyLinks = "many_links"
    /// Little else than links.
    case onlyLinks = "only_links"
    /// Addresses that hide where they lead.
    case shortenedLinks = "shortened_links"
    /// Markup of forums and pages, which machines try everywhere.
    case foreignMarkup = "foreign_markup"
    case baitWords = "bait_words"
    /// Letters of several alphabets in a word.
    case mixedAlphabets = "mixed_alphabets"
    case shouting
    /// The same was sent elsewhere a short while ago.
    case repeated
    case manyAtOnce = "many_at_once"
    case tooQuick = "too_quick"
    case filledTrap = "filled_trap"
    /// A first contribution with a link.
    case newcomerLinks = "newcomer_links"

    /// The theme's text that says so.
    var key: String { "spam_\(rawValue)" }
  }

  /// From here on what anybody but a reviewer sends waits.
  package static let threshold = 3
  /// The same for somebody of whom nothing was accepted yet.
  package static let newcomerThreshold = 2

  package private(set) var points = 0
  package private(set) var reasons: [Reason] = []

  mutating func add(_ reason: Reason, _ points: Int) {
    guard points > 0 else { return }
    self.points += points
    if !reasons.contains(reason) { reasons.append(reason) }
  }

  /// What a text alone tells.
  ///
  /// - Parameter usualLinks: so many links are nothing to speak of, however short the text is.
  package init(of text: SpamText, usualLinks: Int = 2) {
    // A long text has reasons for more links.
    add(.manyLinks, min(4, max(0, text.linkCount - usualLinks - text.wordCount / 40)))
    if text.linkCount > 0, text.wordCount < 4 { add(.onlyLinks, 2) }
    if text.hasShortenedLink { add(.shortenedLinks, 2) }
    if text.hasForeignMarkup { add(.foreignMarkup, 3) }
    add(.baitWords, min(4, 2 * text.baitWordCount))
    if text.mixesAlphabets { add(.mixedAlphabets, 2) }
    if text.isShouted { add(.shouting, 1) }
  }

  /// What somebody does besides.
  struct Behaviour: Sendable {
    /// How much was sent within ten minutes, and within an hour.
    var recent = (tenMinutes: 0, hour: 0)
    var hasRepeated = false
    var isNewcomer = false
    var wasTooQuick = false
    var filledTrap = false
  }

  mutating func add(_ behaviour: Behaviour, linkCount: Int) {
    if behaviour.recent.tenMinutes >= 6 { add(.manyAtOnce, 2) }
    if behaviour.recent.hour >= 20 { add(.manyAtOnce, 2) }
    if behaviour.hasRepeated { add(.repeated, 3) }
    if behaviour.isNewcomer, linkCount > 0 { add(.newcomerLinks, 1) }
    if behaviour.wasTooQuick { add(.tooQuick, 2) }
    if behaviour.filledTrap { add(.filledTrap, 5) }
  }
}
