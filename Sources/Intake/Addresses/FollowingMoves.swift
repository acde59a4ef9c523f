import Store

/// What the store knows by an entry's slug, after a move or a deletion was published.
extension Intake {
  /// Lets accounts, drafts and open proposals follow; the same again does nothing more.
  func follow(_ submission: Submission) async throws(StoreError) {
    guard submission.moved != nil || submission.deletesEntry else { return }
    let (kind, old, new) = (submission.kind, submission.slug, submission.moved)
    let isProfile = kind == settings.profileKind
    try await store.transaction { (transaction) throws(StoreError) in
      if isProfile {
        for account in try transaction.find(Query(.equals("profile", .text(old))), in: Account.collection) {
          try transaction.change(account.id) { $0.profile = new }
        }
      }
      guard let new else { return }
      let about = Query(.equals("entry", .text(Submission.entry(kind: kind, slug: old))))
      for var document in try transaction.find(about, in: Submission.collection) where document.id != submission.id {
        guard var other = Submission(document), other.state.isOpen else { continue }
        other.slug = new
        document.fields = other.fields
        try transaction.replace(document, in: Submission.collection)
      }
      let drafts = Query(.and([.equals("kind", .text(kind)), .equals("slug", .text(old))]))
      for draft in try transaction.find(drafts, in: Draft.collection).compactMap(Draft.init) {
        guard let account = draft.account else { continue }
        let id = Draft.id(account: account, kind: kind, slug: new)
        guard try transaction.document(id, in: Draft.collection) == nil else { continue }
        try transaction.delete(draft.id, from: Draft.collection)
        try transaction.insert(draft.fields.merging(["slug": .text(new)]) { $1 }, id: id, into: Draft.collection)
      }
    }
  }
}
