import Content
import HTTP
import Site
import Store
import Templates

/// What reviewers have decided about what others made: noted with the reason, told to them, and kept for reviewers to read.
extension Intake {
  var moderationRoutes: [ServiceRoute] {
    [.get("/-/review/log", .role(.reviewer)) { visit, _ in try await self.moderationLogPage(visit) }]
  }

  /// Notes a decision in the log, and tells those whose work it is about, unless it is their own.
  ///
  /// - Parameter authors: whose work it is; none where nobody's account is known.
  func noteDecision(
    _ action: AuditLog.Action, about subject: EntryAddress, authors: [Account], _ visit: Visit
  ) async throws {
    let (reason, actor) = (reason(visit), visit.account?.id)
    let others = authors.filter { $0.id != actor }
    let letters = try others.filter { $0.state == .active }.map { author in
      let letter = Letter(
        subject: .moderation, to: author.email, language: author.language,
        link: link(to: "/-/my", in: author.language) + "#decisions")
      return (letter, try message(of: letter, at: visit.now))
    }
    try await store.transaction { [audit] (transaction) throws(StoreError) in
      for id in authors.isEmpty ? ["-"] : authors.map(\.id) {
        try audit.note(
          action, by: actor, of: id, subject.description, because: reason, at: visit.now, in: transaction)
      }
      for (letter, message) in letters { try self.send(message, letter, at: visit.now, in: transaction) }
    }
  }

  private func moderationLogPage(_ visit: Visit) async throws -> Response {
    try pages.page(
      "moderation-log", at: "/-/review/log", title: "moderation_log_title", for: visit,
      [("entries", try await logEntries(Self.isModeration, limit: 300, visit)), ("queue", try await queue(visit))])
  }

  /// What was decided about somebody's work by others.
  func decisions(about account: Account, _ visit: Visit) async throws(StoreError) -> Value {
    try await logEntries(
      .and([
        .equals("subject", .text(account.id)), Self.isModeration, .notEquals("actor", .text(account.id)),
      ]), limit: 20, visit)
  }

  /// What nobody had to decide about is no decision.
  private static let isModeration = Condition.and([
    .isIn("action", AuditLog.Action.allCases.filter(\.isModeration).map { .text($0.rawValue) }),
    .not(.isMissing("actor")),
  ])
}

extension AuditLog.Action {
  /// Whether it is a decision about what somebody has made.
  var isModeration: Bool {
    switch self {
    case .acceptedSubmission, .rejectedSubmission, .calledSpam, .askedForChanges, .hidComment, .showedComment,
      .deletedComment, .closedThread, .openedThread, .hidEntry, .showedEntry, .deletedEntry, .dismissedReport,
      .changedTrust:
      true
    case .invited, .revokedInvitation, .accepted, .registered, .approved, .signedIn, .signInFailed, .signedOut,
      .endedSessions, .changedPassword, .askedForReset, .changedEmail, .changedProfile, .changedRole, .suspended,
      .restored, .removed, .madeToken, .removedToken, .downloadedData, .submitted, .withdrew:
      false
    }
  }
}
