import Site
public import Store

/// The entries that are people's own pages.
extension Intake {
  /// Whether an account has a profile already.
  public func hasOwner(_ profile: String) async throws(StoreError) -> Bool {
    try await store.count(.equals("profile", .text(profile)), in: Account.collection) > 0
  }

  /// Those that no account has, by name.
  func unclaimedProfiles(for visit: Visit) async throws(StoreError) -> [ServicePages.PublishedEntry] {
    let all = pages.site.entries(ofKind: settings.profileKind, in: visit.language)
    let claimed = try await store.find(Query(.not(.isMissing("profile"))), in: Account.collection)
    let slugs = Set(claimed.compactMap { $0["profile"]?.text })
    return all.filter { !slugs.contains($0.slug) }.sorted { ($0.title, $0.slug) < ($1.title, $1.slug) }
  }
}
