import Synchronization

/// How often something may be done by one address, for one account or to one target.
///
/// Each key has a bucket of tokens that fills up steadily. Kept in memory: a restart forgives.
final class RateLimits: Sendable {
  struct Rule: Sendable, Hashable {
    let name: String
    /// How many at once.
    let burst: Int
    /// Seconds until another is allowed.
    let interval: Int

    // A whole class signs in from one address at once, so that addresses are limited loosely, and accounts tightly.
    static let signInOfAddress = Rule(name: "sign-in address", burst: 120, interval: 3)
    static let signInOfAccount = Rule(name: "sign-in account", burst: 10, interval: 60)
    static let signInOfAccountAnywhere = Rule(name: "sign-in account anywhere", burst: 200, interval: 10)
    static let mailToAddress = Rule(name: "mail", burst: 3, interval: 1_200)
    static let linksOfAddress = Rule(name: "links address", burst: 300, interval: 1)
    static let addressesOfInvitation = Rule(name: "addresses of an invitation", burst: 5, interval: 600)
    static let unclaimedDrafts = Rule(name: "unclaimed drafts", burst: 30, interval: 60)
    static let submissionsOfAccount = Rule(name: "submissions", burst: 60, interval: 60)
    static let uploadsOfAccount = Rule(name: "uploads", burst: 60, interval: 20)
    static let commentsOfAccount = Rule(name: "comments", burst: 20, interval: 30)
    static let mailAboutComments = Rule(name: "mail about comments", burst: 20, interval: 600)
    static let reportsOfAccount = Rule(name: "reports", burst: 10, interval: 300)
    static let reportsOfAddress = Rule(name: "reports address", burst: 5, interval: 900)
    static let registrationsOfAddress = Rule(name: "registrations", burst: 60, interval: 60)
  }

  private struct Key: Hashable {
    let rule: Rule
    let subject: String
  }

  private struct Bucket {
    /// In seconds of filling.
    var level: Int
    var stamp: Int
  }

  /// More keys than this, and those that are full again are forgotten.
  private static let mostKeys = 50_000

  private let buckets = Mutex<[Key: Bucket]>([:])

  /// Takes a token; answers the seconds until there is one when there is none.
  func take(_ rule: Rule, _ subject: String, at now: Int) -> Int? {
    buckets.withLock { buckets in
      let full = rule.burst * rule.interval
      let key = Key(rule: rule, subject: subject)
      var bucket = buckets[key] ?? Bucket(level: full, stamp: now)
      bucket.level = min(full, bucket.level + max(0, now - bucket.stamp))
      bucket.stamp = now
      guard bucket.level >= rule.interval else {
        buckets[key] = bucket
        return rule.interval - bucket.level
      }
      bucket.level -= rule.interval
      buckets[key] = bucket
      if buckets.count > Self.mostKeys {
        buckets = buckets.filter { $0.value.level + now - $0.value.stamp < $0.key.rule.burst * $0.key.rule.interval }
      }
      return nil
    }
  }
}
