import Content
import HTTP
import Site
import Store
import Templates

/// Tying an account to the entry that is its person's own page.
///
/// Members choose among the profiles that nobody has; maintainers may also give and take them.
extension Intake {
  var profileRoutes: [ServiceRoute] {
    [
      .post("/-/account/profile", .role(.member)) { visit, _ in try await self.claimProfile(visit) },
      .post("/-/people/{id}/profile", .role(.maintainer)) { visit, parameters in
        try await self.setProfile(of: parameters["id"], visit)
      },
    ]
  }

  /// Profiles that an account without one may choose, for a select; empty for an account that has one.
  func claimable(by account: Account, _ visit: Visit) async throws(StoreError) -> Value {
    guard account.profile == nil else { return .list([]) }
    return Self.choices(try await unclaimedProfiles(for: visit))
  }

  static func choices(_ profiles: [ServicePages.PublishedEntry]) -> Value {
    .list(profiles.map { .dictionary([("slug", .string($0.slug)), ("title", .string($0.title))]) })
  }

  private func claimProfile(_ visit: Visit) async throws -> Response {
    guard let account = visit.account else { throw Problem.notFound }
    let slug = visit.field("profile")
    guard account.profile == nil, !slug.isEmpty else { return pages.redirect(to: "/-/account", for: visit) }
    guard try await assign(slug, to: account.id, replacing: false, visit) else {
      var form = Form([("name", account.name), ("profile", slug)])
      form.refuse("profile", "error_profile_taken")
      return try await accountPage(visit, form)
    }
    return pages.redirect(to: "/-/account", for: visit, done: .profileClaimed)
  }

  private func setProfile(of id: String, _ visit: Visit) async throws -> Response {
    let account = try await person(id)
    let slug = visit.field("profile")
    guard try await assign(slug, to: account.id, replacing: true, visit) else {
      var form = Form([("profile", slug)])
      form.refuse("profile", "error_profile_taken")
      return try await personPage(account.id, form, visit)
    }
    return pages.redirect(to: "/-/people/\(account.id)", for: visit, done: .personChanged)
  }

  /// Gives a profile to an account, or none for an empty slug; answers false when there is none or somebody has it.
  private func assign(_ slug: String, to id: String, replacing: Bool, _ visit: Visit) async throws -> Bool {
    if !slug.isEmpty {
      let address = EntryAddress(kind: settings.profileKind, slug: slug)
      guard pages.site.entry(address, in: visit.language) != nil else { return false }
    }
    let (actor, now) = (visit.account?.id, visit.now)
    do throws(StoreError) {
      return try await store.transaction { [audit] (transaction) throws(StoreError) -> Bool in
        guard let account = try transaction.document(id, in: Account.collection).flatMap(Account.init),
          replacing || account.profile == nil
        else { return false }
        try transaction.change(id) { $0.profile = slug.isEmpty ? nil : slug }
        try audit.note(.changedProfile, by: actor, of: id, slug.isEmpty ? nil : slug, at: now, in: transaction)
        return true
      }
    } catch .duplicate {
      return false
    }
  }
}
