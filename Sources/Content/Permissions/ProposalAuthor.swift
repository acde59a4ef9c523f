import Diagnostics

/// Who makes a proposal, found by what a forge or a command line calls them.
enum ProposalAuthor {
  /// Somebody whose profile was there before.
  case member(profile: String)
  /// Somebody who has no profile, and proposes this one.
  case newcomer(profile: String)
}

/// Finds the author of a proposal among the profiles.
struct AuthorFinding {
  let base: ContentTree
  let profileKind: Kind
  /// A slug, or the address of an account.
  let handle: String

  /// Profiles that are theirs, as of the base; more than one where an account stands in several.
  var profiles: [String] {
    let entries = base.entries.filter { $0.kind == profileKind.id }
    // A slug comes first: who chooses the name of an account may choose somebody else's slug.
    if let own = entries.first(where: { $0.slug == handle }) { return [own.slug] }
    return entries.filter { isOwner(of: $0.main.file) }.map(\.slug)
  }

  /// Whether a new profile is that of the author.
  func isOwn(_ slug: String, _ file: SourceFile) -> Bool { slug == handle || isOwner(of: file) }

  private func isOwner(of profile: SourceFile) -> Bool {
    // What cannot be read says nothing, and `check` says why.
    guard let document = try? EntryDocument(profile) else { return false }
    let wanted = ForgeAccount(handle)
    return ForgeAccount.all(in: document.fields).contains { account in
      wanted.map { account == $0 } ?? (account.login == handle.lowercased())
    }
  }
}
