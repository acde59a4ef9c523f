import Content
import Store

/// Who is trusted, so that what they send need not wait.
extension Intake {
  /// What decides about what somebody sends, with what became of what they sent before.
  func knownEditor(_ account: Account) async throws(StoreError) -> Editor {
    var editor = account.editor(profileKind: settings.profileKind)
    editor.isTrusted = try await acceptedCount(of: account) >= settings.trustAfter
    return editor
  }

  /// How much of what somebody sent a reviewer has accepted.
  func acceptedCount(of account: Account) async throws(StoreError) -> Int {
    try await store.count(
      .and([
        .equals("account", .text(account.id)), .equals("state", .text(Submission.State.accepted.rawValue)),
        .not(.isMissing("reviewer")), .notEquals("reviewer", .text(account.id)),
      ]), in: Submission.collection)
  }
}
