import Content
import Git
import HTTP
import Images
import Site
import Store
import Templates

/// Why a decision is not taken.
enum DecisionRefusal: Sendable {
  /// Its author must be told why.
  case lacksReason
  /// Its author has changed the submission since the reviewer saw it.
  case changedSince

  var status: Status {
    switch self {
    case .lacksReason: .unprocessableContent
    case .changedSince: .conflict
    }
  }
}

/// One submission: what it changes, and what may be done about it.
extension Intake {
  /// - Parameter refusal: why a decision that was sent was not taken; nil where none was.
  func submissionPage(
    _ submission: Submission, _ visit: Visit, refusing refusal: DecisionRefusal? = nil
  ) async throws -> Response {
    guard let account = visit.account else { throw Problem.notFound }
    let author = try await self.account(submission.account)
    let isOpen = [.waiting, .changes].contains(submission.state)
    let kind = pages.site.library.kind(named: submission.kind)
    // What was decided long ago may be gone from the repository.
    let files =
      submission.state.isOpen
      ? try await fileChanges(of: submission, kind, visit)
      : (try? await fileChanges(of: submission, kind, visit)) ?? []
    let isOwn = account.id == submission.account
    let entry = pages.site.tree.entry(EntryAddress(kind: submission.kind, slug: submission.slug))
    return try pages.page(
      "submission", at: "/-/submissions/\(submission.id)", heading: submission.title, for: visit,
      [
        ("submission", value(of: submission, by: author?.name, visit)), ("files", .list(files)),
        ("queue", account.role >= .reviewer ? try await queue(visit) : .none),
        ("conflicts", .bool(submission.state == .conflict)), ("obstacles", try await obstacles(to: submission, visit)),
        ("is_over", .bool(!submission.state.isOpen)),
        ("may_decide", .bool((isOpen || submission.state == .conflict) && account.role >= .reviewer && !isOwn)),
        ("is_gone", .bool((submission.action != .add || submission.comment != nil) && entry == nil)),
        ("may_withdraw", .bool(isOwn && submission.state.isWithAuthor)),
        ("edit_address", isOwn ? try await editAddress(of: submission, visit) : .none),
        ("lacks_reason", .bool(refusal == .lacksReason)), ("reason", .string(refusal == nil ? "" : reason(visit))),
      ] + (refusal == .changedSince ? [("notice", .string(Notice.proposalChanged.key))] : []),
      status: refusal?.status ?? .ok)
  }

  /// What keeps one in conflict from being published, besides what others have changed.
  private func obstacles(to submission: Submission, _ visit: Visit) async throws -> Value {
    guard submission.state == .conflict, let commit = ObjectID(submission.commit),
      let base = ObjectID(submission.base), let kind = pages.site.library.kind(named: submission.kind)
    else { return .list([]) }
    let files = try await contributions().changes(of: commit, since: base)
    return .list(
      try await obstacles(to: files, of: submission, in: visit.language).map { obstacle in
        .dictionary([
          ("label", .string(ShownForm.label(of: obstacle.path, kind, pages.site, visit.language))),
          ("text", .string(obstacle.text)),
        ])
      })
  }

  /// The form in which its author goes on with it, or makes a new one of what was declined; none where there is nothing
  /// left to go on with.
  private func editAddress(of submission: Submission, _ visit: Visit) async throws -> Value {
    let content = try contributions()
    guard submission.state.isWithAuthor || submission.state.isOver,
      submission.comment != nil || submission.action != .delete,
      try await content.repository.revision(of: Submission.reference(submission.id)) != nil
    else { return .none }
    let subject = EntryAddress(kind: submission.kind, slug: submission.slug)
    let isAddition = submission.action == .add
    guard isAddition && submission.comment == nil || pages.site.tree.entry(subject) != nil else { return .none }
    let entry = "\(submission.kind)/\(submission.slug)"
    let path =
      submission.comment.map { "/-/comment/\(entry)" + (isAddition ? "" : "/\($0)") }
      ?? (isAddition ? "/-/new/\(submission.kind)" : "/-/edit/\(entry)")
    return .string(pages.address(path, for: visit) + "?submission=\(submission.id)")
  }

  // MARK: Images

  func fileAddress(of path: String, _ submission: Submission, _ visit: Visit) -> String {
    pages.address("/-/submissions/\(submission.id)/file", for: visit) + "?path=\(QueryText.encoded(path))"
  }

  /// A file that a submission brings, for those who see the submission.
  func showFile(of submission: Submission, _ visit: Visit) async throws -> Response {
    guard let path = visit.request.query["path"], let commit = ObjectID(submission.commit),
      let base = ObjectID(submission.base), case let content = try contributions(),
      case .write(let bytes)? = try? await content.changes(of: commit, since: base)[path], !Self.isText(path)
    else { throw Problem.notFound }
    if let format = ImageFormat(bytes) { return .bytes(bytes, type: format.mediaType) }
    // Whatever it is, no browser runs it here.
    var response = Response.bytes(bytes, type: "application/octet-stream")
    let name = path.split(separator: "/").last.map(String.init) ?? "file"
    response.headers["Content-Disposition"] = "attachment; filename=\"\(name.filter { $0 != "\"" && $0 != "\\" })\""
    return response
  }
}
