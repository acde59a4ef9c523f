import Git
import Store

/// Letting go of what was declined or withdrawn, which its author could take up again for a while.
extension Submissions {
  /// How long what it would have changed is kept: 90 days, in seconds.
  private static let retention = 90 * 86_400

  /// Forgets what was declined or withdrawn long ago, or by somebody who has no account any more.
  func forgetOld(at now: Int) async throws {
    try await forget { submission in
      if submission.updated < now - Self.retention { return true }
      return try await store.document(submission.account, in: Account.collection) == nil
    }
  }

  /// Forgets what of somebody was declined or withdrawn.
  func forgetAll(of account: String) async throws { try await forget { $0.account == account } }

  private func forget(_ isForgotten: (Submission) async throws -> Bool) async throws {
    let prefix = Submission.reference("")
    for reference in try await content.repository.references(under: prefix) {
      guard let submission = try await find(String(reference.reference.dropFirst(prefix.count))),
        submission.state.isOver,
        try await isForgotten(submission)
      else { continue }
      try await retire(submission)
    }
  }
}
