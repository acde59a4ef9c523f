import Content
import HTTP
import Site
import Store

/// Comments that are kept for later.
extension Intake {
  /// What the form goes on with; nil when there is nothing.
  ///
  /// - Parameter replyTo: the comment that is answered; empty for none.
  func commentDraft(
    about target: CommentTarget, replyTo: String, _ visit: Visit
  ) async throws(StoreError) -> Draft? {
    guard let account = visit.account else { return nil }
    // What was written without a session is named by a secret that only that browser has.
    if let secret = visit.request.query["draft"].flatMap({ Secret($0) }),
      let kept = try await store.document(secret.digest, in: Draft.collection).flatMap(Draft.init),
      kept.account == nil, kept.isComment, kept.kind == target.subject.kind, kept.slug == target.subject.slug
    {
      return kept
    }
    return try await store.document(draftID(target, replyTo, account), in: Draft.collection).flatMap(Draft.init)
  }

  func keepDraft(
    of form: CommentForm, _ sent: NamedValues, _ target: CommentTarget, _ account: Account, _ visit: Visit
  ) async throws(StoreError) {
    try await put(draft(draftID(target, form.replyTo, account), of: account.id, sent, target, visit))
  }

  /// Keeps what came without a session, and sends its writer to sign in and on to the form.
  func keepCommentForLater(_ sent: NamedValues, _ target: CommentTarget, _ visit: Visit) async throws -> Response {
    try limit(.linksOfAddress, visit.network, visit)
    try limit(.unclaimedDrafts, visit.network, visit)
    let secret = Secret.random()
    try await put(draft(secret.digest, of: nil, sent, target, visit))
    let next = QueryText.encoded(pages.address(target.path, for: visit) + "?draft=\(secret.text)")
    return .redirect(to: pages.address("/-/sign-in", for: visit) + "?next=\(next)")
  }

  func discardCommentDraft(_ target: CommentTarget, replyTo: String, _ visit: Visit) async throws(StoreError) {
    guard let account = visit.account else { return }
    let id = draftID(target, replyTo, account)
    try await store.transaction { (transaction) throws(StoreError) in
      if try transaction.document(id, in: Draft.collection) != nil {
        try transaction.delete(id, from: Draft.collection)
      }
    }
  }

  private func draft(
    _ id: String, of account: String?, _ sent: NamedValues, _ target: CommentTarget, _ visit: Visit
  ) -> Draft {
    Draft(
      id: id, account: account, kind: target.subject.kind, slug: target.subject.slug,
      title: pages.site.text("comment_on", language: visit.language, [("title", target.title)]),
      values: Self.kept(sent), base: "", updated: visit.now, isComment: true)
  }

  /// Each account has one draft of what it says about a page, and one of each answer.
  private func draftID(_ target: CommentTarget, _ replyTo: String, _ account: Account) -> String {
    "\(account.id):comment:\(target.subject)" + (CommentID.isID(replyTo) ? ":\(replyTo)" : "")
  }
}
