import Content
import Git
import HTTP
import Site
import Store
import Templates

/// Submissions as their authors and reviewers see them.
extension Intake {
  var submissionRoutes: [ServiceRoute] {
    [
      .get("/-/submissions/{id}", .role(.member)) { visit, parameters in
        try await self.submissionPage(try await self.submission(parameters["id"], visit), visit)
      },
      .get("/-/submissions/{id}/file", .role(.member)) { visit, parameters in
        try await self.showFile(of: try await self.submission(parameters["id"], visit), visit)
      },
      .post("/-/submissions/{id}/accept", .role(.reviewer)) { visit, parameters in
        try await self.accept(try await self.submission(parameters["id"], visit), visit)
      },
      .post("/-/submissions/{id}/decline", .role(.reviewer)) { visit, parameters in
        try await self.decide(.rejected, try await self.submission(parameters["id"], visit), visit)
      },
      .post("/-/submissions/{id}/changes", .role(.reviewer)) { visit, parameters in
        try await self.decide(.changes, try await self.submission(parameters["id"], visit), visit)
      },
      .post("/-/submissions/{id}/withdraw", .role(.member)) { visit, parameters in
        try await self.withdraw(try await self.submission(parameters["id"], visit), visit)
      },
    ]
  }

  /// What members write to; throws where the site is in no repository.
  func contributions() throws(Problem) -> ContentRepository {
    guard let content else { throw .closed }
    return content
  }

  func submissions() throws(Problem) -> Submissions {
    let site = pages.site
    return Submissions(
      store: store, content: try contributions(), audit: audit, tree: site.tree, library: site.library)
  }

  /// One that somebody may see: its author, and reviewers.
  private func submission(_ id: String, _ visit: Visit) async throws -> Submission {
    guard let account = visit.account, let submission = try await submissions().find(id),
      submission.account == account.id || account.role >= .reviewer
    else { throw Problem.notFound }
    return submission
  }

  // MARK: Deciding

  private func accept(_ submission: Submission, _ visit: Visit) async throws -> Response {
    let path = "/-/submissions/\(submission.id)"
    guard let reviewer = visit.account, submission.state == .waiting || submission.state == .changes else {
      return pages.redirect(to: path, for: visit)
    }
    guard isSeen(submission, visit) else { return try await submissionPage(submission, visit, refusing: .changedSince) }
    var decided = submission
    decided.reviewer = reviewer.id
    decided.reason = reason(visit)
    let (done, isShown) = try await publish(decided, by: reviewer, at: visit.now)
    guard done.state == .accepted else {
      // Its author alone can say which of two versions is to stay.
      try await tell(.submissionChanges, of: done, visit)
      return pages.redirect(to: path, for: visit)
    }
    try await tell(.submissionAccepted, of: done, visit)
    return pages.redirect(to: path, for: visit, done: isShown ? .published : .publishedLater)
  }

  private func decide(_ state: Submission.State, _ submission: Submission, _ visit: Visit) async throws -> Response {
    let path = "/-/submissions/\(submission.id)"
    guard let reviewer = visit.account, submission.state.isOpen, submission.state != .accepting else {
      return pages.redirect(to: path, for: visit)
    }
    guard isSeen(submission, visit) else { return try await submissionPage(submission, visit, refusing: .changedSince) }
    var decided = submission
    decided.state = state
    decided.reviewer = reviewer.id
    decided.reason = reason(visit)
    decided.updated = visit.now
    decided.isSpam = state == .rejected && visit.field("spam") == "yes"
    guard decided.isSpam || !decided.reason.isEmpty else {
      return try await submissionPage(submission, visit, refusing: .lacksReason)
    }
    let action: AuditLog.Action =
      decided.isSpam ? .calledSpam : state == .rejected ? .rejectedSubmission : .askedForChanges
    try await submissions().put(decided, noting: action, by: reviewer.id, at: visit.now)
    // What was declined for other reasons may be taken up again.
    if decided.isSpam { try await submissions().retire(decided) }
    // Who is not heard does not learn it.
    guard !decided.isSilenced || state != .rejected else { return pages.redirect(to: path, for: visit, done: .decided) }
    try await tell(state == .rejected ? .submissionRejected : .submissionChanges, of: decided, visit)
    return pages.redirect(to: path, for: visit, done: .decided)
  }

  /// Whether the reviewer decides about what they have seen, and not about what its author has made of it since.
  private func isSeen(_ submission: Submission, _ visit: Visit) -> Bool { visit.field("seen") == submission.commit }

  private func withdraw(_ submission: Submission, _ visit: Visit) async throws -> Response {
    guard let account = visit.account, submission.account == account.id, submission.state.isOpen,
      submission.state != .accepting
    else { throw Problem.notFound }
    var withdrawn = submission
    withdrawn.state = .withdrawn
    withdrawn.updated = visit.now
    try await submissions().put(withdrawn, noting: .withdrew, by: account.id, at: visit.now)
    return pages.redirect(to: "/-/my", for: visit, done: .withdrawn)
  }

  /// What somebody is told about a decision.
  func reason(_ visit: Visit) -> String { visit.field("reason").prefix(2_000).trimmed }

  /// Writes to the author of a submission that something was decided by somebody else.
  private func tell(_ subject: Letter.Subject, of submission: Submission, _ visit: Visit) async throws {
    guard submission.account != visit.account?.id, let author = try await account(submission.account) else { return }
    let letter = Letter(
      subject: subject, to: author.email, language: author.language,
      link: link(to: "/-/submissions/\(submission.id)", in: author.language))
    let message = try message(of: letter, at: visit.now)
    try await store.transaction { (transaction) throws(StoreError) in
      try self.send(message, letter, at: visit.now, in: transaction)
    }
  }

  // MARK: Lists

  func kindValue(_ kind: Kind, _ visit: Visit) -> Value {
    .dictionary([
      ("name", .string(kind.name)),
      ("label", .string(kind.labels.singular.text(in: pages.site.known(visit.language)))),
    ])
  }

  /// Submissions as lists show them, with the names of their authors.
  func rows(_ submissions: [Submission], _ visit: Visit) async throws(StoreError) -> [Value] {
    let ids = Set(submissions.map(\.account))
    let names = try await store.read { (reader) throws(StoreError) in
      var names: [String: String] = [:]
      for id in ids { names[id] = try reader.document(id, in: Account.collection)?["name"]?.text }
      return names
    }
    return submissions.map { value(of: $0, by: names[$0.account], visit) }
  }

  func value(of submission: Submission, by author: String?, _ visit: Visit) -> Value {
    let site = pages.site
    let kind = site.library.kind(named: submission.kind)
    let entry = site.entry(EntryAddress(kind: submission.kind, slug: submission.slug), in: visit.language)
    let label = kind?.labels.singular.text(in: site.known(visit.language)) ?? submission.kind
    let isOwn = submission.account == visit.account?.id
    let state = isOwn ? submission.toldState : submission.state
    // A link in a first contribution alone is nothing to speak of.
    let isOdd = submission.points >= SpamScore.newcomerThreshold && !isOwn
    let signs = isOdd ? submission.signs.compactMap(SpamScore.Reason.init) : []
    let anchor = submission.comment.map { "#comment-\($0)" } ?? ""
    return .dictionary([
      ("id", .string(submission.id)), ("version", .string(submission.commit)), ("title", .string(submission.title)),
      ("kind", .string(submission.comment == nil ? label : site.text("comment", language: visit.language))),
      ("action", .string("action_\(submission.action.rawValue)")),
      ("state", .string(state.rawValue)), ("signs", .list(signs.map { .string($0.key) })),
      ("silenced", .bool(submission.isSilenced && !isOwn)),
      ("age", .string(Age.text(from: submission.created, to: visit.now, site, visit.language))),
      ("author", .string(author ?? "–")),
      ("created", site.moment(submission.created)), ("updated", site.moment(submission.updated)),
      ("moved", Value(submission.moved)),
      ("note", .string(submission.note)), ("reason", .string(state == submission.state ? submission.reason : "")),
      ("address", .string(site.address("/-/submissions/\(submission.id)", in: visit.language))),
      (
        "page",
        Value(submission.action == .delete && anchor.isEmpty ? nil : entry.map { $0.address + anchor })
      ),
    ])
  }
}
